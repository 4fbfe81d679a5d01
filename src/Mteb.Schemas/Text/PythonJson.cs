using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mteb.Schemas.Text;

/// <summary>Writes trees as Python's <c>json</c> module does.</summary>
public static class PythonJson
{
    /// <summary>Writes a tree of System.Text.Json.</summary>
    public static void Write(PythonJsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.Null();
                break;
            case JsonObject mapping:
                writer.BeginObject();
                foreach (var (name, value) in mapping)
                {
                    writer.Key(name);
                    Write(writer, value);
                }

                writer.EndObject();
                break;
            case JsonArray list:
                writer.BeginArray();
                foreach (var item in list)
                {
                    Write(writer, item);
                }

                writer.EndArray();
                break;
            default:
                WritePlain(writer, node);
                break;
        }
    }

    /// <summary>Writes a tree of ours. Of members with one name the last counts, at the first's place.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The tree.</param>
    /// <param name="sortKeys">Whether members are sorted by name.</param>
    public static void Write(PythonJsonWriter writer, JsonValue value, bool sortKeys = false)
    {
        switch (value.Kind)
        {
            case JsonKind.Mapping:
                writer.BeginObject();
                IEnumerable<JsonMember> members = value.DistinctMembers();
                foreach (var member in sortKeys ? members.OrderBy(member => member.Name, StringComparer.Ordinal) : members)
                {
                    writer.Key(member.Name);
                    Write(writer, member.Value, sortKeys);
                }

                writer.EndObject();
                break;
            case JsonKind.List:
                writer.BeginArray();
                foreach (var item in value.Items)
                {
                    Write(writer, item, sortKeys);
                }

                writer.EndArray();
                break;
            default:
                WritePlain(writer, value);
                break;
        }
    }

    private static void WritePlain(PythonJsonWriter writer, JsonValue value)
    {
        switch (value.Kind)
        {
            case JsonKind.Text:
                writer.Text(value.AsText());
                break;
            case JsonKind.Number:
                writer.Number(value.AsNumber()!.Value);
                break;
            case JsonKind.WholeNumber:
                writer.WholeNumber(value.AsWholeNumber()!.Value);
                break;
            case JsonKind.Switch:
                writer.Switch(value.IsTrue);
                break;
            default:
                writer.Null();
                break;
        }
    }

    private static void WritePlain(PythonJsonWriter writer, JsonNode node)
    {
        switch (node.GetValueKind())
        {
            case JsonValueKind.String:
                writer.Text(node.GetValue<string>());
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.Switch(node.GetValue<bool>());
                break;
            default:
                WriteNumber(writer, node);
                break;
        }
    }

    // A double stays a float even where it is whole; any other number is what its JSON says.
    private static void WriteNumber(PythonJsonWriter writer, JsonNode node)
    {
        if (node.AsValue().TryGetValue<double>(out var number) && !node.AsValue().TryGetValue<JsonElement>(out _))
        {
            writer.Number(number);
            return;
        }

        var json = node.ToJsonString();
        if (json.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            writer.Number(double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WholeNumber(BigInteger.Parse(json, CultureInfo.InvariantCulture));
        }
    }
}
