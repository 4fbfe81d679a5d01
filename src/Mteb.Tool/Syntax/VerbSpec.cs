namespace Mteb.Tool.Syntax;

/// <summary>One verb of the command line: <c>mteb run</c>.</summary>
/// <param name="Name">The verb.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Execute">Does it; called only when the command line is well-formed.</param>
internal sealed record VerbSpec(string Name, string Summary, Func<OptionValues, ToolEnvironment, Task<ExitCode>> Execute)
{
    /// <summary>Other names of the verb, from former versions; help does not show them.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>More to say than the summary, in help; paragraphs.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The options, in the order of help.</summary>
    public IReadOnlyList<OptionSpec> Options { get; init; } = [];

    /// <summary>Options of which one must be written; empty when there are none.</summary>
    public IReadOnlyList<OptionSpec> OneOf { get; init; } = [];

    /// <summary>What stands for the values that belong to no option; null when the verb takes none.</summary>
    public string? Argument { get; init; }

    /// <summary>What those values are, in a sentence.</summary>
    public string ArgumentMeaning { get; init; } = "";

    /// <summary>Command lines worth showing; the first one stands in the help on the program too.</summary>
    public IReadOnlyList<VerbExample> Examples { get; init; } = [];
}

/// <summary>A command line worth showing.</summary>
/// <param name="CommandLine">The line as typed.</param>
/// <param name="Meaning">What it does, in a sentence.</param>
internal sealed record VerbExample(string CommandLine, string Meaning);
