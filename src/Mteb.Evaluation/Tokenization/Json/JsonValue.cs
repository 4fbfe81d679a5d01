using System.Globalization;
using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization.Json;

/// <summary>A value of a JSON file with its place. Whoever asks for something that is not there gets a coded refusal.</summary>
internal sealed class JsonValue
{
    private readonly JsonSource _source;
    private readonly string _path;
    private readonly int _start;
    private readonly int _end;
    private readonly string? _text;

    private JsonValue(JsonSource source, string path, JsonTokenType kind, int start, int end, string? text = null)
    {
        (_source, _path, Kind, _start, _end, _text) = (source, path, kind, start, end, text);
    }

    /// <summary>What it is; an object is <see cref="JsonTokenType.StartObject"/>, an array <see cref="JsonTokenType.StartArray"/>.</summary>
    public JsonTokenType Kind { get; }

    /// <summary>Members of an object, in order; empty for anything else and for what was left as bytes.</summary>
    public List<KeyValuePair<string, JsonValue>> Members { get; } = [];

    /// <summary>Elements of an array; empty for anything else and for what was left as bytes.</summary>
    public List<JsonValue> Items { get; } = [];

    /// <summary>Where it stands.</summary>
    public SourcePlace Place => _source.PlaceOf(_start);

    /// <summary>Whether it is null.</summary>
    public bool IsNull => Kind == JsonTokenType.Null;

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => Kind == JsonTokenType.StartObject;

    /// <summary>Reads the value that the reader stands on.</summary>
    public static JsonValue Read(ref Utf8JsonReader reader, JsonSource source, string path, IReadOnlySet<string> leaveAsBytes)
    {
        var (kind, start) = (reader.TokenType, (int)reader.TokenStartIndex);
        if (kind is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            var text = kind == JsonTokenType.String ? reader.GetString() : null;
            return new JsonValue(source, path, kind, start, (int)reader.BytesConsumed, text);
        }

        if (leaveAsBytes.Contains(path))
        {
            reader.Skip();
            return new JsonValue(source, path, kind, start, (int)reader.BytesConsumed);
        }

        var members = new List<KeyValuePair<string, JsonValue>>();
        var items = new List<JsonValue>();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (kind == JsonTokenType.StartArray)
            {
                items.Add(Read(ref reader, source, $"{path}[{items.Count.ToString(CultureInfo.InvariantCulture)}]", leaveAsBytes));
                continue;
            }

            var name = reader.GetString()!;
            var at = (int)reader.TokenStartIndex;
            reader.Read();
            if (members.Exists(member => member.Key == name))
            {
                throw Wrong(source.PlaceOf(at), $"'{name}' stands twice in one object.", "Remove one of the two.");
            }

            members.Add(new(name, Read(ref reader, source, path.Length == 0 ? name : $"{path}.{name}", leaveAsBytes)));
        }

        var value = new JsonValue(source, path, kind, start, (int)reader.BytesConsumed);
        value.Members.AddRange(members);
        value.Items.AddRange(items);
        return value;
    }

    /// <summary>A member, or null when it is absent or null.</summary>
    public JsonValue? Find(string name)
    {
        foreach (var member in Members)
        {
            if (member.Key == name)
            {
                return member.Value.IsNull ? null : member.Value;
            }
        }

        return null;
    }

    /// <summary>A member that must be there and not null.</summary>
    public JsonValue Get(string name) =>
        Find(name) ?? throw Wrong($"{Name} lacks '{name}'.", $"Add '{name}', or save the tokenizer again with a current version of its library.");

    /// <summary>A string.</summary>
    public string AsString() => _text ?? throw NotA("a string");

    /// <summary>True or false.</summary>
    public bool AsBoolean() => Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw NotA("true or false"),
    };

    /// <summary>A whole number from 0 to 2147483647.</summary>
    public int AsCount() =>
        Kind == JsonTokenType.Number && int.TryParse(Bytes.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NotA("a whole number from 0 to 2147483647");

    /// <summary>Any number.</summary>
    public double AsNumber() =>
        Kind == JsonTokenType.Number && double.TryParse(Bytes.Span, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw NotA("a number");

    /// <summary>A string of exactly one code point.</summary>
    public int AsCharacter()
    {
        var runes = AsString().EnumerateRunes();
        return runes.MoveNext() && runes.Current.Value is var character && !runes.MoveNext() ? character : throw NotA("a string of one character");
    }

    /// <summary>The elements of an array.</summary>
    public List<JsonValue> AsArray() => Kind == JsonTokenType.StartArray ? Items : throw NotA("an array");

    /// <summary>Itself, if it is an object.</summary>
    public JsonValue AsObject() => IsObject ? this : throw NotA("an object");

    /// <summary>The bytes of the value.</summary>
    public ReadOnlyMemory<byte> Bytes => _source.Bytes[_start.._end];

    /// <summary>A refusal of this value, at its place.</summary>
    public TokenizerFormatException Wrong(string message, string remedy) => Wrong(Place, message, remedy);

    /// <summary>A refusal of what stands at a byte of a value that was left as bytes.</summary>
    public TokenizerFormatException WrongAt(int offset, string message, string remedy) => Wrong(_source.PlaceOf(_start + offset), message, remedy);

    /// <summary>A refusal because this value is of another kind than asked for.</summary>
    public TokenizerFormatException NotA(string wanted) => Wrong($"{Name} is not {wanted}.", $"Make it {wanted}.");

    /// <summary>What a reader of this value's bytes complains about.</summary>
    public TokenizerFormatException Malformed(JsonException exception) => _source.Malformed(exception, _start);

    private string Name => _path.Length == 0 ? "The file" : $"'{_path}'";

    private static TokenizerFormatException Wrong(SourcePlace place, string message, string remedy) =>
        new(TokenizerCodes.WrongField.At(place, message, remedy));
}
