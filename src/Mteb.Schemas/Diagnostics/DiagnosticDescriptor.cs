namespace Mteb.Schemas.Diagnostics;

/// <summary>One line of the code ledger: what a code means, wherever it is raised.</summary>
/// <param name="Code">"MTEB" and four digits; never reused.</param>
/// <param name="Severity">The severity that applies unless a user changed it.</param>
/// <param name="Title">The fault in a few words, without particulars.</param>
public sealed record DiagnosticDescriptor(string Code, Severity Severity, string Title)
{
    /// <summary>The rule of mteb's result files behind the code, such as <c>W207</c>; null when there is none.</summary>
    public string? Rule { get; init; }

    /// <summary>The page that explains the code: <c>docs/diagnostics/MTEBnnnn.md</c>.</summary>
    public string HelpPage { get; } = $"docs/diagnostics/{Code}.md";

    /// <summary>Makes a diagnostic of this kind.</summary>
    /// <param name="message">What is wrong, with the particulars; one sentence or two, ending with a full stop.</param>
    /// <param name="remedy">What the user can do about it, as an instruction.</param>
    /// <param name="place">Where it is wrong.</param>
    public Diagnostic At(SourcePlace place, string message, string remedy) => new(this, Severity, message, remedy, place);

    /// <inheritdoc cref="At"/>
    public Diagnostic Here(string message, string remedy) => new(this, Severity, message, remedy, SourcePlace.None);
}
