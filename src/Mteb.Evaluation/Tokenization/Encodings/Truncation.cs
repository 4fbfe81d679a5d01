using Mteb.Evaluation.Tokenization.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization.Encodings;

/// <summary>Which text of a pair loses tokens.</summary>
internal enum TruncationStrategy
{
    /// <summary>The longer one first.</summary>
    LongestFirst,

    /// <summary>The first.</summary>
    OnlyFirst,

    /// <summary>The second.</summary>
    OnlySecond,
}

/// <summary>The side of a text at which tokens are cut off or padding is put.</summary>
internal enum Side
{
    /// <summary>The end.</summary>
    Right,

    /// <summary>The beginning.</summary>
    Left,
}

/// <summary>The truncation that a tokenizer file asks for.</summary>
/// <param name="MaxLength">Most tokens, special ones included.</param>
/// <param name="Strategy">Which text loses tokens.</param>
/// <param name="Direction">Where it loses them.</param>
/// <param name="Stride">How many tokens neighbouring overflowing parts share.</param>
internal sealed record Truncation(int MaxLength, TruncationStrategy Strategy, Side Direction, int Stride)
{
    /// <summary>Reads what the file says; a file without a direction means the right.</summary>
    public static Truncation Read(JsonValue value) => new(
        value.Get("max_length").AsCount(), ReadStrategy(value.Get("strategy")), ReadSide(value.Find("direction")), value.Get("stride").AsCount());

    /// <summary>Cuts a text, or a pair of texts, before special tokens are added.</summary>
    /// <param name="first">The text.</param>
    /// <param name="second">The second text of a pair.</param>
    /// <param name="specialTokens">How many special tokens will be added.</param>
    public Outcome<(TokenEncoding First, TokenEncoding? Second)> Apply(TokenEncoding first, TokenEncoding? second, int specialTokens)
    {
        if (MaxLength < specialTokens)
        {
            return Impossible($"{specialTokens} special tokens do not fit into {MaxLength} tokens.");
        }

        var room = MaxLength - specialTokens;
        var total = first.Length + (second?.Length ?? 0);
        if (total <= room)
        {
            return (first, second);
        }

        return room == 0
            ? (CutAll(first), second is null ? null : CutAll(second))
            : Strategy switch
            {
                TruncationStrategy.LongestFirst => ApplyLongestFirst(first, second, room),
                TruncationStrategy.OnlyFirst => CutTo(first, first.Length - (total - room)).With(cut => (cut, second)),
                _ when second is null => Impossible("Only a second text may be cut, and there is none."),
                _ => CutTo(second, second.Length - (total - room)).With(cut => (first, (TokenEncoding?)cut)),
            };
    }

    /// <summary>Reads a side; the right where nothing is said.</summary>
    public static Side ReadSide(JsonValue? value) => value?.AsString() switch
    {
        null or "Right" => Side.Right,
        "Left" => Side.Left,
        _ => throw value.NotA("\"Right\" or \"Left\""),
    };

    private static TruncationStrategy ReadStrategy(JsonValue value) => value.AsString() switch
    {
        "LongestFirst" => TruncationStrategy.LongestFirst,
        "OnlyFirst" => TruncationStrategy.OnlyFirst,
        "OnlySecond" => TruncationStrategy.OnlySecond,
        _ => throw value.NotA("\"LongestFirst\", \"OnlyFirst\" or \"OnlySecond\""),
    };

    private static Diagnostic Impossible(string reason) => TokenizerCodes.ImpossibleTruncation.Here(reason,
        "Change the field 'truncation' of tokenizer.json, or set it to null.");

    private Outcome<(TokenEncoding, TokenEncoding?)> ApplyLongestFirst(TokenEncoding first, TokenEncoding? second, int room)
    {
        if (second is null)
        {
            return Cut(first, room).With(cut => (cut, (TokenEncoding?)null));
        }

        var shorter = Math.Min(first.Length, second.Length);
        var longer = shorter > room ? shorter : Math.Max(shorter, room - shorter);
        if (shorter + longer > room)
        {
            shorter = room / 2;
            longer = shorter + room % 2;
        }

        var (firstLength, secondLength) = first.Length > second.Length ? (longer, shorter) : (shorter, longer);
        var cutFirst = Cut(first, firstLength);
        return cutFirst.Succeeded
            ? Cut(second, secondLength).With(cutSecond => (cutFirst.Value, (TokenEncoding?)cutSecond))
            : cutFirst.FailedAs<(TokenEncoding, TokenEncoding?)>();
    }

    private Outcome<TokenEncoding> CutTo(TokenEncoding encoding, int length) => length > 0
        ? Cut(encoding, length)
        : Impossible("The text that may be cut is too short to give way for the other one.");

    private Outcome<TokenEncoding> Cut(TokenEncoding encoding, int length)
    {
        if (length >= encoding.Length)
        {
            return encoding;
        }

        if (length == 0)
        {
            return CutAll(encoding);
        }

        if (Stride >= length)
        {
            return Impossible($"The stride, {Stride}, is not smaller than the {length} tokens that remain of a text.");
        }

        var parts = Parts(encoding.Length, length).Select(part => encoding.Slice(part.Start, part.End)).ToArray();
        return parts[0].WithOverflowing(parts[1..]);
    }

    private static TokenEncoding CutAll(TokenEncoding encoding) =>
        encoding.Length == 0 ? encoding : TokenEncoding.Empty.WithOverflowing([encoding]);

    private IEnumerable<TokenSpan> Parts(int total, int length)
    {
        var step = length - Stride;
        if (Direction == Side.Right)
        {
            for (var start = 0; start < total; start += step)
            {
                var end = Math.Min(start + length, total);
                yield return new(start, end);
                if (end == total)
                {
                    yield break;
                }
            }
        }
        else
        {
            for (var end = total; end > 0; end -= step)
            {
                var start = Math.Max(0, end - length);
                yield return new(start, end);
                if (start == 0)
                {
                    yield break;
                }
            }
        }
    }
}
