using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Scores summarization: a machine summary is as good as its similarity to the nearest human one, and these similarities
/// are correlated with human judgement, text by text.
/// </summary>
internal sealed class SummarizationEvaluator(TaskContext context, ModelSimilarity similarity, IMatrixProduct product) : ITaskEvaluator
{
    private readonly TaskSteps _steps = new(context);
    private readonly ModelSimilarity _cosine = new(SimilarityFunction.Cosine, product);
    private readonly ModelSimilarity _dot = new(SimilarityFunction.Dot, product);
    private readonly string _humanColumn = context.Task.GetText("human_summaries_column_name") ?? "human_summaries";
    private readonly string _machineColumn = context.Task.GetText("machine_summaries_column_name") ?? "machine_summaries";
    private readonly string _relevanceColumn = context.Task.GetText("relevancy_column_name") ?? "relevance";

    /// <inheritdoc/>
    public IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken) =>
        TaskSteps.ForEachAsync(subsets, subset => EvaluateAsync(split, subset.Name, cancellationToken), cancellationToken);

    private async Task<Outcome<SubsetEvaluation>> EvaluateAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var read = await _steps.ReadAsync(
            subset,
            split,
            [new(_humanColumn, ColumnType.TextList), new(_machineColumn, ColumnType.TextList), new(_relevanceColumn, ColumnType.NumberList)],
            cancellationToken).ConfigureAwait(false);
        if (read.Value is not { } table)
        {
            return read.FailedAs<SubsetEvaluation>();
        }

        var (human, machine, relevance) = (table.TextLists(_humanColumn), table.TextLists(_machineColumn), table.NumberLists(_relevanceColumn));
        for (var row = 0; row < table.RowCount; row++)
        {
            if (machine[row].Length != relevance[row].Length || human[row].Length == 0)
            {
                return TaskCodes.UnequalLists.Here(
                    $"Row {row + 1} of split '{split}' of subset '{subset}' of task '{context.Task.Name}' lists {human[row].Length} human and {machine[row].Length} machine summaries and {relevance[row].Length} judgements.",
                    "Give every machine summary one judgement, and every row a human summary.");
            }
        }

        var encoded = await _steps.EncodeBothAsync(
            [.. human.SelectMany(list => list)], [.. machine.SelectMany(list => list)], split, subset, null, null, cancellationToken).ConfigureAwait(false);
        if (!encoded.Succeeded)
        {
            return encoded.FailedAs<SubsetEvaluation>();
        }

        using var phase = context.Phases.Begin(TaskSteps.Scoring, split, subset);
        var (people, machines) = encoded.Value;
        int[] humanCounts = Array.ConvertAll(human, list => list.Length);
        int[] machineCounts = Array.ConvertAll(machine, list => list.Length);
        var scores = new SummaryScores(
            Best(_cosine, people, machines, humanCounts, machineCounts),
            Best(_dot, people, machines, humanCounts, machineCounts),
            Best(similarity, people, machines, humanCounts, machineCounts),
            Gold(relevance));
        return Score(split, subset, scores);
    }

    private double[][] Gold(double[][] relevance)
    {
        var lowest = context.Task.GetNumber("min_score") ?? 0;
        var highest = context.Task.GetNumber("max_score") ?? 1;
        return Array.ConvertAll(relevance, list => Array.ConvertAll(list, value => (value - lowest) / (highest - lowest)));
    }

    private SubsetEvaluation Score(string split, string subset, SummaryScores scores)
    {
        var deprecated = context.Task.GetText("evaluator") == "DeprecatedSummarizationEvaluator";
        var metrics = scores.Correlate(deprecated);
        List<Diagnostic> noticed = [];
        if (metrics.Items.Any(metric => metric.Value is ScoreValue.NumpyNumber { Value: double.NaN }))
        {
            noticed.Add(TaskCodes.ConstantScores.Here(
                $"In every row of split '{split}' of subset '{subset}' of task '{context.Task.Name}' the judgements or the similarities are all equal, so correlations are NaN.",
                "Check that the model gives different texts different vectors, and that the judgements of the data differ."));
        }

        return new SubsetEvaluation(subset, metrics.Items, context.KeepPredictions ? scores.ToPredictions() : null, noticed);
    }

    // Row by row the similarity of each machine summary to the nearest human summary of the same row.
    private static double[][] Best(
        ModelSimilarity function, EmbeddingMatrix human, EmbeddingMatrix machine, int[] humanCounts, int[] machineCounts)
    {
        var (left, right, width) = (function.Prepare(machine), function.Prepare(human), human.Columns);
        var best = new double[humanCounts.Length][];
        int humanStart = 0, machineStart = 0;
        for (var row = 0; row < best.Length; row++)
        {
            var (people, machines) = (humanCounts[row], machineCounts[row]);
            var scores = new float[machines * people];
            function.All(left.AsSpan(machineStart * width), machines, right.AsSpan(humanStart * width), people, width, scores);
            best[row] = [.. scores.Chunk(people).Select(list => (double)list.Max())];
            humanStart += people;
            machineStart += machines;
        }

        return best;
    }
}

