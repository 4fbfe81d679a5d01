using System.Collections.Frozen;

namespace Mteb.Schemas.Results.Repository;

/// <summary>
/// Lists that the checks of the public results repository carry, and the models that mteb registers. They are of 22 August 2026:
/// the repository at f4cc6c8b, mteb at a905523d.
/// </summary>
internal static class RepositoryFacts
{
    private static readonly Lazy<FrozenSet<(string, string)>> WithoutMeta = new(() => Pairs("folders-without-meta.txt").ToFrozenSet());
    private static readonly Lazy<FrozenSet<(string, string)>> AnyRevision = new(() => Pairs("revision-exceptions.txt").ToFrozenSet());
    private static readonly Lazy<FrozenDictionary<string, string>> Models = new(() =>
        Pairs("registered-models.txt").ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal));

    /// <summary>The day of the lists, for messages.</summary>
    public const string Day = "2026-08-22";

    /// <summary>Whether the run may lack <c>model_meta.json</c>: 172 runs of before November 2024 may.</summary>
    public static bool MayLackMeta(string model, string revision) => WithoutMeta.Value.Contains((model, revision));

    /// <summary>Whether the revision of the run may be anything: that of 600 old runs may.</summary>
    public static bool MayHaveAnyRevision(string model, string revision) => AnyRevision.Value.Contains((model, revision));

    /// <summary>Whether mteb registered the model by then. A model that it did not may have been registered since.</summary>
    public static bool IsRegistered(string modelName) => Models.Value.ContainsKey(modelName);

    /// <summary>The revision that mteb registers for the model; null when it is unknown.</summary>
    public static string? RegisteredRevision(string modelName) =>
        Models.Value.TryGetValue(modelName, out var revision) && revision.Length > 0 ? revision : null;

    private static IEnumerable<(string, string)> Pairs(string name)
    {
        using var reader = new StreamReader(typeof(RepositoryFacts).Assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            yield return tab < 0 ? (line, "") : (line[..tab], line[(tab + 1)..]);
        }
    }
}
