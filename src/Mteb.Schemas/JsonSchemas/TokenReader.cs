using System.Globalization;
using Mteb.Schemas.Text;
using Newtonsoft.Json;

namespace Mteb.Schemas.JsonSchemas;

/// <summary>
/// Gives what <see cref="JsonTokenizer"/> reads to a library that wants Newtonsoft's reader: the same opinion on what is JSON,
/// no text taken for a date, and for every value the line and the UTF-16 column, from 1, at which it begins. A
/// whole number beyond 64 bits comes as a float, for the schema library cannot compare others.
/// </summary>
internal sealed class TokenReader : JsonReader, IJsonLineInfo
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly List<Part> _parts;
    private int _next;
    private int _counted;

    private TokenReader(ReadOnlyMemory<byte> utf8, List<Part> parts)
    {
        (_utf8, _parts) = (utf8, parts);
        DateParseHandling = DateParseHandling.None;
        MaxDepth = null;
    }

    /// <inheritdoc/>
    public int LineNumber { get; private set; } = 1;

    /// <inheritdoc/>
    public int LinePosition { get; private set; } = 1;

    /// <summary>A reader of a document.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="error">Why it is not JSON; null when it is.</param>
    /// <returns>The reader; null when the bytes are not JSON.</returns>
    public static TokenReader? Open(ReadOnlyMemory<byte> utf8, out JsonSyntaxError? error)
    {
        var tokens = new JsonTokenizer(utf8.Span);
        var parts = new List<Part>();
        while (tokens.Read())
        {
            parts.Add(new Part(tokens.Kind, tokens.Start, tokens.End, tokens.HasEscapes));
        }

        error = tokens.Error;
        return error is null ? new TokenReader(utf8, parts) : null;
    }

    /// <inheritdoc/>
    public bool HasLineInfo() => true;

    /// <inheritdoc/>
    public override bool Read()
    {
        if (_next == _parts.Count)
        {
            SetToken(JsonToken.None);
            return false;
        }

        var part = _parts[_next++];
        MoveTo(part.Start);
        var raw = _utf8.Span[part.Start..part.End];
        switch (part.Kind)
        {
            case JsonTokenKind.BeginObject:
                SetToken(JsonToken.StartObject);
                break;
            case JsonTokenKind.EndObject:
                SetToken(JsonToken.EndObject);
                break;
            case JsonTokenKind.BeginArray:
                SetToken(JsonToken.StartArray);
                break;
            case JsonTokenKind.EndArray:
                SetToken(JsonToken.EndArray);
                break;
            case JsonTokenKind.Key:
                SetToken(JsonToken.PropertyName, JsonText.Unescape(raw[1..^1], part.HasEscapes));
                break;
            case JsonTokenKind.Text:
                SetToken(JsonToken.String, JsonText.Unescape(raw[1..^1], part.HasEscapes));
                break;
            case JsonTokenKind.True or JsonTokenKind.False:
                SetToken(JsonToken.Boolean, part.Kind == JsonTokenKind.True);
                break;
            case JsonTokenKind.Null:
                SetToken(JsonToken.Null);
                break;
            case JsonTokenKind.WholeNumber when long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                SetToken(JsonToken.Integer, number);
                break;
            default:
                SetToken(JsonToken.Float, Number(part.Kind, raw));
                break;
        }

        return true;
    }

    private static double Number(JsonTokenKind kind, ReadOnlySpan<byte> raw) => kind switch
    {
        JsonTokenKind.NaN => double.NaN,
        JsonTokenKind.Infinity => double.PositiveInfinity,
        JsonTokenKind.NegativeInfinity => double.NegativeInfinity,
        _ => double.Parse(raw, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    /// <summary>Counts lines and columns from the last token on, so that a file on one line takes no longer than any other.</summary>
    private void MoveTo(int offset)
    {
        var bytes = _utf8.Span;
        while (_counted < offset)
        {
            var first = bytes[_counted++];
            if (first == '\n' || (first == '\r' && (_counted == bytes.Length || bytes[_counted] != '\n')))
            {
                LineNumber++;
                LinePosition = 1;
            }
            else if ((first & 0xC0) != 0x80)
            {
                // A character of four bytes is two UTF-16 units.
                LinePosition += first >= 0xF0 ? 2 : 1;
            }
        }
    }

    private readonly record struct Part(JsonTokenKind Kind, int Start, int End, bool HasEscapes);
}
