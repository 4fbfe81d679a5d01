using Mteb.Evaluation.Running;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation;

/// <summary>A task that was evaluated.</summary>
/// <param name="Score">The task's score as mteb forms it: the mean of the main scores over splits and subsets; NaN when one of them is missing.</param>
/// <param name="Result">All scores, as they stand in a result file.</param>
/// <param name="Encoding">What was counted while texts were encoded, with the prompts that were used.</param>
/// <param name="Path">Full path of the result file; null when none was wanted.</param>
public sealed record EvaluatedTask(double Score, TaskResult Result, EncodingTotals Encoding, string? Path);
