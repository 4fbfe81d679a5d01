using System.Collections.Frozen;
using System.Text.Json;

namespace Mteb.Schemas.Catalogue;

/// <summary>All benchmarks of mteb 2.26.24. The data are embedded; nothing is read before it is asked for.</summary>
public static class BenchmarkCatalogue
{
    private static readonly Lazy<Pack> Benchmarks = new(() => Pack.Open("benchmarks.pack"));

    private static readonly Lazy<FrozenDictionary<string, string>> NameOfAlias = new(() => All
        .SelectMany(benchmark => benchmark.Aliases, (benchmark, alias) => (alias, benchmark.Name))
        .ToFrozenDictionary(pair => pair.alias, pair => pair.Name, StringComparer.Ordinal));

    /// <summary>The names of all benchmarks, in order.</summary>
    public static IReadOnlyList<string> Names => Benchmarks.Value.Names;

    /// <summary>All benchmarks, by name; each is read when the enumeration reaches it.</summary>
    public static IEnumerable<BenchmarkFacts> All => Enumerable.Range(0, Names.Count).Select(index => Read(Benchmarks.Value.Line(index)));

    /// <summary>A benchmark.</summary>
    /// <param name="name">Its exact name, or one of its aliases.</param>
    /// <returns>Its facts; null when mteb has no such benchmark.</returns>
    public static BenchmarkFacts? Find(string name)
    {
        var line = Benchmarks.Value.Find(name);
        if (line.IsEmpty && NameOfAlias.Value.TryGetValue(name, out var current))
        {
            line = Benchmarks.Value.Find(current);
        }

        return line.IsEmpty ? null : Read(line);
    }

    /// <summary>Names that a user may have meant, the likeliest first.</summary>
    /// <param name="name">What was written; case does not count.</param>
    /// <param name="count">How many names at most.</param>
    public static IReadOnlyList<string> Nearest(string name, int count = 3) => NearestNames.Find(Names, name, count);

    private static BenchmarkFacts Read(ReadOnlyMemory<byte> line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        return new BenchmarkFacts
        {
            Name = json.GetProperty("name").GetString()!,
            Aliases = OneOrMany(json.GetProperty("aliases")),
            DisplayName = json.GetProperty("display_name").GetString(),
            IsRegistered = json.GetProperty("registered").GetBoolean(),
            SupersededBy = OneOrMany(json.GetProperty("superseded_by")),
            Aggregations = OneOrMany(json.GetProperty("aggregations")),
            RankBy = OneOrMany(json.GetProperty("rank_by")),
            LanguageView = OneOrMany(json.GetProperty("language_view")),
            ShowsZeroShot = json.GetProperty("show_zero_shot").GetBoolean(),
            Modalities = OneOrMany(json.GetProperty("modalities")),
            IsTextOnly = json.GetProperty("text_only").GetBoolean(),
            Tasks = OneOrMany(json.GetProperty("tasks")),
            Restrictions = Restrictions(json),
            Record = json,
        };
    }

    private static Dictionary<string, TaskRestriction> Restrictions(JsonElement json) => json.TryGetProperty("restrictions", out var restrictions)
        ? restrictions.EnumerateObject().ToDictionary(
            task => task.Name,
            task => new TaskRestriction(Optional(task.Value, "hf_subsets"), Optional(task.Value, "eval_splits")),
            StringComparer.Ordinal)
        : [];

    private static IReadOnlyList<string>? Optional(JsonElement json, string name) => json.TryGetProperty(name, out var list) ? OneOrMany(list) : null;

    // Some fields hold a list, a single text or null.
    private static IReadOnlyList<string> OneOrMany(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => TaskRecord.Texts(json),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };
}
