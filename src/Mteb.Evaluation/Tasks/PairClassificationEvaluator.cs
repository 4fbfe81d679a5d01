using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>Scores pair classification: how well five similarities tell positive pairs from negative ones.</summary>
internal sealed class PairClassificationEvaluator(TaskContext context, ModelSimilarity similarity) : ITaskEvaluator
{
    private readonly TaskSteps _steps = new(context);
    private readonly string _first = context.Task.GetText("input1_column_name") ?? "sentence1";
    private readonly string _second = context.Task.GetText("input2_column_name") ?? "sentence2";
    private readonly string _label = context.Task.GetText("label_column_name") ?? "labels";

    /// <inheritdoc/>
    public IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken) =>
        TaskSteps.ForEachAsync(subsets, subset => EvaluateAsync(split, subset.Name, cancellationToken), cancellationToken);

    private async Task<Outcome<SubsetEvaluation>> EvaluateAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(split, subset, cancellationToken).ConfigureAwait(false);
        if (read.Value is not { } pairs)
        {
            return read.FailedAs<SubsetEvaluation>();
        }

        var encoded = await _steps.EncodeBothAsync(
            pairs.First,
            pairs.Second,
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
        var scores = new PairScores(
            similarity.Pairwise(left, right),
            PairwiseSimilarity.CosineByDistance(left, right),
            PairwiseSimilarity.ManhattanDistance(left, right),
            PairwiseSimilarity.EuclideanDistance(left, right),
            PairwiseSimilarity.Dot(left, right));
        return new SubsetEvaluation(
            subset,
            scores.ToMetrics(pairs.Positive).Items,
            context.KeepPredictions ? scores.ToPredictions() : null,
            MainScoreTies.Find(context.Task, $"{split}/{subset}", pairs.Positive, scores));
    }

    // An older layout holds the whole split as one row of lists. It is only tried where the plain one does not fit.
    private async Task<Outcome<LabelledPairs>> ReadAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var plain = await _steps.ReadAsync(
            subset,
            split,
            [new(_first, ColumnType.Text), new(_second, ColumnType.Text), new(_label, ColumnType.Label)],
            cancellationToken).ConfigureAwait(false);
        if (plain.Value is { } table)
        {
            return Check(table.Texts(_first), table.Texts(_second), table.Labels(_label), split, subset);
        }

        var folded = await _steps.ReadAsync(
            subset,
            split,
            [new(_first, ColumnType.TextList), new(_second, ColumnType.TextList), new(_label, ColumnType.LabelList)],
            cancellationToken).ConfigureAwait(false);
        return folded.Value is { RowCount: 1 } row
            ? Check(row.TextLists(_first)[0], row.TextLists(_second)[0], row.LabelLists(_label)[0], split, subset)
            : plain.FailedAs<LabelledPairs>();
    }

    private Outcome<LabelledPairs> Check(string[] first, string[] second, Label[] labels, string split, string subset)
    {
        if (first.Length != second.Length || first.Length != labels.Length)
        {
            return TaskCodes.UnequalLists.Here(
                $"Split '{split}' of subset '{subset}' of task '{context.Task.Name}' lists {first.Length} and {second.Length} texts and {labels.Length} labels.",
                "Make the lists equally long.");
        }

        var wrong = Array.FindIndex(labels, label => label is not ({ IsNumber: true, Number: 0 or 1 }));
        return wrong < 0
            ? new LabelledPairs(first, second, Array.ConvertAll(labels, label => label.Number == 1))
            : TaskCodes.UnusableLabels.Here(
                $"Label '{labels[wrong]}' of row {wrong + 1} of split '{split}' of subset '{subset}' of task '{context.Task.Name}' is neither 0 nor 1.",
                "Use 1 for a positive pair and 0 for a negative one.");
    }

    private sealed record LabelledPairs(string[] First, string[] Second, bool[] Positive);
}

/// <summary>The five lists by which pairs are told apart; distances are positive.</summary>
/// <param name="Model">By the model's own function.</param>
/// <param name="Cosine">scikit-learn's cosine.</param>
/// <param name="Manhattan">The Manhattan distance.</param>
/// <param name="Euclidean">The Euclidean distance.</param>
/// <param name="Dot">The scalar product.</param>
internal sealed record PairScores(double[] Model, double[] Cosine, double[] Manhattan, double[] Euclidean, double[] Dot)
{
    private static readonly string[] Lists = ["similarity", "cosine", "manhattan", "euclidean", "dot"];
    private static readonly string[] Measures = ["accuracy", "f1", "precision", "recall", "ap"];

    /// <summary>The metrics in mteb's order.</summary>
    public static readonly IReadOnlyList<string> MetricNames =
        [.. Lists.Append("max").SelectMany(list => Measures.Select(measure => $"{list}_{measure}"))];

    /// <summary>The metrics of every list, and the best of each over the lists.</summary>
    public MetricList ToMetrics(bool[] positive)
    {
        double[][] values = [.. Similarities().Select(list => Values(PairMetrics.Score(positive, list)))];
        double[] best = [.. Measures.Select((_, measure) => values.Max(list => list[measure]))];
        var metrics = new MetricList();
        foreach (var (name, value) in MetricNames.Zip(values.Append(best).SelectMany(list => list)))
        {
            metrics.Number(name, value);
        }

        return metrics;
    }

    /// <summary>What mteb saves.</summary>
    public ScoreValue ToPredictions() => new MetricList()
        .Add("cosine_scores", MetricList.Numbers(Cosine))
        .Add("euclidean_distances", MetricList.Numbers(Euclidean))
        .Add("manhattan_distances", MetricList.Numbers(Manhattan))
        .Add("similarity_scores", MetricList.Numbers(Model))
        .Add("dot_scores", MetricList.Numbers(Dot))
        .ToMapping();

    /// <summary>One of the lists by the name that its metrics begin with, all of them for <c>max</c>: the higher, the more similar. Null for other names.</summary>
    public IReadOnlyList<double[]>? Select(string name) =>
        name == "max" ? Similarities() : Array.IndexOf(Lists, name) is >= 0 and var list ? [Similarities()[list]] : null;

    private double[][] Similarities() => [Model, Cosine, PairwiseSimilarity.Negate(Manhattan), PairwiseSimilarity.Negate(Euclidean), Dot];

    private static double[] Values(PairMetrics metrics) =>
        [metrics.Accuracy, metrics.F1, metrics.Precision, metrics.Recall, metrics.AveragePrecision];
}
