using System.Text.Json.Nodes;

namespace Mteb.Schemas.Tests.JsonSchemas;

/// <summary>Documents that differ from a good one at one place.</summary>
internal static class JsonMutants
{
    // "@half@" stands for half a character, which the library that makes the documents does not take.
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "2", "-1", "0.5", "1e19", "-1e19", "\"\"", "\"x\"", "\"x/y\"", "\"@half@\"", "\"12\"", "\"12.5\"", "\"yes\"", "\"mit\"",
        "\"2024-05-17\"", "\"https://a\"", "[]", "[null]", "[\"x\"]", "[0.5]", "[1]", "{}", "{\"x\":1}", "{\"x\":\"y\"}", "{\"x\":[]}",
    ];

    /// <summary>Every value replaced by every other kind of value, every member left out, every member alone, a member added to every object, an item to every list.</summary>
    public static IEnumerable<JsonMutant> Of(string json) => Places(JsonNode.Parse(json)!, [])
        .SelectMany(place => At(json, place).Select(mutant => new JsonMutant(place is [string field, ..] ? field : null, mutant.Replace("@half@", "\\ud800", StringComparison.Ordinal))))
        .DistinctBy(mutant => mutant.Json);

    private static IEnumerable<string> At(string json, object[] place)
    {
        foreach (var value in Values)
        {
            yield return Replace(json, place, value);
        }

        var node = Find(JsonNode.Parse(json)!, place);
        if (node is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).ToList())
            {
                yield return Change(json, place, changed => ((JsonObject)changed).Remove(name));
            }

            foreach (var name in members.Select(member => member.Key).ToList())
            {
                yield return Change(json, place, changed => Keep((JsonObject)changed, name));
            }

            foreach (var (name, value) in new[] { ("zz", "[]"), ("zz", "1"), ("zz", "{}"), ("zz", "{\"x\":1}"), ("zz", "[1]") })
            {
                yield return Change(json, place, changed => ((JsonObject)changed)[name] = JsonNode.Parse(value));
            }
        }
        else if (node is JsonArray)
        {
            foreach (var value in Values)
            {
                yield return Change(json, place, changed => ((JsonArray)changed).Add(JsonNode.Parse(value)));
            }
        }
    }

    private static void Keep(JsonObject members, string name)
    {
        foreach (var other in members.Select(member => member.Key).Where(other => other != name).ToList())
        {
            members.Remove(other);
        }
    }

    private static IEnumerable<object[]> Places(JsonNode node, object[] place) => node switch
    {
        JsonObject members => members.Where(member => member.Value is not null).SelectMany(member => Places(member.Value!, [.. place, member.Key]))
            .Concat(members.Where(member => member.Value is null).Select(member => (object[])[.. place, member.Key])).Prepend(place),
        JsonArray items => items.SelectMany((item, index) => item is null ? [[.. place, index]] : Places(item, [.. place, index])).Prepend(place),
        _ => [place],
    };

    private static JsonNode? Find(JsonNode root, IEnumerable<object> place) =>
        place.Aggregate((JsonNode?)root, (node, step) => step is string name ? node![name] : node![(int)step]);

    private static string Replace(string json, object[] place, string value)
    {
        if (place.Length == 0)
        {
            return value;
        }

        return Change(json, place[..^1], parent =>
        {
            if (place[^1] is string name)
            {
                parent[name] = JsonNode.Parse(value);
            }
            else
            {
                parent[(int)place[^1]] = JsonNode.Parse(value);
            }
        });
    }

    private static string Change(string json, object[] place, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(json)!;
        change(Find(root, place)!);
        return root.ToJsonString();
    }
}

/// <summary>A changed document.</summary>
/// <param name="Field">The field of the root in which it was changed; null when the root itself was.</param>
/// <param name="Json">The document.</param>
internal sealed record JsonMutant(string? Field, string Json);
