using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Mteb.Schemas.Text;

/// <summary>
/// Reads JSON as Python's <c>json</c> module does: strict, but with the bare words <c>NaN</c>, <c>Infinity</c> and
/// <c>-Infinity</c>, lone surrogate escapes and duplicate keys. Comments, trailing commas, a byte order mark, text after the
/// document and bytes that are not UTF-8 are errors. Every token knows its bytes.
/// </summary>
/// <remarks>Errors are values: <see cref="Read"/> gives false and <see cref="Error"/> says why.</remarks>
/// <param name="utf8">One JSON document.</param>
/// <param name="maxDepth">How deep arrays and objects may nest; at most 512.</param>
public ref partial struct JsonTokenizer(ReadOnlySpan<byte> utf8, int maxDepth = JsonTokenizer.DeepestNesting)
{
    /// <summary>The deepest nesting that can be asked for.</summary>
    public const int DeepestNesting = 512;

    private static readonly SearchValues<byte> EndsPlainText = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private readonly int _maxDepth = Math.Min(maxDepth, DeepestNesting);
    private ContainerBits _isObject;
    private int _position;
    private Expect _expect;

    private enum Expect : byte
    {
        Document,
        Value,
        ValueOrEnd,
        Key,
        KeyOrEnd,
        CommaOrEnd,
        Nothing,
    }

    /// <summary>What the tokenizer stands on.</summary>
    public JsonTokenKind Kind { get; private set; }

    /// <summary>Offset of the token's first byte.</summary>
    public int Start { get; private set; }

    /// <summary>Offset after the token's last byte.</summary>
    public int End { get; private set; }

    /// <summary>How many arrays and objects are open; a begin and its end have the same depth as what they hold.</summary>
    public int Depth { get; private set; }

    /// <summary>Whether the key or text holds escapes.</summary>
    public bool HasEscapes { get; private set; }

    /// <summary>Why <see cref="Read"/> gave false; null at the regular end of the document.</summary>
    public JsonSyntaxError? Error { get; private set; }

    /// <summary>The bytes of the token.</summary>
    public readonly ReadOnlySpan<byte> Raw => _utf8[Start..End];

    /// <summary>Goes to the next token.</summary>
    /// <returns>False at the end of the document and at an error.</returns>
    public bool Read()
    {
        if (Error is not null || (_expect == Expect.Document && !IsUtf8()))
        {
            return false;
        }

        if (Kind is JsonTokenKind.EndArray or JsonTokenKind.EndObject)
        {
            Depth--;
            _expect = Depth == 0 ? Expect.Nothing : Expect.CommaOrEnd;
        }

        SkipSpace();
        return _expect switch
        {
            Expect.Nothing => _position < _utf8.Length ? Fail(_position, "There is something after the end of the document.", JsonSyntaxFault.TrailingData) : Finish(),
            Expect.CommaOrEnd => ReadAfterValue(),
            Expect.Key or Expect.KeyOrEnd => ReadKey(),
            _ => ReadValue(),
        };
    }

    /// <summary>Offset of the first byte that was not looked at yet: behind the token, and behind the colon of a key.</summary>
    internal readonly int Position => _position;

    /// <summary>The bytes from an offset to <see cref="Position"/>.</summary>
    internal readonly ReadOnlySpan<byte> Slice(int from) => _utf8[from.._position];

    /// <summary>
    /// Passes a key whose bytes, from the token before to the colon, are known to be right in this place: because the same
    /// bytes were read after the same keys of another object.
    /// </summary>
    /// <param name="lead">The bytes.</param>
    /// <param name="keyStart">Where among them the key begins, quotes included.</param>
    /// <param name="keyEnd">Where it ends.</param>
    /// <param name="hasEscapes">Whether it holds escapes.</param>
    /// <returns>Whether they stand here; if not, nothing has changed.</returns>
    internal bool PassKey(ReadOnlySpan<byte> lead, int keyStart, int keyEnd, bool hasEscapes)
    {
        if (!_utf8[_position..].StartsWith(lead))
        {
            return false;
        }

        if (Kind is JsonTokenKind.EndArray or JsonTokenKind.EndObject)
        {
            Depth--;
        }

        (Kind, Start, End, HasEscapes) = (JsonTokenKind.Key, _position + keyStart, _position + keyEnd, hasEscapes);
        _position += lead.Length;
        _expect = Expect.Value;
        return true;
    }

    /// <summary>Goes to the last token of the value that the tokenizer stands on; nothing happens on a plain value.</summary>
    /// <returns>False at an error.</returns>
    public bool Skip()
    {
        if (Kind == JsonTokenKind.Key && !Read())
        {
            return false;
        }

        if (Kind is JsonTokenKind.BeginArray or JsonTokenKind.BeginObject)
        {
            var depth = Depth;
            do
            {
                if (!Read())
                {
                    return false;
                }
            }
            while (Depth != depth || Kind is not (JsonTokenKind.EndArray or JsonTokenKind.EndObject));
        }

        return true;
    }

    /// <summary>The key or text that the tokenizer stands on, without quotes and escapes. A lone surrogate escape stays a lone surrogate.</summary>
    public readonly string GetText() => JsonText.Unescape(_utf8[(Start + 1)..(End - 1)], HasEscapes);

    /// <summary>Whether the key or text that the tokenizer stands on is this one.</summary>
    /// <param name="plain">Text without quotes; UTF-8.</param>
    public readonly bool TextEquals(ReadOnlySpan<byte> plain) =>
        HasEscapes ? GetText() == Encoding.UTF8.GetString(plain) : _utf8[(Start + 1)..(End - 1)].SequenceEqual(plain);

    private readonly bool InObject => (_isObject[Depth >> 6] & (1UL << (Depth & 63))) != 0;

    private bool IsUtf8()
    {
        if (_utf8.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return Fail(0, "The document begins with a byte order mark.", JsonSyntaxFault.ByteOrderMark);
        }

        if (Utf8.IsValid(_utf8))
        {
            return true;
        }

        var offset = 0;
        while (Rune.DecodeFromUtf8(_utf8[offset..], out _, out var length) == OperationStatus.Done)
        {
            offset += length;
        }

        return Fail(offset, $"The byte 0x{_utf8[offset]:X2} is not UTF-8.", JsonSyntaxFault.NotUtf8);
    }

    private void SkipSpace()
    {
        const ulong EightSpaces = 0x2020202020202020;
        var utf8 = _utf8;
        var at = _position;
        while ((uint)at < (uint)utf8.Length && utf8[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            at++;

            // Most white space is indentation.
            while (utf8.Length - at >= sizeof(ulong) && MemoryMarshal.Read<ulong>(utf8[at..]) == EightSpaces)
            {
                at += sizeof(ulong);
            }
        }

        _position = at;
    }

    private bool ReadAfterValue()
    {
        if (_position >= _utf8.Length)
        {
            return Fail(_position, "The document ends before its arrays and objects do.");
        }

        var inObject = InObject;
        switch (_utf8[_position])
        {
            case (byte)',':
                _position++;
                SkipSpace();
                _expect = inObject ? Expect.Key : Expect.Value;
                return inObject ? ReadKey() : ReadValue();
            case (byte)'}' when inObject:
                return Token(JsonTokenKind.EndObject, _position, 1);
            case (byte)']' when !inObject:
                return Token(JsonTokenKind.EndArray, _position, 1);
            default:
                return Fail(_position, inObject ? "A comma or '}' is missing." : "A comma or ']' is missing.");
        }
    }

    private bool ReadKey()
    {
        if (_position >= _utf8.Length)
        {
            return Fail(_position, "The document ends before its arrays and objects do.");
        }

        if (_utf8[_position] == '}' && _expect == Expect.KeyOrEnd)
        {
            return Token(JsonTokenKind.EndObject, _position, 1);
        }

        if (_utf8[_position] != '"')
        {
            return Fail(_position, "A key in double quotes is missing.");
        }

        if (!ReadQuoted(JsonTokenKind.Key))
        {
            return false;
        }

        SkipSpace();
        if (_position >= _utf8.Length || _utf8[_position] != ':')
        {
            return Fail(_position, "A colon is missing after the key.");
        }

        _position++;
        _expect = Expect.Value;
        return true;
    }

    private bool ReadValue()
    {
        if (_position >= _utf8.Length)
        {
            return Fail(_position, _expect == Expect.Document ? "The document is empty." : "The document ends where a value is missing.");
        }

        var first = _utf8[_position];
        return first switch
        {
            (byte)'{' => Open(JsonTokenKind.BeginObject),
            (byte)'[' => Open(JsonTokenKind.BeginArray),
            (byte)']' when _expect == Expect.ValueOrEnd => Token(JsonTokenKind.EndArray, _position, 1),
            (byte)'"' => ReadQuoted(JsonTokenKind.Text) && AfterValue(),
            (byte)'t' => ReadWord("true"u8, JsonTokenKind.True),
            (byte)'f' => ReadWord("false"u8, JsonTokenKind.False),
            (byte)'n' => ReadWord("null"u8, JsonTokenKind.Null),
            (byte)'N' => ReadWord("NaN"u8, JsonTokenKind.NaN),
            (byte)'I' => ReadWord("Infinity"u8, JsonTokenKind.Infinity),
            (byte)'-' when _position + 1 < _utf8.Length && _utf8[_position + 1] == 'I' => ReadWord("-Infinity"u8, JsonTokenKind.NegativeInfinity),
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => ReadNumber(),
            _ => Fail(_position, "A value is missing."),
        };
    }

    private bool Open(JsonTokenKind kind)
    {
        if (Depth >= _maxDepth)
        {
            return Fail(_position, $"Arrays and objects are nested more than {_maxDepth} deep.");
        }

        Depth++;
        var bit = 1UL << (Depth & 63);
        _isObject[Depth >> 6] = kind == JsonTokenKind.BeginObject ? _isObject[Depth >> 6] | bit : _isObject[Depth >> 6] & ~bit;
        _expect = kind == JsonTokenKind.BeginObject ? Expect.KeyOrEnd : Expect.ValueOrEnd;
        return Token(kind, _position, 1);
    }

    private bool ReadWord(ReadOnlySpan<byte> word, JsonTokenKind kind) =>
        _utf8[_position..].StartsWith(word) ? Token(kind, _position, word.Length) && AfterValue() : Fail(_position, "A value is missing.");

    private bool ReadQuoted(JsonTokenKind kind)
    {
        var at = _position + 1;
        var escapes = false;
        while (true)
        {
            var plain = at < _utf8.Length ? _utf8[at..].IndexOfAny(EndsPlainText) : -1;
            if (plain < 0)
            {
                return Fail(_position, "A closing quote is missing.");
            }

            at += plain;
            if (_utf8[at] == '"')
            {
                HasEscapes = escapes;
                return Token(kind, _position, at + 1 - _position);
            }

            if (_utf8[at] != '\\')
            {
                return Fail(at, "Text holds a control character that is not escaped.");
            }

            escapes = true;
            var length = JsonText.EscapeLength(_utf8[at..]);
            if (length == 0)
            {
                return Fail(at, "Text holds an escape that does not exist.");
            }

            at += length;
        }
    }

    private bool Token(JsonTokenKind kind, int start, int length)
    {
        (Kind, Start, End, _position) = (kind, start, start + length, start + length);
        return true;
    }

    private bool AfterValue()
    {
        _expect = Depth == 0 ? Expect.Nothing : Expect.CommaOrEnd;
        return true;
    }

    private bool Finish()
    {
        (Kind, Start, End) = (JsonTokenKind.None, _utf8.Length, _utf8.Length);
        return false;
    }

    private bool Fail(int offset, string message, JsonSyntaxFault kind = JsonSyntaxFault.Syntax)
    {
        (Kind, Start, End) = (JsonTokenKind.None, offset, offset);
        Error = new JsonSyntaxError(offset, message, kind);
        return false;
    }

    /// <summary>One bit a level: whether it is an object.</summary>
    [InlineArray((DeepestNesting / 64) + 1)]
    private struct ContainerBits
    {
        private ulong _first;
    }
}
