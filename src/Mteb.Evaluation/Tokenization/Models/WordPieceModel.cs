using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>
/// WordPiece: the longest token that a word begins with, then the longest continuation, and so on. A word with any part that
/// is not found, or a word that is too long, is one unknown token.
/// </summary>
internal sealed class WordPieceModel : IModel
{
    private readonly CodePointTrie _trie;
    private readonly int _continuations; // where tokens with the prefix go on
    private readonly int _longestWord;
    private readonly int _unknownId;

    /// <summary>Makes the model.</summary>
    /// <param name="vocabulary">The tokens.</param>
    /// <param name="unknownToken">What an unknown word becomes.</param>
    /// <param name="continuingPrefix">What stands before tokens that continue a word.</param>
    /// <param name="longestWord">Most characters of a word that is looked up.</param>
    public WordPieceModel(Vocabulary vocabulary, string unknownToken, string continuingPrefix, int longestWord)
    {
        Vocabulary = vocabulary;
        UnknownToken = unknownToken;
        _trie = vocabulary.Trie;
        _continuations = _trie.Find(CodePoints.Of(continuingPrefix));
        _longestWord = longestWord;
        _unknownId = vocabulary.IdOf(unknownToken) ?? CodePointTrie.None;
    }

    public Vocabulary Vocabulary { get; }

    public string? UnknownToken { get; }

    public static WordPieceModel Read(JsonValue value) => new(
        Vocabulary.Read(value.Get("vocab")),
        value.Get("unk_token").AsString(),
        value.Get("continuing_subword_prefix").AsString(),
        value.Get("max_input_chars_per_word").AsCount());

    public bool Tokenize(ReadOnlySpan<int> piece, TokenList tokens)
    {
        var before = tokens.Count;
        var start = 0;
        while (start < piece.Length && piece.Length <= _longestWord)
        {
            var node = start == 0 ? CodePointTrie.Root : _continuations;
            var id = CodePointTrie.None;
            var length = node == CodePointTrie.None ? 0 : _trie.LongestPrefix(node, piece[start..], out id);
            if (length == 0)
            {
                break;
            }

            tokens.Add(id, start, start + length);
            start += length;
        }

        if (start == piece.Length)
        {
            return true;
        }

        tokens.Shorten(before);
        tokens.Add(_unknownId, 0, piece.Length);
        return _unknownId != CodePointTrie.None;
    }
}
