using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>The switches of a byte pair encoding.</summary>
internal sealed record BpeOptions
{
    /// <summary>What stands for characters that are not in the vocabulary; without it they disappear.</summary>
    public string? UnknownToken { get; init; }

    /// <summary>Put before every character of a word but the first.</summary>
    public string ContinuingPrefix { get; init; } = "";

    /// <summary>Put after the last character of a word.</summary>
    public string EndSuffix { get; init; } = "";

    /// <summary>Whether neighbouring unknown characters are one token.</summary>
    public bool FusesUnknown { get; init; }

    /// <summary>Whether unknown characters become tokens such as <c>&lt;0xE2&gt;</c>, one a byte.</summary>
    public bool HasByteFallback { get; init; }

    /// <summary>Whether a piece that is in the vocabulary is taken as it is.</summary>
    public bool IgnoresMerges { get; init; }
}

/// <summary>Byte pair encoding: a piece's characters are symbols, and neighbours are merged in the order of a list.</summary>
internal sealed class BpeModel : IModel
{
    private readonly BpeOptions _options;
    private readonly MergeTable _merges;
    private readonly CodePointTrie _trie;
    private readonly int _continuations; // where symbols with the prefix go on
    private readonly int[] _suffix;
    private readonly byte[] _prefixBytes;
    private readonly byte[] _suffixBytes;
    private readonly int[] _byteIds;
    private readonly int _unknownId;
    private readonly bool _hasWords; // whether what a word becomes does not depend on those around it

    /// <summary>Makes the model.</summary>
    public BpeModel(Vocabulary vocabulary, MergeTable merges, BpeOptions options)
    {
        (Vocabulary, _merges, _options, _trie) = (vocabulary, merges, options, vocabulary.Trie);
        _continuations = _trie.Find(CodePoints.Of(options.ContinuingPrefix));
        _suffix = CodePoints.Of(options.EndSuffix);
        _prefixBytes = System.Text.Encoding.UTF8.GetBytes(options.ContinuingPrefix);
        _suffixBytes = System.Text.Encoding.UTF8.GetBytes(options.EndSuffix);
        _byteIds = ByteTokens.Find(vocabulary);
        _unknownId = (options.UnknownToken is { } unknown ? vocabulary.IdOf(unknown) : null) ?? CodePointTrie.None;
        _hasWords = options is { ContinuingPrefix: "", EndSuffix: "" } && !merges.JoinsWords && options.UnknownToken?.EndsWith(MergeTable.WordMark) != true
            && vocabulary.HasUniqueIds && vocabulary.IdOf(MergeTable.WordMark.ToString()) is not null;
    }

    public Vocabulary Vocabulary { get; }

    public string? UnknownToken => _options.UnknownToken;

    public static BpeModel Read(JsonValue value)
    {
        if (value.Find("dropout") is { } dropout && dropout.AsNumber() != 0)
        {
            throw dropout.Wrong("The model has a 'dropout' that is not 0, so that one text would have different tokens each time.",
                "Set 'dropout' to null: it is meant for training.");
        }

        bool Flag(string name) => value.Find(name)?.AsBoolean() ?? false;
        var vocabulary = Vocabulary.Read(value.Get("vocab"));
        var options = new BpeOptions
        {
            UnknownToken = value.Find("unk_token")?.AsString(),
            ContinuingPrefix = value.Find("continuing_subword_prefix")?.AsString() ?? "",
            EndSuffix = value.Find("end_of_word_suffix")?.AsString() ?? "",
            FusesUnknown = Flag("fuse_unk"),
            HasByteFallback = Flag("byte_fallback"),
            IgnoresMerges = Flag("ignore_merges"),
        };
        return new(vocabulary, MergeTable.Read(value.Get("merges"), vocabulary, options.ContinuingPrefix), options);
    }

    public bool Tokenize(ReadOnlySpan<int> piece, TokenList tokens)
    {
        if (_options.IgnoresMerges && _trie.Find(piece) is var node and not CodePointTrie.None && _trie.ValueOf(node) is var id and not CodePointTrie.None)
        {
            tokens.Add(id, 0, piece.Length);
            return true;
        }

        return _hasWords ? TokenizeWords(piece, tokens) : Tokenize(piece, 0, tokens);
    }

    // Models without a pre-tokenizer get whole texts. No merge reaches from a word into the next, so that each can be taken by
    // itself: words come again, and a heap of a few symbols is soon empty.
    private bool TokenizeWords(ReadOnlySpan<int> piece, TokenList tokens)
    {
        for (var start = 0; start < piece.Length && !tokens.IsFull;)
        {
            var end = EndOfWord(piece, start);
            if (!Tokenize(piece[start..end], start, tokens))
            {
                return false;
            }

            start = end;
        }

        return true;
    }

