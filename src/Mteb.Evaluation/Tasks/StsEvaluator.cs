using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Scores semantic textual similarity: similarities of sentence pairs are correlated with human scores. The order of equal
/// similarities does not matter: Pearson does not know any, and for Spearman equal values share their average rank.
/// </summary>
internal sealed class StsEvaluator(TaskContext context, ModelSimilarity similarity) : ITaskEvaluator
{
    private readonly TaskSteps _steps = new(context);

    /// <summary>The metrics in mteb's order.</summary>
    public static readonly IReadOnlyList<string> MetricNames =
    [
        "pearson", "spearman", "cosine_pearson", "cosine_spearman", "manhattan_pearson", "manhattan_spearman",
        "euclidean_pearson", "euclidean_spearman",
    ];

    /// <inheritdoc/>
    public IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken) =>
        TaskSteps.ForEachAsync(subsets, subset => EvaluateAsync(split, subset.Name, cancellationToken), cancellationToken);

    private async Task<Outcome<SubsetEvaluation>> EvaluateAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var names = context.Task.GetTexts("column_names") is [var first, var second] ? (first, second) : ("sentence1", "sentence2");
        var read = await _steps.ReadAsync(
            subset,
            split,
            [new(names.Item1, ColumnType.Text), new(names.Item2, ColumnType.Text), new("score", ColumnType.Number)],
            cancellationToken).ConfigureAwait(false);
        if (read.Value is not { } table)
        {
            return read.FailedAs<SubsetEvaluation>();
        }

        if (table.RowCount < 2)
        {
            return TaskCodes.TooFewRows.Here(
                $"Split '{split}' of subset '{subset}' of task '{context.Task.Name}' has {table.RowCount} rows; a correlation needs two.",
                "Check the data of the task.");
        }

        var encoded = await _steps.EncodeBothAsync(
            table.Texts(names.Item1),
            table.Texts(names.Item2),
            split,
            subset,
            PromptTypes.Parse(context.Task.GetText("input1_prompt_type")),
            PromptTypes.Parse(context.Task.GetText("input2_prompt_type")),
            cancellationToken).ConfigureAwait(false);
        if (!encoded.Succeeded)
        {
            return encoded.FailedAs<SubsetEvaluation>();
        }

        using var phase = context.Phases.Begin(TaskSteps.Scoring, split, subset);
        var (left, right) = encoded.Value;
        var lists = new StsSimilarities(
            similarity.Pairwise(left, right),
            PairwiseSimilarity.CosineByDistance(left, right),
            PairwiseSimilarity.Negate(PairwiseSimilarity.ManhattanDistance(left, right)),
            PairwiseSimilarity.Negate(PairwiseSimilarity.EuclideanDistance(left, right)));
        return Score(split, subset, lists, Gold(table.Numbers("score")));
    }

    private double[] Gold(double[] scores)
    {
        var lowest = context.Task.GetNumber("min_score") ?? 0;
        var highest = context.Task.GetNumber("max_score") ?? 5;
        return Array.ConvertAll(scores, score => (score - lowest) / (highest - lowest));
    }

    private Outcome<SubsetEvaluation> Score(string split, string subset, StsSimilarities lists, double[] gold)
    {
        var metrics = lists.Correlate(gold);
        List<Diagnostic> noticed = [];
        if (metrics.Items.Any(metric => metric.Value is ScoreValue.Number { Value: double.NaN }))
        {
            noticed.Add(TaskCodes.ConstantScores.Here(
                $"The human scores or the similarities of split '{split}' of subset '{subset}' of task '{context.Task.Name}' are all equal, so correlations are NaN.",
                "Check that the model gives different texts different vectors, and that the scores of the data differ."));
        }

        return new SubsetEvaluation(subset, metrics.Items, context.KeepPredictions ? lists.ToPredictions() : null, noticed);
    }
}

/// <summary>The four lists of similarities that are correlated with human scores.</summary>
/// <param name="Model">By the model's own function.</param>
/// <param name="Cosine">scikit-learn's cosine.</param>
/// <param name="Manhattan">Minus the Manhattan distance.</param>
/// <param name="Euclidean">Minus the Euclidean distance.</param>
internal sealed record StsSimilarities(double[] Model, double[] Cosine, double[] Manhattan, double[] Euclidean)
{
    /// <summary>Pearson and Spearman of every list with the human scores, in mteb's order.</summary>
    public MetricList Correlate(double[] gold)
    {
        var metrics = new MetricList();
        foreach (var (prefix, list) in new[] { ("", Model), ("cosine_", Cosine), ("manhattan_", Manhattan), ("euclidean_", Euclidean) })
        {
            metrics.Number(prefix + "pearson", Correlation.Pearson(list, gold)).Number(prefix + "spearman", Correlation.Spearman(list, gold));
        }

        return metrics;
    }

    /// <summary>What mteb saves.</summary>
    public ScoreValue ToPredictions() => new MetricList()
        .Add("cosine_scores", MetricList.Numbers(Cosine))
        .Add("manhattan_distances", MetricList.Numbers(Manhattan))
        .Add("euclidean_distances", MetricList.Numbers(Euclidean))
        .Add("similarity_scores", MetricList.Numbers(Model))
        .ToMapping();
}
