using System.Globalization;

namespace Mteb.ResultCorpus;

/// <summary>
/// How many files of the public results repository (f4cc6c8b, without the 179 that are absent from the copy at hand) break each
/// rule, and how many get each verdict, as an independent reading counted them with the catalogue of mteb 2.26.24.
/// </summary>
public static class PublishedCounts
{
    /// <summary>How many results there are.</summary>
    public const int Results = 103_790;

    private static readonly Dictionary<string, int> Rules = Read(
        """
        W201 19840, W202 1, W203 0, W204 139, W205 12, W206 0, W207 6, W208 3626, W210 61, W211 81, W212 14, W213 603, W214 962, W215 2950,
        W216 3, W217 5, W218 0, W219 1724, W220 851, W230 41243, W231 2939, W232 42, W240 8093, W241 216, W242 7598, W243 0, W244 0, W245 0,
        W250 2, W251 1823, W252 3, W301 1819, W302 94
        """);

    private static readonly Dictionary<string, int> Verdicts = Read("Valid 99937, Legacy 1823, Suspicious 2030, Invalid 0");

    /// <summary>Prints every count beside the published one.</summary>
    /// <param name="rules">How many files break a rule.</param>
    /// <param name="verdicts">How many files get a verdict.</param>
    /// <param name="results">How many results were validated.</param>
    /// <returns>How many counts differ; 0 for another set of results, with which there is nothing to compare.</returns>
    public static int Compare(IReadOnlyDictionary<string, int> rules, IReadOnlyDictionary<string, int> verdicts, int results)
    {
        var isPublished = results == Results;
        var differing = Print(rules, Rules, isPublished) + Print(verdicts, Verdicts, isPublished);
        Console.WriteLine(!isPublished ? $"Not the {Results:N0} published results: nothing to compare with."
            : differing == 0 ? "Every count is the published one." : $"{differing} counts differ.");
        return isPublished ? differing : 0;
    }

    private static int Print(IReadOnlyDictionary<string, int> counted, Dictionary<string, int> published, bool isPublished)
    {
        var differing = 0;
        foreach (var name in published.Keys.Union(counted.Keys).Order(StringComparer.Ordinal))
        {
            var (ours, theirs) = (counted.GetValueOrDefault(name), published.GetValueOrDefault(name));
            var remark = !isPublished ? "" : string.Create(CultureInfo.InvariantCulture, $" {theirs,7}{(ours == theirs ? "" : "  differs")}");
            differing += ours == theirs ? 0 : 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-10} {ours,7}{remark}"));
        }

        return differing;
    }

    private static Dictionary<string, int> Read(string counts) => counts
        .Split(',', StringSplitOptions.TrimEntries)
        .Select(pair => pair.Split(' '))
        .ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture));
}