/// <summary>Similarities and judgements of machine summaries, row by row.</summary>
/// <param name="Cosine">Cosine to the nearest human summary.</param>
/// <param name="Dot">Scalar product with the nearest human summary.</param>
/// <param name="Model">The model's own similarity to the nearest human summary.</param>
/// <param name="Human">Human judgements between 0 and 1.</param>
internal sealed record SummaryScores(double[][] Cosine, double[][] Dot, double[][] Model, double[][] Human)
{
    /// <summary>The metrics in mteb's order.</summary>
    public static readonly IReadOnlyList<string> MetricNames =
        ["pearson", "spearman", "cosine_spearman", "cosine_pearson", "dot_pearson", "dot_spearman"];

    /// <summary>Means over the rows of the correlations with the judgements; rows with a constant list are skipped.</summary>
    /// <param name="withPValues">Whether p-values are averaged in with the correlations, as the deprecated evaluator does.</param>
    public MetricList Correlate(bool withPValues)
    {
        int[] rows = [.. Enumerable.Range(0, Human.Length).Where(row => Varies(Human[row]) && Varies(Dot[row]) && Varies(Cosine[row]))];
        return new MetricList()
            .Numpy("pearson", Mean(Model, Correlation.Pearson))
            .Numpy("spearman", Mean(Model, Correlation.Spearman))
            .Numpy("cosine_spearman", Mean(Cosine, Correlation.Spearman))
            .Numpy("cosine_pearson", Mean(Cosine, Correlation.Pearson))
            .Numpy("dot_pearson", Mean(Dot, Correlation.Pearson))
            .Numpy("dot_spearman", Mean(Dot, Correlation.Spearman));

        double Mean(double[][] lists, Measure correlate)
        {
            double[] values = [.. rows.SelectMany(row =>
            {
                var r = correlate(lists[row], Human[row]);
                return withPValues ? new[] { r, Correlation.PValue(r, Human[row].Length) } : [r];
            })];
            return PairwiseSum.Mean(values);
        }
    }

    /// <summary>What mteb saves.</summary>
    public ScoreValue ToPredictions() => new MetricList()
        .Add("cosine_scores", Lists(Cosine))
        .Add("dot_scores", Lists(Dot))
        .Add("similarity_scores", Lists(Model))
        .Add("human_scores", Lists(Human))
        .ToMapping();

    private static bool Varies(double[] values) => values.Length > 1 && values.AsSpan().ContainsAnyExcept(values[0]);

    private static ScoreValue.List Lists(double[][] rows) => new([.. rows.Select(MetricList.Numbers)]);

    private delegate double Measure(ReadOnlySpan<double> x, ReadOnlySpan<double> y);
}
