using System.Globalization;
using System.Numerics;
using System.Text;

namespace Mteb.Schemas.Text;

/// <summary>What a <see cref="JsonValue"/> is.</summary>
public enum JsonKind
{
    /// <summary><c>null</c></summary>
    Null,

    /// <summary><c>true</c> or <c>false</c></summary>
    Switch,

    /// <summary>A number without point and exponent.</summary>
    WholeNumber,

    /// <summary>A number with a point or an exponent, or one of the bare words NaN, Infinity and -Infinity.</summary>
    Number,

    /// <summary>Text.</summary>
    Text,

    /// <summary>An array.</summary>
    List,

    /// <summary>An object.</summary>
    Mapping,
}

/// <summary>
/// A JSON document as it stands in the file: order and duplicates of keys, the bytes of every number, and where each value
/// begins and ends.
/// </summary>
public sealed class JsonValue
{
    private readonly ReadOnlyMemory<byte> _raw;
    private readonly bool _hasEscapes;

    private JsonValue(JsonKind kind, ReadOnlyMemory<byte> raw, int start, bool hasEscapes = false)
    {
        (Kind, _raw, Start, _hasEscapes) = (kind, raw, start, hasEscapes);
    }

    /// <summary>An object without members that stands in no file.</summary>
    internal static readonly JsonValue Empty = new(JsonKind.Mapping, default, 0);

    /// <summary>What the value is.</summary>
    public JsonKind Kind { get; }

    /// <summary>Offset of the value's first byte in the document.</summary>
    public int Start { get; }

    /// <summary>Offset after the value's last byte.</summary>
    public int End => Start + _raw.Length;

    /// <summary>The bytes of the value as they stand in the document.</summary>
    public ReadOnlySpan<byte> Raw => _raw.Span;

    /// <summary>What an array holds; empty for anything else.</summary>
    public IReadOnlyList<JsonValue> Items { get; private init; } = [];

    /// <summary>What an object holds, in the order of the file, duplicates included; empty for anything else.</summary>
    public IReadOnlyList<JsonMember> Members { get; private init; } = [];

    /// <summary>Whether the value is <c>true</c>.</summary>
    public bool IsTrue => Kind == JsonKind.Switch && Raw[0] == 't';

    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The document; it must not change while the values live.</param>
    /// <param name="error">Why it is not JSON; null when it is.</param>
    /// <param name="maxDepth">How deep arrays and objects may nest.</param>
    /// <returns>The root; null when the bytes are not JSON.</returns>
    public static JsonValue? Parse(ReadOnlyMemory<byte> utf8, out JsonSyntaxError? error, int maxDepth = JsonTokenizer.DeepestNesting)
    {
        var tokenizer = new JsonTokenizer(utf8.Span, maxDepth);
        var root = tokenizer.Read() ? Build(ref tokenizer, utf8) : null;
        if (root is not null)
        {
            tokenizer.Read();
        }

        error = tokenizer.Error;
        return error is null ? root : null;
    }

    /// <summary>The value of the last member of that name, as Python keeps it; null when there is none.</summary>
    public JsonValue? this[string name]
    {
        get
        {
            for (var index = Members.Count - 1; index >= 0; index--)
            {
                if (Members[index].Name == name)
                {
                    return Members[index].Value;
                }
            }

            return null;
        }
    }

    /// <summary>The text without quotes and escapes; null for anything else.</summary>
    public string? AsText() => Kind == JsonKind.Text ? JsonText.Unescape(_raw.Span[1..^1], _hasEscapes) : null;

    /// <summary>The number as a double; null for anything else. A number beyond the range is infinite, as for Python.</summary>
    public double? AsNumber() => Kind switch
    {
        JsonKind.WholeNumber => double.Parse(Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        JsonKind.Number when Raw[0] == 'N' => double.NaN,
        JsonKind.Number when Raw[0] == 'I' => double.PositiveInfinity,
        JsonKind.Number when Raw.Length > 1 && Raw[1] == 'I' => double.NegativeInfinity,
        JsonKind.Number => double.Parse(Raw, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The whole number; null for anything else.</summary>
    public BigInteger? AsWholeNumber() =>
        Kind == JsonKind.WholeNumber ? BigInteger.Parse(Encoding.ASCII.GetString(Raw), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;

    /// <summary>The members of an object as a Python dictionary keeps them: a repeated key has its first place and its last value.</summary>
    public IReadOnlyList<JsonMember> DistinctMembers()
    {
        var places = new Dictionary<string, int>(Members.Count, StringComparer.Ordinal);
        var distinct = new List<JsonMember>(Members.Count);
        foreach (var member in Members)
        {
            if (places.TryAdd(member.Name, distinct.Count))
            {
                distinct.Add(member);
            }
            else
            {
                distinct[places[member.Name]] = member;
            }
        }

        return distinct;
    }

    private static JsonValue? Build(ref JsonTokenizer tokenizer, ReadOnlyMemory<byte> utf8)
    {
        var start = tokenizer.Start;
        switch (tokenizer.Kind)
        {
            case JsonTokenKind.BeginObject:
                var members = BuildMembers(ref tokenizer, utf8);
                return members is null ? null : new JsonValue(JsonKind.Mapping, utf8[start..tokenizer.End], start) { Members = members };
            case JsonTokenKind.BeginArray:
                var items = BuildItems(ref tokenizer, utf8);
                return items is null ? null : new JsonValue(JsonKind.List, utf8[start..tokenizer.End], start) { Items = items };
            default:
                return new JsonValue(PlainKind(tokenizer.Kind), utf8[start..tokenizer.End], start, tokenizer.HasEscapes);
        }
    }

    private static List<JsonMember>? BuildMembers(ref JsonTokenizer tokenizer, ReadOnlyMemory<byte> utf8)
    {
        var members = new List<JsonMember>();
        while (tokenizer.Read())
        {
            if (tokenizer.Kind == JsonTokenKind.EndObject)
            {
                return members;
            }

            var (name, at) = (tokenizer.GetText(), tokenizer.Start);
            if (!tokenizer.Read() || Build(ref tokenizer, utf8) is not { } value)
            {
                return null;
            }

            members.Add(new JsonMember(name, value, at));
        }

        return null;
    }

    private static List<JsonValue>? BuildItems(ref JsonTokenizer tokenizer, ReadOnlyMemory<byte> utf8)
    {
        var items = new List<JsonValue>();
        while (tokenizer.Read())
        {
            if (tokenizer.Kind == JsonTokenKind.EndArray)
            {
                return items;
            }

            if (Build(ref tokenizer, utf8) is not { } value)
            {
                return null;
            }

            items.Add(value);
        }

        return null;
    }

    private static JsonKind PlainKind(JsonTokenKind token) => token switch
    {
        JsonTokenKind.Null => JsonKind.Null,
        JsonTokenKind.True or JsonTokenKind.False => JsonKind.Switch,
        JsonTokenKind.WholeNumber => JsonKind.WholeNumber,
        JsonTokenKind.Text => JsonKind.Text,
        _ => JsonKind.Number,
    };
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its key, without escapes.</param>
/// <param name="Value">Its value.</param>
/// <param name="Start">Offset of the key's opening quote.</param>
public sealed record JsonMember(string Name, JsonValue Value, int Start);
