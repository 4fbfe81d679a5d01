namespace Mteb.Schemas.Results.Comparison;

/// <summary>Picks one result of each task where several revisions of a model have one, as mteb does when it joins revisions.</summary>
public static class RevisionChoice
{
    // What stands for the revision of numbers that were taken from a model card.
    private const string External = "external";

    /// <summary>
    /// One result for each model, experiment and task: the model's main revision before others, then one whose version can be
    /// compared (a range cannot), then one that was not taken from a model card, then the newest version. Results without any
    /// split are left out. Among equals the first counts.
    /// </summary>
    /// <param name="results">The results.</param>
    /// <param name="mainRevision">The main revision of a model's folder, where it is known.</param>
    /// <returns>The results in the order in which their tasks first come.</returns>
    public static IReadOnlyList<RunResult> Choose(IEnumerable<RunResult> results, Func<string, string?>? mainRevision = null)
    {
        var chosen = new OrderedDictionary<(string?, string?, string), (Rank Rank, RunResult Result)>();
        foreach (var result in results.Where(result => result.Result.Scores.Count > 0))
        {
            var key = (result.Model, result.Experiment, result.Result.TaskName);
            var rank = RankOf(result, result.Model is null ? null : mainRevision?.Invoke(result.Model));
            if (!chosen.TryGetValue(key, out var other) || rank.CompareTo(other.Rank) > 0)
            {
                chosen[key] = (rank, result);
            }
        }

        return [.. chosen.Values.Select(pair => pair.Result)];
    }

    private static Rank RankOf(RunResult result, string? mainRevision)
    {
        var version = PythonVersion.Parse(result.Result.MtebVersion);
        var points = (mainRevision is not null && result.Revision == mainRevision ? 1000 : 0)
            + (version is not null ? 100 : 0)
            + (result.Revision is not (null or External or ResultPaths.NoRevision) ? 10 : 0);
        return new Rank(points, version);
    }

    private readonly record struct Rank(int Points, PythonVersion? Version) : IComparable<Rank>
    {
        public int CompareTo(Rank other) =>
            Points != other.Points ? Points.CompareTo(other.Points)
            : Version is null ? (other.Version is null ? 0 : -1)
            : Version.CompareTo(other.Version);
    }
}
