using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>The predictions of all experiments of a classification, and their metrics.</summary>
internal sealed class ClassificationScores
{
    private readonly IReadOnlyList<Label[]> _predictions;
    private readonly IReadOnlyList<double?[]> _scores;

    private ClassificationScores(IReadOnlyList<Label[]> predictions, IReadOnlyList<double?[]> scores) =>
        (_predictions, _scores) = (predictions, scores);

    /// <summary>The averaged metrics in mteb's order.</summary>
    public static readonly IReadOnlyList<string> MetricNames =
    [
        "accuracy", "f1", "f1_weighted", "precision", "precision_weighted", "recall", "recall_weighted", "ap", "ap_weighted",
    ];

    /// <summary>Fits and predicts every experiment; they do not depend on each other and run side by side.</summary>
    public static Outcome<ClassificationScores> Run(string task, IReadOnlyList<Experiment> experiments, CancellationToken cancellationToken)
    {
        foreach (var experiment in experiments)
        {
            if (experiment.Train.Labels.Distinct().Take(2).Count() < 2)
            {
                return TaskCodes.UnusableLabels.Here(
                    $"The training rows of task '{task}' have fewer than two different labels.", "Check the labels of the training split.");
            }
        }

        var predictions = new Label[experiments.Count][];
        Parallel.For(
            0,
            experiments.Count,
            new ParallelOptions { CancellationToken = cancellationToken },
            i => predictions[i] = Predict(experiments[i]));
        return Score(task, [.. experiments.Select(experiment => experiment.Test.Labels)], predictions);
    }

    /// <summary>Scores predictions that are already there.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="truths">True labels of each experiment.</param>
    /// <param name="predictions">Predicted labels of each experiment.</param>
    public static Outcome<ClassificationScores> Score(
        string task, IReadOnlyList<Label[]> truths, IReadOnlyList<Label[]> predictions)
    {
        var scores = new List<double?[]>(truths.Count);
        for (var i = 0; i < truths.Count; i++)
        {
            var precision = HardPrecision(task, truths[i], predictions[i]);
            if (!precision.Succeeded)
            {
                return precision.FailedAs<ClassificationScores>();
            }

            var codes = Codes([.. truths[i], .. predictions[i]]);
            var metrics = ClassificationMetrics.Score(
                Array.ConvertAll(truths[i], label => codes[label]), Array.ConvertAll(predictions[i], label => codes[label]));
            scores.Add(Values(metrics, precision.Value.Value));
        }

        return new ClassificationScores(predictions, scores);
    }

    /// <summary>Metrics of each experiment and their means.</summary>
    public IReadOnlyList<KeyValuePair<string, ScoreValue>> ToMetrics() => ExperimentScores.ToMetrics(MetricNames, _scores).Items;

    /// <summary>What mteb saves: the predicted labels of each experiment.</summary>
    public ScoreValue ToPredictions() => new ScoreValue.List(
        [.. _predictions.Select(labels => new ScoreValue.List([.. labels.Select(LabelValue)]))]);

    private static Label[] Predict(Experiment experiment)
    {
        Label[] classes = [.. experiment.Train.Labels.Distinct().Order()];
        var codes = Codes(classes);
        var train = experiment.Train.Embeddings;
        var test = experiment.Test.Embeddings;
        var model = LogisticRegression.Fit(
            train.Values.Span[..(train.Rows * train.Columns)],
            train.Columns,
            Array.ConvertAll(experiment.Train.Labels, label => codes[label]),
            classes.Length);
        return Array.ConvertAll(model.Predict(test.Values.Span[..(test.Rows * test.Columns)]), code => classes[code]);
    }

    private static Dictionary<Label, int> Codes(IEnumerable<Label> labels)
    {
        var codes = new Dictionary<Label, int>();
        foreach (var label in labels.Distinct().Order())
        {
            codes[label] = codes.Count;
        }

        return codes;
    }

    // Average precision with the predicted labels as scores, for two labels only; the positive one must be the number 1.
    private static Outcome<Precision> HardPrecision(string task, Label[] truth, Label[] predicted)
    {
        var distinct = truth.Distinct().ToArray();
        if (distinct.Length != 2)
        {
            return new Precision(null);
        }

        var one = new Label(1);
        if (!distinct.Contains(one) || predicted.Any(label => !label.IsNumber))
        {
            return TaskCodes.UnusableLabels.Here(
                $"The two labels of task '{task}' are '{distinct[0]}' and '{distinct[1]}'; average precision needs the number 1 as the positive one.",
                "Use the numbers 0 and 1 as labels.");
        }

        return new Precision(AveragePrecision.Score(
            Array.ConvertAll(truth, label => label == one), Array.ConvertAll(predicted, label => (double)label.Number)));
    }

    private static double?[] Values(ClassificationMetrics metrics, double? precision) =>
    [
        metrics.Accuracy, metrics.F1, metrics.F1Weighted, metrics.Precision, metrics.PrecisionWeighted, metrics.Recall,
        metrics.RecallWeighted, precision, precision,
    ];

    private static ScoreValue LabelValue(Label label) =>
        label.IsNumber ? new ScoreValue.WholeNumber(label.Number) : new ScoreValue.Text(label.Text!);

    private readonly record struct Precision(double? Value);
}
