using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Datasets.Transforms;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Scores clustering the fast way: a sample of the texts is encoded once, bootstraps of it are clustered level by level.
/// The generator that draws sample and bootstraps lives as long as the task, so the order of splits and subsets matters.
/// </summary>
internal sealed class ClusteringEvaluator(TaskContext context) : IDrawingEvaluator
{
    private const long Seed = 42;
    private const double DefaultFraction = 0.04;

    private readonly TaskSteps _steps = new(context);
    private readonly PythonRandom _random = new(Seed);
    private readonly string _textColumn = context.Task.GetText("input_column_name") ?? "sentences";
    private readonly string _labelColumn = context.Task.GetText("label_column_name") ?? "labels";
    private readonly int _bootstraps = context.Task.GetInteger("n_clusters") ?? 10;
    private readonly int _bootstrapRows = context.Task.GetInteger("max_documents_per_cluster") ?? 16384;
    private readonly int _batchSize = context.Task.GetInteger("k_mean_batch_size") ?? 512;

    /// <summary>The single metrics in mteb's order.</summary>
    public static readonly IReadOnlyList<string> MetricNames = ["v_measure", "v_measure_std", "ami", "ami_std"];

    /// <summary>Says what the facts ask for and this evaluator cannot do; null when nothing.</summary>
    public static Diagnostic? Refuse(TaskFacts task) =>
        task.GetInteger("max_document_to_embed") is not null && task.GetNumber("max_fraction_of_documents_to_embed") is not null
            ? TaskCodes.UnsupportedSetting.Here(
                $"Task '{task.Name}' sets both max_document_to_embed and max_fraction_of_documents_to_embed.", "Set one of the two to null.")
            : null;

