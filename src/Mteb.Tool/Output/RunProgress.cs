namespace Mteb.Tool.Output;

/// <summary>Where a run stands.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="TaskIndex">Its place in the run, from 1.</param>
/// <param name="TaskCount">How many tasks there are; 0 where the work has no tasks.</param>
/// <param name="Split">The split; null while the task is being prepared.</param>
/// <param name="Subset">The subset; null while the task is being prepared.</param>
/// <param name="Phase">What is being done, in a word or two: "loading", "encoding".</param>
/// <param name="Done">How many texts (or other units) are finished.</param>
/// <param name="Total">How many there are; 0 when that is not known.</param>
/// <param name="TokensPerSecond">The pace; null while there is none.</param>
/// <param name="Elapsed">Time since the task began.</param>
/// <param name="EstimatedRemaining">Time that the whole run will still take; null while there is no estimate.</param>
internal readonly record struct RunProgress(
    string Task,
    int TaskIndex,
    int TaskCount,
    string? Split,
    string? Subset,
    string Phase,
    long Done,
    long Total,
    double? TokensPerSecond,
    TimeSpan Elapsed,
    TimeSpan? EstimatedRemaining);
