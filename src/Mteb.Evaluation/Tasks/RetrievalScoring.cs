using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>What is the same however the documents of a query were ranked: reading the data before, the metrics after.</summary>
internal sealed class RetrievalScoring(TaskContext context)
{
    private static readonly int[] DefaultCutoffs = [1, 3, 5, 10, 20, 100, 1000];

    private readonly IReadOnlyList<int> _cutoffs = Cutoffs(context.Task);
    private readonly bool _ignoreIdenticalIds = context.Task.GetSwitch("ignore_identical_ids");
    private readonly bool _skipFirstResult = context.Task.GetSwitch("skip_first_result");

    /// <summary>The cut-offs of a task (<c>k_values</c>).</summary>
    public static IReadOnlyList<int> Cutoffs(TaskFacts task) => task.GetIntegers("k_values") is { Count: > 0 } own ? own : DefaultCutoffs;

    /// <summary>Says what the facts ask for and the rules cannot do; null when nothing.</summary>
    public static Diagnostic? Refuse(TaskFacts task) => Cutoffs(task) is var cutoffs && cutoffs.Contains(1) && cutoffs.All(k => k > 0)
        ? null
        : TaskCodes.UnsupportedSetting.Here(
            $"The k_values of task '{task.Name}' are {string.Join(", ", Cutoffs(task))}.",
            "Give positive cut-offs with 1 among them: accuracy is the recall at 1.");

    /// <summary>Reads the data that the type of the task works with.</summary>
    public async Task<Outcome<RetrievalInputs>> ReadAsync(string split, string subset, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin(TaskSteps.Loading, split, subset);
        var read = await context.Data.ReadRetrievalAsync(context.Task, subset, split, Parts(context.Task), cancellationToken).ConfigureAwait(false);
        return read.Value is { } data
            ? RetrievalInputs.Prepare(context.Task, split, subset, data)
            : read.FailedAs<RetrievalInputs>();
    }

    /// <summary>Computes all metrics of ranked results.</summary>
    /// <param name="split">The split.</param>
    /// <param name="subset">The subset.</param>
    /// <param name="inputs">The data.</param>
    /// <param name="found">What was found for each query.</param>
    /// <param name="noticed">What was noticed before.</param>
    public Outcome<SubsetEvaluation> Score(
        string split, string subset, RetrievalInputs inputs, QueryResult[] found, IReadOnlyList<Diagnostic> noticed)
    {
        using var phase = context.Phases.Begin(TaskSteps.Scoring, split, subset);
        QueryResult[] results = [.. found.Select((result, query) => Trim(result, inputs.QueryIds[query], inputs))];
        var scores = RetrievalScores.Score(_cutoffs, results, inputs.Judgements, inputs.DocumentId, inputs.IdOrder);
        var metrics = new MetricList().AddRange(scores.ToMetrics());
        var predictions = context.KeepPredictions ? SearchResults.ToPredictions(inputs, found) : null;
        return new SubsetEvaluation(subset, metrics.Items, predictions, noticed);
    }

    private QueryResult Trim(QueryResult result, string queryId, RetrievalInputs inputs)
    {
        result = _ignoreIdenticalIds ? SearchResults.WithoutId(result, queryId, inputs) : result;
        return _skipFirstResult ? SearchResults.WithoutFirst(result) : result;
    }

    private static RetrievalParts Parts(TaskFacts task) =>
        (task.Type.EndsWith("Reranking", StringComparison.Ordinal) ? RetrievalParts.TopRanked : RetrievalParts.None)
        | (task.Type.StartsWith("Instruction", StringComparison.Ordinal) ? RetrievalParts.Instructions : RetrievalParts.None);
}
