using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Migration;

/// <summary>
/// A result in the current schema whose values are still the bytes of the file that they come from. Members behave as those of
/// a Python dictionary: a repeated key keeps its first place and has its last value.
/// </summary>
internal sealed class ResultBody
{
    /// <summary>The fields in order; the value of <c>scores</c> is not used.</summary>
    public OrderedDictionary<string, JsonValue> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Splits in order, each with the members of its entries.</summary>
    public List<(string Split, List<OrderedDictionary<string, JsonValue>> Entries)> Scores { get; } = [];

    /// <summary>The members of an object.</summary>
    public static OrderedDictionary<string, JsonValue> Members(JsonValue value)
    {
        var members = new OrderedDictionary<string, JsonValue>(value.Members.Count, StringComparer.Ordinal);
        foreach (var member in value.Members)
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    /// <summary>A body that is in the current schema already.</summary>
    /// <param name="root">A root that <see cref="TaskResultReader"/> accepts.</param>
    public static ResultBody OfCurrent(JsonValue root)
    {
        var body = new ResultBody();
        foreach (var (name, value) in Members(root))
        {
            body.Fields[name] = value;
        }

        foreach (var (split, entries) in Members(body.Fields["scores"]))
        {
            body.Scores.Add((split, [.. entries.Items.Select(Members)]));
        }

        return body;
    }

    /// <summary>The file: indent 2, fields and members in their order, every value that did not change with its old bytes.</summary>
    /// <param name="decimals">To how many decimals floats under <c>scores</c> are rounded; null leaves them as they are.</param>
    /// <param name="rounded">How many numbers rounding changed.</param>
    public byte[] Write(int? decimals, out int rounded)
    {
        var writer = new PythonJsonWriter(indent: 2);
        var values = new LosslessWriter(writer);
        writer.BeginObject();
        foreach (var (name, value) in Fields)
        {
            writer.Key(name);
            if (name == "scores")
            {
                WriteScores(writer, values, decimals);
            }
            else
            {
                values.Write(value, decimals: null);
            }
        }

        writer.EndObject();
        rounded = values.Rounded;
        return writer.Written.ToArray();
    }

    private void WriteScores(PythonJsonWriter writer, LosslessWriter values, int? decimals)
    {
        writer.BeginObject();
        foreach (var (split, entries) in Scores)
        {
            writer.Key(split);
            writer.BeginArray();
            foreach (var entry in entries)
            {
                values.WriteMembers(entry, decimals);
            }

            writer.EndArray();
        }

        writer.EndObject();
    }
}
