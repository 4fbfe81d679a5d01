using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Scores classification: in each experiment a logistic regression is fitted to a few vectors per label and predicts the
/// labels of the evaluation split; or one split is cross-validated.
/// </summary>
internal sealed class ClassificationEvaluator(TaskContext context) : ITaskEvaluator
{
    private const uint FoldSeed = 42;
    private const string Classifier = "LogisticRegression(max_iter=100)";

    private readonly TaskSteps _steps = new(context);
    private readonly string _trainSplit = context.Task.GetText("train_split") ?? "train";
    private readonly string _textColumn = context.Task.GetText("input_column_name") ?? "text";
    private readonly string _labelColumn = context.Task.GetText("label_column_name") ?? "label";
    private readonly int _samplesPerLabel = context.Task.GetInteger("samples_per_label") ?? 8;
    private readonly int _experiments = context.Task.GetInteger("n_experiments") ?? 10;
    private readonly int _folds = context.Task.GetInteger("n_splits") ?? 5;

    /// <summary>Says what the facts ask for and this evaluator cannot do; null when nothing.</summary>
    public static Diagnostic? Refuse(TaskFacts task) => task.GetText("evaluator_model") is { } model && model != Classifier
        ? TaskCodes.UnsupportedSetting.Here(
            $"Task '{task.Name}' wants the classifier '{model}'.", $"Only '{Classifier}' is supported for this type; remove evaluator_model.")
        : null;

    /// <inheritdoc/>
    public IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken) =>
        TaskSteps.ForEachAsync(subsets, subset => EvaluateAsync(split, subset.Name, cancellationToken), cancellationToken);

    private async Task<Outcome<SubsetEvaluation>> EvaluateAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var prepared = context.Task.GetSwitch("is_cross_validation")
            ? await CrossValidateAsync(split, subset, cancellationToken).ConfigureAwait(false)
            : await DrawAsync(split, subset, cancellationToken).ConfigureAwait(false);
        if (prepared.Value is not { } experiments)
        {
            return prepared.FailedAs<SubsetEvaluation>();
        }

        using var phase = context.Phases.Begin(TaskSteps.Scoring, split, subset);
        var scored = ClassificationScores.Run(context.Task.Name, experiments, cancellationToken);
        return scored.Value is { } scores
            ? new SubsetEvaluation(subset, scores.ToMetrics(), context.KeepPredictions ? scores.ToPredictions() : null, [])
            : scored.FailedAs<SubsetEvaluation>();
    }

    // The rows of all experiments are drawn first; only they are encoded, each once, in the order of the data set.
    private async Task<Outcome<Experiment[]>> DrawAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var trainRead = await ReadAsync(subset, _trainSplit, cancellationToken).ConfigureAwait(false);
        var testRead = trainRead.Succeeded ? await ReadAsync(subset, split, cancellationToken).ConfigureAwait(false) : trainRead;
        if (trainRead.Value is not { } train || testRead.Value is not { } test)
        {
            return testRead.FailedAs<Experiment[]>();
        }

        var labels = train.Labels(_labelColumn);
        var sampling = new Undersampling(labels.Length);
        int[][] draws = [.. Enumerable.Range(0, _experiments).Select(_ => sampling.Next<Label>(labels, _samplesPerLabel))];
        int[] used = [.. draws.SelectMany(rows => rows).Distinct().Order()];
        var encodedTrain = await EncodeAsync(train.Select(used), _trainSplit, subset, cancellationToken).ConfigureAwait(false);
        if (encodedTrain.Value is not { } trainVectors)
        {
            return encodedTrain.FailedAs<Experiment[]>();
        }

        var encodedTest = await EncodeAsync(test, split, subset, cancellationToken).ConfigureAwait(false);
        return encodedTest.Value is not { } testVectors ? encodedTest.FailedAs<Experiment[]>()
            : testVectors.Embeddings.Columns != trainVectors.Embeddings.Columns
                ? TaskSteps.UnequalWidths(context.Task, trainVectors.Embeddings.Columns, testVectors.Embeddings.Columns)
                : draws.Select(rows => new Experiment(
                    trainVectors.Select(Array.ConvertAll(rows, row => Array.BinarySearch(used, row))), testVectors)).ToArray();
    }

    private async Task<Outcome<Experiment[]>> CrossValidateAsync(string split, string subset, CancellationToken cancellationToken)
    {
        if (split != _trainSplit)
        {
            return TaskCodes.CrossValidationSplit.Here(
                $"Task '{context.Task.Name}' is cross-validated on split '{_trainSplit}', but split '{split}' is to be evaluated.",
                $"Make '{_trainSplit}' the evaluation split.");
        }

        var read = await ReadAsync(subset, split, cancellationToken).ConfigureAwait(false);
        if (read.Value is not { } table)
        {
            return read.FailedAs<Experiment[]>();
        }

        if (table.RowCount < _folds)
        {
            return TaskCodes.TooFewRows.Here(
                $"Split '{split}' of subset '{subset}' of task '{context.Task.Name}' has {table.RowCount} rows for {_folds} folds.",
                "Check the data of the task.");
        }

        var encoded = await EncodeAsync(table, split, subset, cancellationToken).ConfigureAwait(false);
        return encoded.Value is { } vectors ? Folds(vectors) : encoded.FailedAs<Experiment[]>();
    }

    // The list that is shuffled has the length of the first fold's training part throughout, so that a later, longer part
    // never gives its last row: so it is in the reference.
    private Experiment[] Folds(LabelledVectors all)
    {
        Undersampling? sampling = null;
        var experiments = new List<Experiment>(_folds);
        foreach (var testRows in RowSplits.KFold(all.Labels.Length, _folds, FoldSeed))
        {
            int[] trainRows = [.. Enumerable.Range(0, all.Labels.Length).Except(testRows)];
            sampling ??= new Undersampling(trainRows.Length);
            Label[] trainLabels = [.. trainRows.Select(row => all.Labels[row])];
            var drawn = sampling.Next<Label>(trainLabels, _samplesPerLabel);
            experiments.Add(new Experiment(all.Select(Array.ConvertAll(drawn, position => trainRows[position])), all.Select(testRows)));
        }

        return [.. experiments];
    }

    private Task<Outcome<Table>> ReadAsync(string subset, string split, CancellationToken cancellationToken) => _steps.ReadAsync(
        subset, split, [new(_textColumn, ColumnType.Text), new(_labelColumn, ColumnType.Label)], cancellationToken);

    private async Task<Outcome<LabelledVectors>> EncodeAsync(
        Table table, string split, string subset, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin(TaskSteps.Encoding, split, subset);
        var encoded = await _steps.EncodeAsync(table.Texts(_textColumn), split, subset, null, cancellationToken).ConfigureAwait(false);
        return encoded.Value is { } embeddings
            ? new LabelledVectors(embeddings, table.Labels(_labelColumn))
            : encoded.FailedAs<LabelledVectors>();
    }
}
