namespace Mteb.Tool.Output;

/// <summary>What a run would do, as shown.</summary>
internal sealed record DryRunReport
{
    /// <summary>The model's name, as results are filed.</summary>
    public required string Model { get; init; }

    /// <summary>The model's revision.</summary>
    public string? Revision { get; init; }

    /// <summary>The parts of the run, in order.</summary>
    public IReadOnlyList<DryRunRow> Rows { get; init; } = [];

    /// <summary>The prompts that would be put before texts.</summary>
    public IReadOnlyList<DryRunPrompt> Prompts { get; init; } = [];

    /// <summary>What the process ends with.</summary>
    public ExitCode ExitCode { get; init; }
}

/// <summary>One part of a run.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Split">The split.</param>
/// <param name="Subset">The subset.</param>
/// <param name="Texts">How many texts would be encoded; null when that is not known before the data are read.</param>
/// <param name="Cached">Whether the result is there already, so that nothing would be run.</param>
internal sealed record DryRunRow(string Task, string Type, string Split, string Subset, long? Texts, bool Cached);

/// <summary>One prompt.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Role">What it stands before: "query" or "document".</param>
/// <param name="Text">The prompt; empty when there is none.</param>
internal sealed record DryRunPrompt(string Task, string Role, string Text);
