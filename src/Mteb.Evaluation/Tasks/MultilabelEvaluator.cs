using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Scores multilabel classification: five nearest neighbours among a few training rows vote on every label. The generator
/// that draws the training rows lives as long as the task, so the order of splits and subsets matters.
/// </summary>
internal sealed class MultilabelEvaluator(TaskContext context) : IDrawingEvaluator
{
    private const uint Seed = 42;
    private const string Classifier = "KNeighborsClassifier(n_neighbors=5)";

    private readonly TaskSteps _steps = new(context);
    private readonly NumpyGenerator _random = new(Seed);
    private readonly string _trainSplit = context.Task.GetText("train_split") ?? "train";
    private readonly string _textColumn = context.Task.GetText("input_column_name") ?? "text";
    private readonly string _labelColumn = context.Task.GetText("label_column_name") ?? "label";
    private readonly int _samplesPerLabel = context.Task.GetInteger("samples_per_label") ?? 8;
    private readonly int _experiments = context.Task.GetInteger("n_experiments") ?? 10;

    /// <summary>The averaged metrics in mteb's order.</summary>
    public static readonly IReadOnlyList<string> MetricNames = ["accuracy", "lrap", "f1", "hamming"];

    /// <summary>Says what the facts ask for and this evaluator cannot do; null when nothing.</summary>
    public static Diagnostic? Refuse(TaskFacts task)
    {
        var model = task.GetText("evaluator_model");
        var asked = model is not null && model != Classifier ? $"the classifier '{model}'"
            : task.GetSwitch("is_cross_validation") ? "cross-validation"
            : null;
        return asked is null
            ? null
            : TaskCodes.UnsupportedSetting.Here($"Task '{task.Name}' wants {asked}.", $"Only '{Classifier}' without cross-validation is supported for this type.");
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken) =>
        TaskSteps.ForEachAsync(subsets, subset => EvaluateAsync(split, subset.Name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Diagnostic>> PassAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var train = await ReadAsync(subset, _trainSplit, cancellationToken).ConfigureAwait(false);
        if (!train.Succeeded)
        {
            return train.Diagnostics;
        }

        Draw(train.Value.LabelLists(_labelColumn));
        return [];
    }

    private async Task<Outcome<SubsetEvaluation>> EvaluateAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var trainRead = await ReadAsync(subset, _trainSplit, cancellationToken).ConfigureAwait(false);
        var testRead = trainRead.Succeeded ? await ReadAsync(subset, split, cancellationToken).ConfigureAwait(false) : trainRead;
        if (trainRead.Value is not { } train || testRead.Value is not { } test)
        {
            return testRead.FailedAs<SubsetEvaluation>();
        }

        var labels = train.LabelLists(_labelColumn);
        var draws = Draw(labels);
        int[] used = [.. draws.SelectMany(rows => rows).Distinct().Order()];
        if (draws.Any(rows => rows.Length < NeighbourVotes.Voters))
        {
            return TaskCodes.TooFewRows.Here(
                $"Split '{_trainSplit}' of subset '{subset}' of task '{context.Task.Name}' gives an experiment only {draws.Min(rows => rows.Length)} training rows; {NeighbourVotes.Voters} neighbours are needed.",
                "Add labelled rows to the training split.");
        }

        var encodedTrain = await EncodeAsync(train.Select(used), _trainSplit, subset, cancellationToken).ConfigureAwait(false);
        if (encodedTrain.Value is not { } trainVectors)
        {
            return encodedTrain.FailedAs<SubsetEvaluation>();
        }

        test = Limit(test);
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
        var truth = test.LabelLists(_labelColumn);
        Label[] names = [.. truth.SelectMany(row => row).Distinct().Order()];
        if (names.Length == 0)
        {
            return TaskCodes.UnusableLabels.Here(
                $"Split '{split}' of subset '{subset}' of task '{context.Task.Name}' has no label at all.", "Check the labels of the split.");
        }

        var votes = NeighbourVotes.Take(draws, used, trainVectors, testVectors, Sets(labels, names), cancellationToken);
        return Score(split, subset, Sets(truth, names), votes);
    }

    private int[][] Draw(Label[][] labels) =>
        [.. Enumerable.Range(0, _experiments).Select(_ => Undersampling.Multilabel<Label>(labels, _samplesPerLabel, _random))];

    // Rows are chosen so that pairs of labels keep their shares; this draw leaves the generator of the task alone.
    private Table Limit(Table test)
    {
        if (MostRows() is not { } most || test.RowCount <= most)
        {
            return test;
        }

        var labels = test.LabelLists(_labelColumn);
        var numbers = labels.SelectMany(row => row).Distinct().Order().Select((label, number) => (label, number)).ToDictionary(pair => pair.label, pair => pair.number);
        return test.Select(IterativeStratification.Limit(
            Array.ConvertAll(labels, row => Array.ConvertAll(row, label => numbers[label])), most, Seed));
    }

    private int? MostRows() =>
        context.Task.Attributes.TryGetValue("max_eval_samples", out var value) && value.ValueKind == JsonValueKind.Null
            ? null
            : context.Task.GetInteger("max_eval_samples") ?? 3000;

    private SubsetEvaluation Score(string split, string subset, bool[][] truth, NeighbourVotes votes)
    {
        double?[][] scores = [.. votes.Predictions.Select(predicted =>
        {
            var metrics = MultilabelMetrics.Score(truth, predicted);
            return new double?[] { metrics.Accuracy, metrics.RankingPrecision, metrics.F1, metrics.Hamming };
        })];
        var kept = context.KeepPredictions
            ? new ScoreValue.List([.. votes.Predictions.Select(rows => new ScoreValue.List([.. rows.Select(
                row => MetricList.WholeNumbers(row.Select(holds => holds ? 1 : 0)))]))])
            : null;
        return new SubsetEvaluation(
            subset, ExperimentScores.ToMetrics(MetricNames, scores).Items, kept, MainScoreTies.Find(context.Task, $"{split}/{subset}", truth, votes));
    }

    private static bool[][] Sets(Label[][] rows, Label[] names)
    {
        var numbers = names.Select((label, number) => (label, number)).ToDictionary(pair => pair.label, pair => pair.number);
        return Array.ConvertAll(rows, row =>
        {
            var set = new bool[names.Length];
            foreach (var label in row)
            {
                if (numbers.TryGetValue(label, out var number))
                {
                    set[number] = true;
                }
            }

            return set;
        });
    }

    private Task<Outcome<Table>> ReadAsync(string subset, string split, CancellationToken cancellationToken) => _steps.ReadAsync(
        subset, split, [new(_textColumn, ColumnType.Text), new(_labelColumn, ColumnType.LabelList)], cancellationToken);

    private async Task<Outcome<EmbeddingMatrix>> EncodeAsync(Table table, string split, string subset, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin(TaskSteps.Encoding, split, subset);
        return await _steps.EncodeAsync(table.Texts(_textColumn), split, subset, null, cancellationToken).ConfigureAwait(false);
    }
}
