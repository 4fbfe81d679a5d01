using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>Scores clustering the old way: every row of the data set is a set of texts of its own to be clustered.</summary>
internal sealed class LegacyClusteringEvaluator(TaskContext context) : ITaskEvaluator
{
    private const int BatchSize = 500;

    private readonly TaskSteps _steps = new(context);
    private readonly string _textColumn = context.Task.GetText("input_column_name") ?? "sentences";
    private readonly string _labelColumn = context.Task.GetText("label_column_name") ?? "labels";

    /// <summary>The single metrics in mteb's order.</summary>
    public static readonly IReadOnlyList<string> MetricNames = ["v_measure", "v_measure_std"];

    /// <inheritdoc/>
    public IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken) =>
        TaskSteps.ForEachAsync(subsets, subset => EvaluateAsync(split, subset.Name, cancellationToken), cancellationToken);

    private async Task<Outcome<SubsetEvaluation>> EvaluateAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var read = await _steps.ReadAsync(
            subset, split, [new(_textColumn, ColumnType.TextList), new(_labelColumn, ColumnType.LabelList)], cancellationToken).ConfigureAwait(false);
        if (read.Value is not { } table)
        {
            return read.FailedAs<SubsetEvaluation>();
        }

        var (texts, labels) = (table.TextLists(_textColumn), table.LabelLists(_labelColumn));
        var scores = new double[table.RowCount];
        var found = new List<int[]>();
        for (var set = 0; set < scores.Length; set++)
        {
            if (texts[set].Length != labels[set].Length)
            {
                return TaskCodes.UnequalLists.Here(
                    $"Row {set + 1} of split '{split}' of subset '{subset}' of task '{context.Task.Name}' lists {texts[set].Length} texts and {labels[set].Length} labels.",
                    "Make the lists equally long.");
            }

            var codes = Codes(labels[set]);
            if (codes.Distinct().Take(2).Count() < 2)
            {
                scores[set] = 1.0;
                continue;
            }

            var clustered = await ClusterAsync(texts[set], codes.Max() + 1, split, subset, cancellationToken).ConfigureAwait(false);
            if (clustered.Value is not { } clusters)
            {
                return clustered.FailedAs<SubsetEvaluation>();
            }

            scores[set] = ClusterMetrics.VMeasure(codes, clusters);
            found.Add(clusters);
        }

        var metrics = new MetricList()
            .Numpy("v_measure", PairwiseSum.Mean(scores))
            .Numpy("v_measure_std", PairwiseSum.StandardDeviation(scores))
            .Add("v_measures", MetricList.Numbers(scores));
        var kept = context.KeepPredictions ? new ScoreValue.List([.. found.Select(MetricList.WholeNumbers)]) : null;
        return new SubsetEvaluation(subset, metrics.Items, kept, []);
    }

    private async Task<Outcome<int[]>> ClusterAsync(
        string[] texts, int clusters, string split, string subset, CancellationToken cancellationToken)
    {
        EmbeddingMatrix embeddings;
        using (context.Phases.Begin(TaskSteps.Encoding, split, subset))
        {
            var encoded = await _steps.EncodeAsync(texts, split, subset, null, cancellationToken).ConfigureAwait(false);
            if (encoded.Value is null)
            {
                return encoded.FailedAs<int[]>();
            }

            embeddings = encoded.Value;
        }

        using var phase = context.Phases.Begin(TaskSteps.Scoring, split, subset);
        var rows = embeddings.Values[..(embeddings.Rows * embeddings.Columns)].ToArray();
        return MiniBatchKMeans.Fit(rows, embeddings.Columns, clusters, BatchSize).Labels;
    }

    private static int[] Codes(Label[] labels)
    {
        var codes = labels.Distinct().Order().Select((label, code) => (label, code)).ToDictionary(pair => pair.label, pair => pair.code);
        return Array.ConvertAll(labels, label => codes[label]);
    }
}
