using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>Scores regression: a linear model is fitted to training rows and predicts the values of the evaluation split.</summary>
internal sealed class RegressionEvaluator(TaskContext context) : ITaskEvaluator
{
    private const uint Seed = 42;
    private const string Model = "LinearRegression()";

    private readonly TaskSteps _steps = new(context);
    private readonly string _trainSplit = context.Task.GetText("train_split") ?? "train";
    private readonly string _textColumn = context.Task.GetText("input_column_name") ?? "text";
    private readonly string _valueColumn = context.Task.GetText("label_column_name") ?? "value";
    private readonly int _mostRows = context.Task.GetInteger("n_samples") ?? 2048;
    private readonly int _experiments = context.Task.GetInteger("n_experiments") ?? 10;

    /// <summary>The averaged metrics in mteb's order.</summary>
    public static readonly IReadOnlyList<string> MetricNames = ["mse", "mae", "r2", "kendalltau", "rmse"];

    /// <summary>Says what the facts ask for and this evaluator cannot do; null when nothing.</summary>
    public static Diagnostic? Refuse(TaskFacts task)
    {
        var model = task.GetText("evaluator_model");
        var asked = model is not null && model != Model ? $"the model '{model}'"
            : task.GetSwitch("is_cross_validation") ? "cross-validation"
            : null;
        return asked is null
            ? null
            : TaskCodes.UnsupportedSetting.Here($"Task '{task.Name}' wants {asked}.", $"Only '{Model}' without cross-validation is supported for this type.");
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken) =>
        TaskSteps.ForEachAsync(subsets, subset => EvaluateAsync(split, subset.Name, cancellationToken), cancellationToken);

    private async Task<Outcome<SubsetEvaluation>> EvaluateAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var trainRead = await ReadAsync(subset, _trainSplit, cancellationToken).ConfigureAwait(false);
        var testRead = trainRead.Succeeded ? await ReadAsync(subset, split, cancellationToken).ConfigureAwait(false) : trainRead;
        if (trainRead.Value is not { } train || testRead.Value is not { } test)
        {
            return testRead.FailedAs<SubsetEvaluation>();
        }

        if (test.RowCount < 2)
        {
            return TaskCodes.TooFewRows.Here(
                $"Split '{split}' of subset '{subset}' of task '{context.Task.Name}' has {test.RowCount} rows; a correlation needs two.", "Check the data of the task.");
        }

        if (Draw(train.Numbers(_valueColumn)) is not { } draws)
        {
            return TaskCodes.CannotStratify.Here(
                $"The values of split '{_trainSplit}' of subset '{subset}' of task '{context.Task.Name}' do not fall into bins of two rows or more.",
                $"Check the values, or give no more than {_mostRows} training rows.");
        }

        int[] used = [.. draws.SelectMany(rows => rows).Distinct().Order()];
        var encodedTrain = await EncodeAsync(train.Select(used), _trainSplit, subset, cancellationToken).ConfigureAwait(false);
        if (encodedTrain.Value is not { } trainVectors)
        {
            return encodedTrain.FailedAs<SubsetEvaluation>();
        }

        var encodedTest = await EncodeAsync(test, split, subset, cancellationToken).ConfigureAwait(false);
        if (encodedTest.Value is not { } testVectors)
        {
            return encodedTest.FailedAs<SubsetEvaluation>();
        }

        if (trainVectors.Columns != testVectors.Columns)
        {
            return TaskSteps.UnequalWidths(context.Task, trainVectors.Columns, testVectors.Columns);
        }

        using var phase = context.Phases.Begin(TaskSteps.Scoring, split, subset);
        var values = train.Numbers(_valueColumn);
        var predictions = Predict(draws, used, trainVectors, values, testVectors, cancellationToken);
        return Score(split, subset, test.Numbers(_valueColumn), predictions);
    }

    // All rows where there are few: then all experiments are the same.
    private int[][]? Draw(double[] values)
    {
        var draws = new int[_experiments][];
        for (var i = 0; i < draws.Length; i++)
        {
            if (StratifiedSubsampling.SelectByQuantiles(values, _mostRows, Seed + (ulong)i) is not { } rows)
            {
                return null;
            }

            draws[i] = i > 0 && values.Length <= _mostRows ? draws[0] : rows;
        }

        return draws;
    }

    private static double[][] Predict(
        int[][] draws, int[] used, EmbeddingMatrix train, double[] values, EmbeddingMatrix test, CancellationToken cancellationToken)
    {
        var predictions = new Dictionary<int[], double[]>(ReferenceEqualityComparer.Instance);
        foreach (var rows in draws)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!predictions.ContainsKey(rows))
            {
                var width = train.Columns;
                var vectors = new float[rows.Length * width];
                for (var i = 0; i < rows.Length; i++)
                {
                    train[Array.BinarySearch(used, rows[i])].CopyTo(vectors.AsSpan(i * width, width));
                }

                var model = LeastSquares.Fit(new EmbeddingMatrix(vectors, rows.Length, width), Array.ConvertAll(rows, row => values[row]));
                predictions[rows] = model.Predict(test);
            }
        }

        return Array.ConvertAll(draws, rows => predictions[rows]);
    }

    private SubsetEvaluation Score(string split, string subset, double[] truth, double[][] predictions)
    {
        double?[][] scores = [.. predictions.Select(predicted =>
        {
            var metrics = RegressionMetrics.Score(truth, predicted);
            return new double?[]
            {
                metrics.MeanSquaredError, metrics.MeanAbsoluteError, metrics.R2, metrics.KendallTau, metrics.RootMeanSquaredError,
            };
        })];
        List<Diagnostic> noticed = [];
        if (scores.Any(values => values.Contains(double.NaN)))
        {
            noticed.Add(TaskCodes.ConstantScores.Here(
                $"The values or the predictions of split '{split}' of subset '{subset}' of task '{context.Task.Name}' are all equal, so Kendall's tau is NaN.",
                "Check that the model gives different texts different vectors, and that the values of the data differ."));
        }

        var kept = context.KeepPredictions
            ? new Mteb.Schemas.Results.ScoreValue.List([.. predictions.Select(MetricList.Numbers)])
            : null;
        return new SubsetEvaluation(subset, ExperimentScores.ToMetrics(MetricNames, scores).Items, kept, noticed);
    }

    private Task<Outcome<Table>> ReadAsync(string subset, string split, CancellationToken cancellationToken) => _steps.ReadAsync(
        subset, split, [new(_textColumn, ColumnType.Text), new(_valueColumn, ColumnType.Number)], cancellationToken);

    private async Task<Outcome<EmbeddingMatrix>> EncodeAsync(Table table, string split, string subset, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin(TaskSteps.Encoding, split, subset);
        return await _steps.EncodeAsync(table.Texts(_textColumn), split, subset, null, cancellationToken).ConfigureAwait(false);
    }
}
