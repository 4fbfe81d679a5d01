using Mteb.Schemas.Diagnostics;

namespace Mteb.Tool.Syntax;

/// <summary>What a command line asks for.</summary>
/// <param name="Verb">The verb; null when there is none.</param>
/// <param name="Request">Whether the verb is to be carried out, or something said about it.</param>
/// <param name="Values">The options and arguments of the verb.</param>
/// <param name="Errors">Why the line cannot be carried out; empty when it can.</param>
internal sealed record ParsedLine(VerbSpec? Verb, LineRequest Request, OptionValues Values, IReadOnlyList<Diagnostic> Errors);

/// <summary>The kinds of request.</summary>
internal enum LineRequest
{
    /// <summary>Carry out the verb.</summary>
    Verb,

    /// <summary>Show help: of the verb, or of the whole program.</summary>
    Help,

    /// <summary>Show the version.</summary>
    Version,
}
