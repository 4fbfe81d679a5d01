using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mteb.Schemas.Catalogue;

/// <summary>Main scores that models reach on a task in the results repository.</summary>
/// <param name="Models">How many models.</param>
/// <param name="Minimum">The lowest score.</param>
/// <param name="Percentile1">1% are lower.</param>
/// <param name="Percentile10">10% are lower.</param>
/// <param name="Median">Half are lower.</param>
/// <param name="Percentile90">90% are lower.</param>
/// <param name="Percentile99">99% are lower.</param>
/// <param name="Maximum">The highest score.</param>
public sealed record ScoreDistribution(
    int Models, double Minimum, double Percentile1, double Percentile10, double Median, double Percentile90, double Percentile99, double Maximum)
{
    private static readonly Lazy<Pack> Distributions = new(() => Pack.Open("distributions.pack"));
    private static readonly Lazy<Pack> Baselines = new(() => Pack.Open("baselines.pack"));

    /// <summary>The distribution of a task; null where too few results are known.</summary>
    public static ScoreDistribution? Find(string task)
    {
        var line = Distributions.Value.Find(task);
        if (line.IsEmpty)
        {
            return null;
        }

        var numbers = JsonDocument.Parse(line).RootElement;
        return new ScoreDistribution(
            numbers[0].GetInt32(), Score(1), Score(2), Score(3), Score(4), Score(5), Score(6), Score(7));

        double Score(int index) => numbers[index].GetDouble();
    }

    /// <summary>The main score of mteb's random encoder on a task; null where it is not known.</summary>
    public static double? OfRandomEncoder(string task)
    {
        var line = Baselines.Value.Find(task);
        return line.IsEmpty ? null : double.Parse(Encoding.ASCII.GetString(line.Span), CultureInfo.InvariantCulture);
    }
}
