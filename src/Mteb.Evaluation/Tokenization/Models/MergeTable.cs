using System.Text.Json;
using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>The merges of a byte pair encoding. Where a pair stands twice, the later place counts.</summary>
internal sealed class MergeTable : IMerges
{
    /// <summary>What SentencePiece writes for a space: most words begin with it.</summary>
    public const char WordMark = '\u2581';

    private const long Free = -1;

    private readonly Dictionary<long, Merge> _merges = [];
    private Slot[] _slots = [];
    private int _shift;

    private MergeTable()
    {
    }

    /// <summary>Whether a symbol that begins with <see cref="WordMark"/> is ever merged into one that does not end with it.</summary>
    public bool JoinsWords { get; private set; }

    /// <summary>Makes a table.</summary>
    /// <param name="pairs">Pairs of tokens, in order of rank.</param>
    /// <param name="vocabulary">The tokens; all of them and what they become must be there.</param>
    /// <param name="prefix">What stands before tokens that continue a word; the second part of a pair loses it.</param>
    /// <param name="refuse">Makes a refusal of a message and a remedy.</param>
    public static MergeTable Of(
        IEnumerable<(string First, string Second)> pairs, Vocabulary vocabulary, string prefix, Func<string, string, TokenizerFormatException> refuse)
    {
        var table = new MergeTable();
        var rank = 0;
        foreach (var (first, second) in pairs)
        {
            if (second.Length < prefix.Length)
            {
                throw refuse($"The second part of the merge '{first} {second}' is shorter than the prefix '{prefix}'.", "Remove the merge.");
            }

            int IdOf(string token) => vocabulary.IdOf(token)
                ?? throw refuse($"The merge '{first} {second}' needs the token '{token}', which is not in the vocabulary.", "Use the vocabulary and the merges of one model.");
            table.JoinsWords |= second.StartsWith(WordMark) && !first.EndsWith(WordMark);
            table._merges[KeyOf(IdOf(first), IdOf(second))] = new(rank++, IdOf(string.Concat(first, second.AsSpan(prefix.Length))));
        }

        table.Freeze();
        return table;
    }

    /// <summary>Reads a list of merges that was left as bytes: all are strings with one space, or all are pairs.</summary>
    public static MergeTable Read(JsonValue value, Vocabulary vocabulary, string prefix)
    {
        value.AsArray();
        return Of(ReadPairs(value), vocabulary, prefix, value.Wrong);
    }

    /// <summary>The pairs of a merges file: one a line, divided by a space.</summary>
    /// <param name="lines">The lines; those that begin with <c>#version</c> do not count.</param>
    /// <param name="path">The file's name, for diagnostics.</param>
    public static IEnumerable<(string First, string Second)> ParseLines(IEnumerable<string> lines, string path)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (line.Length > 0 && !IsHeader(line))
            {
                yield return Divide(line) ?? throw new TokenizerFormatException(TokenizerCodes.WrongField.At(new(path, number, 1),
                    $"The merge '{line}' is not two tokens with a space between them.", "Write two tokens a line with one space between them."));
            }
        }
    }

    /// <inheritdoc/>
    public bool TryFind(int first, int second, out Merge merge)
    {
        var key = KeyOf(first, second);
        ref readonly var slot = ref _slots[SlotOf(key)];
        merge = slot.Merge;
        return slot.Key == key;
    }

    private static long KeyOf(int first, int second) => ((long)first << 32) | (uint)second;

    // Pairs are looked up for every neighbourhood of every word: a table of our own, half empty and well mixed, is the fastest.
    private void Freeze()
    {
        var bits = 4;
        while (1 << bits < 2 * _merges.Count)
        {
            bits++;
        }

        _slots = new Slot[1 << bits];
        _shift = 64 - bits;
        Array.Fill(_slots, new Slot { Key = Free });
        foreach (var (key, merge) in _merges)
        {
            _slots[SlotOf(key)] = new() { Key = key, Merge = merge };
        }

        _merges.Clear();
        _merges.TrimExcess();
    }

    private int SlotOf(long key)
    {
        var slots = _slots;
        var slot = (int)((ulong)(key * unchecked((long)0x9E3779B97F4A7C15)) >> _shift);
        while (slots[slot].Key != key && slots[slot].Key != Free)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        return slot;
    }

    private static bool IsHeader(string line) => line.StartsWith("#version", StringComparison.Ordinal);

    private static (string, string)? Divide(string merge)
    {
        var space = merge.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 || merge.IndexOf(' ', space + 1) >= 0 ? null : (merge[..space], merge[(space + 1)..]);
    }

    private static List<(string, string)> ReadPairs(JsonValue value)
    {
        var pairs = new List<(string, string)>();
        var reader = new Utf8JsonReader(value.Bytes.Span);
        reader.Read();
        var form = JsonTokenType.None;
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var at = (int)reader.TokenStartIndex;
                if (form != JsonTokenType.None && form != reader.TokenType)
                {
                    throw Malformed(value, at);
                }

                form = reader.TokenType;
                var pair = form == JsonTokenType.String ? ReadText(reader.GetString()!) : ReadPair(ref reader);
                if (pair is { } read)
                {
                    pairs.Add(read);
                }
                else if (form != JsonTokenType.String || !IsHeader(reader.GetString()!))
                {
                    throw Malformed(value, at);
                }
            }
        }
        catch (InvalidOperationException)
        {
            throw value.WrongAt((int)reader.TokenStartIndex, "A merge is no valid Unicode text.", "Save the file as UTF-8.");
        }

        return pairs;
    }

    private static (string, string)? ReadText(string merge) => IsHeader(merge) ? null : Divide(merge);

    private static (string, string)? ReadPair(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        var first = reader.GetString()!;
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        var second = reader.GetString()!;
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray ? (first, second) : null;
    }

    private static TokenizerFormatException Malformed(JsonValue value, int at) => value.WrongAt(at,
        "A merge has not the form of the others, or is not two tokens.", "Give all merges as two tokens with one space between them, or all as pairs.");

    private struct Slot
    {
        public long Key;
        public Merge Merge;
    }
}
