using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>Metrics in the order in which mteb writes them.</summary>
internal sealed class MetricList
{
    private readonly List<KeyValuePair<string, ScoreValue>> _metrics = [];

    /// <summary>The metrics so far.</summary>
    public IReadOnlyList<KeyValuePair<string, ScoreValue>> Items => _metrics;

    /// <summary>Adds a number that mteb holds as a Python float.</summary>
    public MetricList Number(string name, double value) => Add(name, new ScoreValue.Number(value));

    /// <summary>Adds a number that mteb holds as a numpy scalar.</summary>
    public MetricList Numpy(string name, double value) => Add(name, new ScoreValue.NumpyNumber(value));

    /// <summary>Adds any value.</summary>
    public MetricList Add(string name, ScoreValue value)
    {
        _metrics.Add(new(name, value));
        return this;
    }

    /// <summary>Adds all metrics of another list.</summary>
    public MetricList AddRange(IEnumerable<KeyValuePair<string, ScoreValue>> metrics)
    {
        _metrics.AddRange(metrics);
        return this;
    }

    /// <summary>The metrics as an object.</summary>
    public ScoreValue.Mapping ToMapping() => new(_metrics);

    /// <summary>Numbers as a list.</summary>
    public static ScoreValue.List Numbers(IEnumerable<double> values) => new([.. values.Select(value => new ScoreValue.Number(value))]);

    /// <summary>Whole numbers as a list.</summary>
    public static ScoreValue.List WholeNumbers(IEnumerable<int> values) =>
        new([.. values.Select(value => new ScoreValue.WholeNumber(value))]);
}
