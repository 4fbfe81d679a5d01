using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>What is the same however the documents of a query were ranked: reading the data before, the metrics after.</summary>
internal sealed class RetrievalScoring(TaskFacts task, ITaskDataSource source, IPhaseObserver phases, bool keepPredictions)
{
    private static readonly int[] DefaultCutoffs = [1, 3, 5, 10, 20, 100, 1000];

    private readonly IReadOnlyList<int> _cutoffs = Cutoffs(task);
    private readonly bool _ignoreIdenticalIds = task.GetSwitch("ignore_identical_ids");
    private readonly bool _skipFirstResult = task.GetSwitch("skip_first_result");

    /// <summary>The cut-offs of a task (<c>k_values</c>).</summary>
    public static IReadOnlyList<int> Cutoffs(TaskFacts task) => task.GetIntegers("k_values") is { Count: > 0 } own ? own : DefaultCutoffs;

    /// <summary>The metrics that can be main scores.</summary>
    public static IReadOnlyList<string> MetricNames(TaskFacts task) =>
        [.. RetrievalScores.MetricNames(Cutoffs(task)), .. TaskSpecificScores.MetricNames(task, Cutoffs(task))];

    /// <summary>Says what the facts ask for and the rules cannot do; null when nothing.</summary>
    public static Diagnostic? Refuse(TaskFacts task)
    {
        var cutoffs = Cutoffs(task);
        return cutoffs.Contains(1) && cutoffs.All(k => k > 0)
            ? TaskSpecificScores.Refuse(task, cutoffs)
            : TaskCodes.UnsupportedSetting.Here(
                $"The k_values of task '{task.Name}' are {string.Join(", ", cutoffs)}.",
                "Give positive cut-offs with 1 among them: accuracy is the recall at 1.");
    }

    /// <summary>Reads the data that the type of the task works with.</summary>
    public async Task<Outcome<RetrievalInputs>> ReadAsync(string split, string subset, CancellationToken cancellationToken)
    {
        using var phase = phases.Begin(TaskSteps.Loading, split, subset);
        var read = await source.ReadRetrievalAsync(task, subset, split, Parts(task), cancellationToken).ConfigureAwait(false);
        return read.Value is { } data ? RetrievalInputs.Prepare(task, split, subset, data) : read.FailedAs<RetrievalInputs>();
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
        using var phase = phases.Begin(TaskSteps.Scoring, split, subset);
        var ranked = new RankedSet(
            inputs.QueryIds,
            [.. found.Select((result, query) => Trim(result, inputs.QueryIds[query], inputs))],
            [.. inputs.QueryIds.Select((_, query) => inputs.Judgements(query))],
            inputs.DocumentId,
            inputs.IdOrder);
        var scores = ranked.Score(_cutoffs);
        var specific = TaskSpecificScores.Compute(task, _cutoffs, ranked, scores, inputs.ChangedQrels);
        if (specific.Value is not { } ownScores)
        {
            return specific.FailedAs<SubsetEvaluation>();
        }

        var metrics = new MetricList().AddRange(scores.ToMetrics()).AddRange(ownScores.Items);
        return new SubsetEvaluation(
            subset,
            metrics.Items,
            keepPredictions ? SearchResults.ToPredictions(inputs, found) : null,
            [.. noticed, .. MainScoreTies.Find(task, $"{split}/{subset}", ranked)]);
    }

    private QueryResult Trim(QueryResult result, string queryId, RetrievalInputs inputs)
    {
        result = _ignoreIdenticalIds ? SearchResults.WithoutId(result, queryId, inputs) : result;
        return _skipFirstResult ? SearchResults.WithoutFirst(result) : result;
    }

    private static RetrievalParts Parts(TaskFacts task) =>
        (task.Type.EndsWith("Reranking", StringComparison.Ordinal) ? RetrievalParts.TopRanked : RetrievalParts.None)
        | (task.Type.StartsWith("Instruction", StringComparison.Ordinal) ? RetrievalParts.Instructions : RetrievalParts.None)
        | (TaskSpecificScores.NeedsChangedQrels(task) ? RetrievalParts.ChangedQrels : RetrievalParts.None);
}
