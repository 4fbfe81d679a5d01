using System.Text.Json.Nodes;

namespace Mteb.Schemas.Text;

/// <summary>Turns documents of ours into trees of System.Text.Json.</summary>
public static class JsonTrees
{
    /// <summary>
    /// The same as a tree. Of members with one name the last counts. NaN and the infinities become doubles, which
    /// <see cref="PythonJson"/> writes and System.Text.Json does not.
    /// </summary>
    public static JsonNode? Of(JsonValue? value) => value?.Kind switch
    {
        null or JsonKind.Null => null,
        JsonKind.Switch => System.Text.Json.Nodes.JsonValue.Create(value.IsTrue),
        JsonKind.Text => System.Text.Json.Nodes.JsonValue.Create(value.AsText()),
        JsonKind.List => new JsonArray([.. value.Items.Select(Of)]),
        JsonKind.Mapping => Mapping(value),
        _ => value.AsNumber() is { } number && !double.IsFinite(number) ? System.Text.Json.Nodes.JsonValue.Create(number) : JsonNode.Parse(value.Raw),
    };

    /// <summary>An object as a tree; null for anything else.</summary>
    public static JsonObject? Mapping(JsonValue? value) => value is { Kind: JsonKind.Mapping }
        ? new JsonObject(value.DistinctMembers().Select(member => KeyValuePair.Create(member.Name, Of(member.Value))))
        : null;
}
