using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding;

/// <summary>Consecutive texts of a call as token ids. Threads fill it chunk by chunk.</summary>
/// <param name="first">Index of the first text.</param>
/// <param name="count">Number of texts.</param>
/// <param name="chunkSize">Texts of a chunk.</param>
internal sealed class TokenWindow(int first, int count, int chunkSize)
{
    private readonly int[][] _ids = new int[(count + chunkSize - 1) / chunkSize][];
    private readonly (int Start, int Length)[] _places = new (int Start, int Length)[count];
    private readonly UInt128[] _hashes = new UInt128[count];
    private readonly bool[] _truncated = new bool[count];
    private readonly IReadOnlyList<TokenizedText>? _given;

    /// <summary>A window of texts that are tokenised already.</summary>
    public TokenWindow(IReadOnlyList<TokenizedText> texts)
        : this(0, texts.Count, 1)
    {
        _given = texts;
        for (var offset = 0; offset < texts.Count; offset++)
        {
            _ids[offset] = texts[offset].Ids;
            _places[offset] = (0, texts[offset].Ids.Length);
        }
    }

    /// <summary>Index of the first text.</summary>
    public int First => first;

    /// <summary>Number of texts.</summary>
    public int Count => count;

    /// <summary>Number of chunks.</summary>
    public int Chunks => _ids.Length;

    /// <summary>The ids of a text.</summary>
    /// <param name="offset">The text, counted from the first of the window.</param>
    public ReadOnlySpan<int> this[int offset] => _ids[offset / chunkSize].AsSpan(_places[offset].Start, _places[offset].Length);

    /// <summary>1 for each id of a text that counts, 0 for one that does not; empty where all count.</summary>
    public ReadOnlySpan<byte> Mask(int offset) => _given is null ? default : _given[offset].Mask;

    /// <summary>The token types of a text; empty where all are 0.</summary>
    public ReadOnlySpan<int> Types(int offset) => _given is null ? default : _given[offset].Types;

    /// <summary>Number of ids of a text.</summary>
    public int Length(int offset) => _places[offset].Length;

    /// <summary>A digest of the ids of a text: equal digests mean equal ids.</summary>
    public UInt128 Hash(int offset) => _hashes[offset];

    /// <summary>Whether a text was cut.</summary>
    public bool IsTruncated(int offset) => _truncated[offset];

    /// <summary>Tokenises a chunk.</summary>
    /// <param name="chunk">Which.</param>
    /// <param name="source">Where the texts come from.</param>
    /// <param name="scratch">The thread's own buffers.</param>
    /// <returns>What is wrong with a text; null when nothing is.</returns>
    public Diagnostic? Fill(int chunk, TextSource source, TokenScratch scratch)
    {
        var start = chunk * chunkSize;
        var end = Math.Min(start + chunkSize, count);
        var ids = scratch.Ids;
        ids.Clear();
        for (var offset = start; offset < end; offset++)
        {
            var begin = ids.Count;
            if (source.Tokenize(first + offset, scratch, ids, out _truncated[offset]) is { } problem)
            {
                return problem;
            }

            _places[offset] = (begin, ids.Count - begin);
            _hashes[offset] = Digest(CollectionsMarshal.AsSpan(ids)[begin..]);
        }

        _ids[chunk] = [.. ids];
        return null;
    }

    /// <summary>128 bits of the SHA-256 of token ids: equal digests mean equal ids.</summary>
    public static UInt128 Digest(ReadOnlySpan<int> ids)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(ids), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}

/// <summary>A text as token ids, special tokens included.</summary>
/// <param name="Ids">The ids.</param>
/// <param name="Mask">1 for each id that counts, 0 for padding; empty where all count.</param>
/// <param name="Types">The token types; empty where all are 0.</param>
public sealed record TokenizedText(int[] Ids, byte[] Mask, int[] Types)
{
    /// <summary>Whether the text was longer, and was cut.</summary>
    public bool IsTruncated { get; init; }
}

/// <summary>Buffers of a thread that tokenises.</summary>
internal sealed class TokenScratch
{
    /// <summary>Ids of the chunk at hand.</summary>
    public List<int> Ids { get; } = [];

    /// <summary>A text with its prompt in front.</summary>
    public char[] Characters { get; set; } = new char[4096];
}

/// <summary>The texts of a call, as they reach the tokenizer.</summary>
/// <param name="texts">The texts.</param>
/// <param name="prompt">What is put in front of each; empty for nothing.</param>
/// <param name="lowerCase">Whether they are put into lower case.</param>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="maximumLength">Most tokens of a text.</param>
internal sealed class TextSource(IReadOnlyList<string> texts, string prompt, bool lowerCase, ITokenizer tokenizer, int maximumLength)
{
    /// <summary>Number of texts.</summary>
    public int Count => texts.Count;

    /// <summary>The text itself, without prompt.</summary>
    public string this[int index] => texts[index];

    /// <summary>Tokenises a text.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public Diagnostic? Tokenize(int index, TokenScratch scratch, List<int> ids, out bool truncated)
    {
        truncated = false;
        if (texts[index] is not { } text)
        {
            return EncodingCodes.TextMissing.Here($"Text {index} of the call is missing (null).", "Fill the gap in the data set, or leave the row out.");
        }

        try
        {
            truncated = tokenizer.Encode(WithPrompt(lowerCase ? text.ToLowerInvariant() : text, scratch), maximumLength, ids);
            return null;
        }
        catch (TokenizationException error)
        {
            return error.Diagnostic;
        }
    }

    private ReadOnlySpan<char> WithPrompt(string text, TokenScratch scratch)
    {
        if (prompt.Length == 0)
        {
            return text;
        }

        var length = prompt.Length + text.Length;
        if (scratch.Characters.Length < length)
        {
            scratch.Characters = new char[Math.Max(length, 2 * scratch.Characters.Length)];
        }

        prompt.CopyTo(scratch.Characters);
        text.CopyTo(scratch.Characters.AsSpan(prompt.Length));
        return scratch.Characters.AsSpan(0, length);
    }
}
