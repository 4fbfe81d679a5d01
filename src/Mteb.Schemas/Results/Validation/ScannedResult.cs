using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>What the rules look at in a result file. Offsets are those of bytes.</summary>
internal sealed class ScannedResult
{
    /// <summary>Whether it has the form of before mteb 1.11.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>Offset of the object.</summary>
    public int Start { get; init; }

    /// <summary>Name of the task as it stands in the file; null when it is missing or no text.</summary>
    public ScannedText? TaskName { get; init; }

    /// <summary>What the file says of the revision of its data.</summary>
    public ScannedText? Revision { get; init; }

    /// <summary>What the file says of mteb's version; the text is null for a JSON null.</summary>
    public ScannedText? Version { get; init; }

    /// <summary>Seconds of the evaluation.</summary>
    public ScannedNumber? EvaluationTime { get; init; }

    /// <summary>Emissions.</summary>
    public ScannedNumber? Emissions { get; init; }

    /// <summary>When the task was evaluated.</summary>
    public ScannedNumber? Date { get; init; }

    /// <summary>The task, if its name is one that mteb knows or once knew.</summary>
    public TaskExpectations? Task { get; init; }

    /// <summary>Whether there are scores at all; without them no rule asks for splits.</summary>
    public bool HasScores { get; init; }

    /// <summary>Offset of the scores.</summary>
    public int ScoresAt { get; init; }

    /// <summary>The splits in the order of the file.</summary>
    public List<ScannedSplit> Splits { get; init; } = [];
}

/// <summary>A text, or the null in its place.</summary>
internal readonly record struct ScannedText(string? Text, int At);

/// <summary>A number as mteb reads it, or the null in its place.</summary>
/// <param name="Value">The number; null for a JSON null.</param>
/// <param name="IsPlain">Whether it stands there as a number, not as text or as true or false.</param>
/// <param name="At">Where it stands.</param>
internal readonly record struct ScannedNumber(double? Value, bool IsPlain, int At);

/// <summary>A split.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">Offset of its key.</param>
/// <param name="Entries">Its entries.</param>
internal sealed record ScannedSplit(string Name, int At, List<ScannedEntry> Entries);

/// <summary>An entry of a split.</summary>
internal readonly record struct ScannedEntry
{
    /// <summary>Offset of the entry.</summary>
    public required int At { get; init; }

    /// <summary>Name of the subset; null when it is missing.</summary>
    public string? Subset { get; init; }

    /// <summary>Offset of the subset's name.</summary>
    public int SubsetAt { get; init; }

    /// <summary>The main score; a kind of <see cref="JsonTokenKind.None"/> when it is missing.</summary>
    public ScannedScore MainScore { get; init; }

    /// <summary>The metric that the task calls its main one.</summary>
    public ScannedScore MainMetric { get; init; }

    /// <summary>What is to be said of the languages.</summary>
    public LanguageFault Languages { get; init; }

    /// <summary>Offset of the languages.</summary>
    public int LanguagesAt { get; init; }
}

/// <summary>A score.</summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Value">The number; NaN when it is none.</param>
/// <param name="At">Where it stands.</param>
internal readonly record struct ScannedScore(JsonTokenKind Kind, double Value, int At)
{
    /// <summary>Whether there is anything.</summary>
    public bool IsPresent => Kind != JsonTokenKind.None;

    /// <summary>Whether it is a number, be it NaN.</summary>
    public bool IsNumber => Kind is JsonTokenKind.WholeNumber or JsonTokenKind.Number or JsonTokenKind.NaN or JsonTokenKind.Infinity or JsonTokenKind.NegativeInfinity;

    /// <summary>Whether it is a number that one can compute with.</summary>
    public bool IsFinite => IsNumber && double.IsFinite(Value);
}

/// <summary>What is to be said of a list of languages.</summary>
[Flags]
internal enum LanguageFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>There is none.</summary>
    Empty = 1,

    /// <summary>One is no code.</summary>
    Malformed = 2,

    /// <summary>One stands twice.</summary>
    Repeated = 4,

    /// <summary>They are not those of the catalogue.</summary>
    Differ = 8,
}
