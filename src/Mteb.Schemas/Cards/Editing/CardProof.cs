using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Editing;

/// <summary>
/// The proof that an edit did what was intended and nothing else. It knows only the two cards and the intents: from each card
/// it derives on its own what an intent may touch, cuts that out of both, and compares the rest byte for byte.
/// </summary>
/// <param name="AllowedBefore">The bytes of the card before that the intents may touch.</param>
/// <param name="AllowedAfter">The bytes of the card after that the intents may have made.</param>
public sealed record CardProof(IReadOnlyList<TextRange> AllowedBefore, IReadOnlyList<TextRange> AllowedAfter)
{
    /// <summary>Proves an edit, and that the changes it reports lie within what was allowed.</summary>
    public static Outcome<CardProof> Prove(CardEdit edit)
    {
        var proof = Prove(edit.Before.Bytes, edit.After.Bytes, edit.Intents, edit.Before.File);
        if (proof.Succeeded && edit.Changes.Any(change => !Within(change.Before, proof.Value.AllowedBefore) || !Within(change.After, proof.Value.AllowedAfter)))
        {
            return NotProven(edit.Before.File, "a change is reported outside the places that the intent names");
        }

        return proof;
    }

    /// <summary>Proves that one card is another after some intents.</summary>
    /// <param name="before">All bytes of the card before.</param>
    /// <param name="after">All bytes of the card after.</param>
    /// <param name="intents">What was intended.</param>
    /// <param name="file">The file's name, for diagnostics.</param>
    public static Outcome<CardProof> Prove(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, IReadOnlyList<CardIntent> intents, string? file = null)
    {
        var (old, made) = (ModelCard.Read(before, file), ModelCard.Read(after, file));
        if (!old.Succeeded || !made.Succeeded || !old.Value.IsReadable || !made.Value.IsReadable)
        {
            return NotProven(file, "one of the two texts cannot be read");
        }

        if (!CardValue.Same(CardEditing.Meaning(old.Value, intents), CardEditing.Meaning(made.Value)))
        {
            return NotProven(file, "the front matter does not mean what was intended");
        }

        var regions = intents.Select(intent => CardRegions.Of(old.Value, made.Value, intent)).ToList();
        var allowedBefore = Merge(regions.SelectMany(region => region.Before).Select(old.Value.ByteRange));
        var allowedAfter = Merge(regions.SelectMany(region => region.After).Select(made.Value.ByteRange));
        return Cut(before.Span, allowedBefore).AsSpan().SequenceEqual(Cut(after.Span, allowedAfter))
            || (allowedAfter.Count == 0 && allowedBefore.Count == 1 && LeavesOnlyBlanks(before.Span, after.Span, allowedBefore[0]))
            ? new CardProof(allowedBefore, allowedAfter)
            : NotProven(file, "bytes changed outside the places that the intent names");
    }

    /// <summary>A deletion may leave what stood beside the deleted thing: line breaks, blanks, comments.</summary>
    private static bool LeavesOnlyBlanks(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, TextRange region)
    {
        var left = after.Length - (before.Length - region.Length);
        if (left < 0 || left > region.Length || !after.StartsWith(before[..region.Start]) || !after.EndsWith(before[region.End..]))
        {
            return false;
        }

        var gone = before[region.Start..region.End];
        var stays = after.Slice(region.Start, left);
        var head = stays.CommonPrefixLength(gone);
        return gone.EndsWith(stays[head..]) && IsBlankOrComment(stays);
    }

    private static bool IsBlankOrComment(ReadOnlySpan<byte> bytes)
    {
        var inComment = false;
        foreach (var value in bytes)
        {
            inComment = value is not ((byte)'\r' or (byte)'\n') && (inComment || value == (byte)'#');
            if (!inComment && value is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Cut(ReadOnlySpan<byte> bytes, IReadOnlyList<TextRange> ranges)
    {
        var rest = new byte[bytes.Length - ranges.Sum(range => range.Length)];
        var (read, written) = (0, 0);
        foreach (var range in ranges)
        {
            bytes[read..range.Start].CopyTo(rest.AsSpan(written));
            written += range.Start - read;
            read = range.End;
        }

        bytes[read..].CopyTo(rest.AsSpan(written));
        return rest;
    }

    private static List<TextRange> Merge(IEnumerable<TextRange> ranges)
    {
        var merged = new List<TextRange>();
        foreach (var range in ranges.OrderBy(range => range.Start).ThenBy(range => range.End))
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, range.End) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return merged;
    }

    private static bool Within(TextRange range, IReadOnlyList<TextRange> allowed) => range.IsEmpty || allowed.Any(one => one.Contains(range));

    private static Diagnostic NotProven(string? file, string why) => CardCodes.NotProven.At(new SourcePlace(file),
        $"The edited card could not be proven to differ from the card only where it should: {why}. Nothing was written.",
        "Keep the file as it is, and report this with the file.");
}
