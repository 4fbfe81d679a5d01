using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>
/// Replaces characters with the table of a SentencePiece model. A short grapheme that begins with an entry becomes the entry's
/// text as a whole; otherwise each character is looked up by itself.
/// </summary>
internal sealed class PrecompiledNormalizer : INormalizer
{
    private const int ShortGrapheme = 5; // bytes
    private const int Ascii = 0x80;

    private readonly CharacterTrie _trie;
    private readonly bool[] _changes = new bool[Ascii];

    private PrecompiledNormalizer(CharacterTrie trie)
    {
        _trie = trie;
        for (var character = 0; character < Ascii; character++)
        {
            _changes[character] = character == '\r' || trie.TryFind([(byte)character], out _);
        }
    }

    public static PrecompiledNormalizer Read(JsonValue value)
    {
        var map = value.Get("precompiled_charsmap");
        var bytes = new byte[map.AsString().Length];
        return Convert.TryFromBase64String(map.AsString(), bytes, out var count) && CharacterTrie.Read(bytes.AsSpan(0, count)) is { } trie
            ? new(trie)
            : throw map.Wrong("The table 'precompiled_charsmap' cannot be read.", "Save the tokenizer again: the table is damaged.");
    }

    public void Normalize(RewritableText text)
    {
        var characters = text.Characters;
        if (!MayChange(characters))
        {
            return;
        }

        var changed = text.Decomposed;
        changed.Clear();
        var isModified = false;
        for (var start = 0; start < characters.Length;)
        {
            var end = Graphemes.End(characters, start);
            isModified |= Add(characters[start..end], changed);
            start = end;
        }

        if (isModified)
        {
            text.BeginRewrite();
            text.Write(changed);
            text.EndRewrite();
        }
    }

    // An ASCII character without an entry changes at most together with one that is not ASCII.
    private bool MayChange(ReadOnlySpan<int> characters)
    {
        foreach (var character in characters)
        {
            if (character >= Ascii || _changes[character])
            {
                return true;
            }
        }

        return false;
    }

    private bool Add(ReadOnlySpan<int> grapheme, List<ChangedCharacter> changed)
    {
        Span<byte> bytes = stackalloc byte[ShortGrapheme + 3];
        if (grapheme.Length > 1 && Encode(grapheme, bytes) is var length and > 0 && _trie.TryFind(bytes[..length], out var whole))
        {
            Replace(grapheme.Length, whole, changed);
            return true;
        }

        var isModified = false;
        foreach (var character in grapheme)
        {
            if (_trie.TryFind(bytes[..CodePoints.EncodeUtf8(character, bytes)], out var text))
            {
                Replace(1, text, changed);
                isModified = true;
            }
            else
            {
                changed.Add(new(character, 0));
            }
        }

        return isModified;
    }

    private static int Encode(ReadOnlySpan<int> grapheme, Span<byte> bytes)
    {
        var length = 0;
        foreach (var character in grapheme)
        {
            if (length + CodePoints.Utf8Length(character) > ShortGrapheme)
            {
                return 0;
            }

            length += CodePoints.EncodeUtf8(character, bytes[length..]);
        }

        return length;
    }

    // The text stands for the old characters one by one; what it has more belongs to the last of them, and what it has less is
    // left out after its last one, or after what stood before where it is empty.
    private static void Replace(int oldLength, ReadOnlySpan<byte> text, List<ChangedCharacter> changed)
    {
        var newLength = 0;
        while (!text.IsEmpty)
        {
            System.Text.Rune.DecodeFromUtf8(text, out var rune, out var used);
            changed.Add(new(rune.Value, newLength < oldLength ? 0 : 1));
            text = text[used..];
            newLength++;
        }

        if (newLength < oldLength && changed.Count > 0)
        {
            changed[^1] = changed[^1] with { Change = changed[^1].Change + newLength - oldLength };
        }
    }
}
