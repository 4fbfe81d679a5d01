namespace Mteb.Tool.Output;

/// <summary>What came of a run, as shown.</summary>
internal sealed record RunReport
{
    /// <summary>The model's name, as results are filed.</summary>
    public required string Model { get; init; }

    /// <summary>The model's revision.</summary>
    public string? Revision { get; init; }

    /// <summary>The folder that holds the result files, for people.</summary>
    public string? ResultFolder { get; init; }

    /// <summary>The scores, in the order of the run.</summary>
    public IReadOnlyList<RunReportRow> Rows { get; init; } = [];

    /// <summary>The means of the benchmarks that were asked for.</summary>
    public IReadOnlyList<BenchmarkMeans> Benchmarks { get; init; } = [];

    /// <summary>What the process ends with.</summary>
    public ExitCode ExitCode { get; init; }
}

/// <summary>One main score: a task, a split and a subset. A task that failed as a whole is one row without split and subset.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Split">The split; null for the task as a whole.</param>
/// <param name="Subset">The subset; null for the task as a whole.</param>
/// <param name="Metric">The metric that is the main score.</param>
/// <param name="MainScore">The main score; null when there is none, NaN when that is the score.</param>
/// <param name="State">What became of it.</param>
internal sealed record RunReportRow(string Task, string Type, string? Split, string? Subset, string? Metric, double? MainScore, RunState State)
{
    /// <summary>The result file.</summary>
    public string? Path { get; init; }

    /// <summary>The share of texts that were longer than the model's limit, 0 to 1; null when nothing was encoded.</summary>
    public double? TruncatedShare { get; init; }

    /// <summary>How long it took; null when nothing was run.</summary>
    public double? Seconds { get; init; }
}

/// <summary>What became of a task.</summary>
internal enum RunState
{
    /// <summary>It was run.</summary>
    Done,

    /// <summary>The result was there already.</summary>
    Cached,

    /// <summary>It has no result; a diagnostic says why.</summary>
    Failed,

    /// <summary>Some of it has a result.</summary>
    Partial,
}
