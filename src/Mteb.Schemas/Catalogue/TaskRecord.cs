using System.Text.Json;

namespace Mteb.Schemas.Catalogue;

/// <summary>Reads facts from a record of the catalogue.</summary>
internal static class TaskRecord
{
    private const string AllPairs = "$ordered_pairs_of";

    public static TaskFacts Read(JsonElement json)
    {
        var data = json.GetProperty("dataset");
        var hasData = data.ValueKind == JsonValueKind.Object;
        var baseClass = json.GetProperty("base_class").GetString()!;
        return new TaskFacts
        {
            Name = json.GetProperty("name").GetString()!,
            Type = json.GetProperty("type").GetString()!,
            BaseClass = baseClass,
            MainScore = json.GetProperty("main_score").GetString()!,
            EvalSplits = Texts(json.GetProperty("eval_splits")),
            Subsets = Subsets(json.GetProperty("eval_langs")),
            Category = json.GetProperty("category").GetString(),
            Modalities = Texts(json.GetProperty("modalities")),
            DatasetPath = hasData ? data.GetProperty("path").GetString() : null,
            DatasetRevision = hasData ? data.GetProperty("revision").GetString() : null,
            SupersededBy = json.TryGetProperty("superseded_by", out var successor) ? successor.GetString() : null,
            AggregateOf = json.TryGetProperty("aggregate_of", out var members) ? Members(members) : [],
            HasPrompt = json.GetProperty("has_prompt").GetBoolean(),
            IsPublic = json.GetProperty("is_public").ValueKind != JsonValueKind.False,
            IsBeta = json.TryGetProperty("is_beta", out var beta) && beta.ValueKind == JsonValueKind.True,
            Attributes = Attributes(json, baseClass),
        };
    }

    /// <summary>The task's own settings over those of its base class.</summary>
    private static Dictionary<string, JsonElement> Attributes(JsonElement json, string baseClass)
    {
        var attributes = new Dictionary<string, JsonElement>(TaskCatalogue.DefaultAttributes(baseClass), StringComparer.Ordinal);
        if (json.TryGetProperty("attributes", out var own))
        {
            foreach (var attribute in own.EnumerateObject())
            {
                attributes[attribute.Name] = attribute.Value;
            }
        }

        return attributes;
    }

    private static IReadOnlyList<SubsetFacts> Subsets(JsonElement languages)
    {
        if (languages.ValueKind == JsonValueKind.Array)
        {
            return [new SubsetFacts("default", Texts(languages))];
        }

        return languages.TryGetProperty(AllPairs, out var codes)
            ? OrderedPairs.Of(Texts(codes))
            : [.. languages.EnumerateObject().Select(subset => new SubsetFacts(subset.Name, Texts(subset.Value)))];
    }

    // Aggregates of images name subsets too; those stand in the record.
    private static IReadOnlyList<string> Members(JsonElement list) =>
        [.. list.EnumerateArray().Select(item => (item.ValueKind == JsonValueKind.Object ? item.GetProperty("task") : item).GetString()!)];

    internal static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