    // A word begins with a mark that follows something else.
    private static int EndOfWord(ReadOnlySpan<int> piece, int start)
    {
        while (start < piece.Length && piece[start] == MergeTable.WordMark)
        {
            start++;
        }

        var next = piece[start..].IndexOf(MergeTable.WordMark);
        return next < 0 ? piece.Length : start + next;
    }

    private bool Tokenize(ReadOnlySpan<int> piece, int at, TokenList tokens)
    {
        if (tokens.Cache.TryAdd(piece, at, tokens))
        {
            return true;
        }

        var first = tokens.Count;
        var word = tokens.Word;
        word.Clear();
        if (!FillWord(piece, word))
        {
            return false;
        }

        word.Merge(_merges);
        WriteTokens(piece, at, word, tokens);
        tokens.Cache.Keep(piece, at, tokens, first);
        return true;
    }

    // The pending unknown symbol is written when the next known one comes, so bytes of a later character may stand before it.
    private bool FillWord(ReadOnlySpan<int> piece, MergeWord word)
    {
        var pending = 0;
        for (var i = 0; i < piece.Length; i++)
        {
            var bytes = CodePoints.Utf8Length(piece[i]);
            var (isFirst, isLast) = (i == 0, i == piece.Length - 1);
            var id = FindSymbol(piece[i], isFirst, isLast);
            if (id != CodePointTrie.None)
            {
                AddUnknown(word, ref pending);
                word.Add(id, bytes);
                continue;
            }

            if ((_options.HasByteFallback && AddBytes(piece[i], isFirst, isLast, word)) || _options.UnknownToken is null)
            {
                continue;
            }

            if (_unknownId == CodePointTrie.None)
            {
                return false;
            }

            if (!_options.FusesUnknown)
            {
                AddUnknown(word, ref pending);
            }

            pending += bytes;
        }

        AddUnknown(word, ref pending);
        return true;
    }

    private void AddUnknown(MergeWord word, ref int pending)
    {
        if (pending > 0)
        {
            word.Add(_unknownId, pending);
            pending = 0;
        }
    }

    private int FindSymbol(int character, bool isFirst, bool isLast)
    {
        var node = isFirst ? CodePointTrie.Root : _continuations;
        node = node == CodePointTrie.None ? node : _trie.Next(node, character);
        for (var i = 0; isLast && i < _suffix.Length && node != CodePointTrie.None; i++)
        {
            node = _trie.Next(node, _suffix[i]);
        }

        return node == CodePointTrie.None ? node : _trie.ValueOf(node);
    }

    private bool AddBytes(int character, bool isFirst, bool isLast, MergeWord word)
    {
        Span<byte> buffer = stackalloc byte[4];
        ReadOnlySpan<byte> own = buffer[..CodePoints.EncodeUtf8(character, buffer)];
        ReadOnlySpan<byte> before = isFirst ? [] : _prefixBytes;
        ReadOnlySpan<byte> after = isLast ? _suffixBytes : [];
        if (!ByteTokens.HasAll(_byteIds, before) || !ByteTokens.HasAll(_byteIds, own) || !ByteTokens.HasAll(_byteIds, after))
        {
            return false;
        }

        AddAll(before, word);
        AddAll(own, word);
        AddAll(after, word);
        return true;
    }

    private void AddAll(ReadOnlySpan<byte> bytes, MergeWord word)
    {
        foreach (var value in bytes)
        {
            word.Add(_byteIds[value], 1);
        }
    }

    // Symbols are counted in bytes; a token stands for every character that it has a byte of.
    private static void WriteTokens(ReadOnlySpan<int> piece, int at, MergeWord word, TokenList tokens)
    {
        var (character, characterStart, symbolStart) = (0, 0, 0);
        for (var symbol = 0; symbol < word.Count; symbol = word.After(symbol))
        {
            var symbolEnd = symbolStart + word.BytesOf(symbol);
            Advance(piece, ref character, ref characterStart, symbolStart);
            var start = Math.Min(character, piece.Length);
            Advance(piece, ref character, ref characterStart, symbolEnd - 1);
            tokens.Add(word.IdOf(symbol), at + start, at + Math.Min(character + 1, piece.Length));
            symbolStart = symbolEnd;
        }
    }

    private static void Advance(ReadOnlySpan<int> piece, ref int character, ref int characterStart, int place)
    {
        while (character < piece.Length && characterStart + CodePoints.Utf8Length(piece[character]) is var end && end <= place)
        {
            characterStart = end;
            character++;
        }
    }
}