    /// <inheritdoc/>
    public IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken) =>
        TaskSteps.ForEachAsync(subsets, subset => EvaluateAsync(split, subset.Name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Diagnostic>> PassAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(split, subset, cancellationToken).ConfigureAwait(false);
        if (read.Value is not { } table)
        {
            return read.Diagnostics;
        }

        var labels = table.Select(Sample(table.RowCount)).LabelLists(_labelColumn);
        for (var level = 0; level < Depth(labels); level++)
        {
            Draw(ClusteringLevel.Of(labels, level));
        }

        return [];
    }

    private async Task<Outcome<SubsetEvaluation>> EvaluateAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(split, subset, cancellationToken).ConfigureAwait(false);
        if (read.Value is not { } table)
        {
            return read.FailedAs<SubsetEvaluation>();
        }

        var sample = table.Select(Sample(table.RowCount));
        var encoded = await EncodeAsync(sample.Texts(_textColumn), split, subset, cancellationToken).ConfigureAwait(false);
        if (encoded.Value is not { } embeddings)
        {
            return encoded.FailedAs<SubsetEvaluation>();
        }

        using var phase = context.Phases.Begin(TaskSteps.Scoring, split, subset);
        var labels = sample.LabelLists(_labelColumn);
        var depth = Depth(labels);
        var levels = new List<LevelScores>(depth);
        for (var level = 0; level < depth; level++)
        {
            var scored = ScoreLevel(ClusteringLevel.Of(labels, level), embeddings, cancellationToken);
            if (scored is null)
            {
                return TaskCodes.TooFewRows.Here(
                    $"Level {level} of split '{split}' of subset '{subset}' of task '{context.Task.Name}' has more different labels than the {_bootstrapRows} rows of a bootstrap, or no rows.",
                    "Check the labels, or raise max_documents_per_cluster.");
            }

            levels.Add(scored);
        }

        return new SubsetEvaluation(subset, ToMetrics(levels).Items, context.KeepPredictions ? ToPredictions(levels) : null, []);
    }

    private Task<Outcome<Table>> ReadAsync(string split, string subset, CancellationToken cancellationToken) => _steps.ReadAsync(
        subset, split, [new(_textColumn, ColumnType.Text), new(_labelColumn, ColumnType.LabelList)], cancellationToken);

    private int Depth(Label[][] labels) => Math.Min(context.Task.GetInteger("max_depth") ?? int.MaxValue, labels.Max(row => row.Length));

    // A sample is drawn even where it is all rows: then they only change places.
    private int[] Sample(int rows)
    {
        if (TaskTransforms.Find(context.Task.Name) is { TakesEveryRow: true })
        {
            return MaskedInterval.Range(rows);
        }

        int? most = context.Task.GetInteger("max_document_to_embed");
        var fraction = context.Task.GetNumber("max_fraction_of_documents_to_embed")
            ?? (most is null && !context.Task.Attributes.ContainsKey("max_fraction_of_documents_to_embed") ? DefaultFraction : null);
        most ??= fraction is { } share ? (int)(share * rows) : null;
        return most is { } count ? _random.Sample(rows, Math.Min(count, rows)) : MaskedInterval.Range(rows);
    }

    private async Task<Outcome<EmbeddingMatrix>> EncodeAsync(string[] texts, string split, string subset, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin(TaskSteps.Encoding, split, subset);
        return await _steps.EncodeAsync(texts, split, subset, null, cancellationToken).ConfigureAwait(false);
    }

    // All draws are made first and in order; the clusterings that use them then run side by side.
    private LevelScores? ScoreLevel(ClusteringLevel level, EmbeddingMatrix embeddings, CancellationToken cancellationToken)
    {
        if (level.Rows.Length == 0 || level.Clusters > _bootstrapRows)
        {
            return null;
        }

        var draws = Draw(level);
        var (found, vMeasures, information) = (new int[_bootstraps][], new double[_bootstraps], new double[_bootstraps]);
        Parallel.For(0, _bootstraps, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var width = embeddings.Columns;
            var rows = new float[_bootstrapRows * width];
            for (var row = 0; row < draws[i].Length; row++)
            {
                embeddings[level.Rows[draws[i][row]]].CopyTo(rows.AsSpan(row * width, width));
            }

            var truth = Array.ConvertAll(draws[i], position => level.Codes[position]);
            found[i] = MiniBatchKMeans.Fit(rows, width, level.Clusters, _batchSize).Labels;
            vMeasures[i] = ClusterMetrics.VMeasure(truth, found[i]);
            information[i] = ClusterMetrics.AdjustedMutualInformation(truth, found[i]);
        });
        return new LevelScores(found, vMeasures, information);
    }

    private int[][] Draw(ClusteringLevel level) => [.. Enumerable.Range(0, _bootstraps).Select(_ => _random.Choices(level.Rows.Length, _bootstrapRows))];

    private static MetricList ToMetrics(IReadOnlyList<LevelScores> levels)
    {
        var metrics = new MetricList();
        Add("v_measures", "v_measure", level => level.VMeasures);
        Add("ami_scores", "ami", level => level.AdjustedInformation);
        return metrics;

        void Add(string list, string mean, Func<LevelScores, double[]> values)
        {
            double[] all = [.. levels.SelectMany(values)];
            metrics
                .Add(list, ByLevel(levels, level => MetricList.Numbers(values(level))))
                .Numpy(mean, PairwiseSum.Mean(all))
                .Numpy($"{mean}_std", PairwiseSum.StandardDeviation(all));
        }
    }

    private static ScoreValue.Mapping ToPredictions(IReadOnlyList<LevelScores> levels) =>
        ByLevel(levels, level => new ScoreValue.List([.. level.Found.Select(MetricList.WholeNumbers)]));

    private static ScoreValue.Mapping ByLevel(IReadOnlyList<LevelScores> levels, Func<LevelScores, ScoreValue> value)
    {
        var mapping = new MetricList();
        for (var level = 0; level < levels.Count; level++)
        {
            mapping.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Level {level}"), value(levels[level]));
        }

        return mapping.ToMapping();
    }

    private sealed record LevelScores(int[][] Found, double[] VMeasures, double[] AdjustedInformation);
}

/// <summary>The rows of a sample that have a label at a level of the hierarchy.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Codes">Code of each row's label.</param>
/// <param name="Clusters">Number of different labels.</param>
internal sealed record ClusteringLevel(int[] Rows, int[] Codes, int Clusters)
{
    /// <summary>
    /// A level, from 0. Rows without it are left out where labels are numbers; where they are texts, such rows form a class
    /// of their own, because in the reference the filler −1 turns into the text "-1".
    /// </summary>
    public static ClusteringLevel Of(Label[][] labels, int level)
    {
        var texts = labels.Any(row => row.Length > level && !row[level].IsNumber);
        var filler = texts ? new Label("-1") : new Label(-1);
        Label[] own = Array.ConvertAll(labels, row => row.Length > level ? row[level] : filler);
        int[] rows = [.. Enumerable.Range(0, own.Length).Where(row => texts || own[row] != filler)];
        var codes = rows.Select(row => own[row]).Distinct().Order().Select((label, code) => (label, code)).ToDictionary(pair => pair.label, pair => pair.code);
        return new ClusteringLevel(rows, Array.ConvertAll(rows, row => codes[own[row]]), codes.Count);
    }
}
