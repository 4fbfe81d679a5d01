using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>WordLevel: a piece is one token, known or unknown.</summary>
internal sealed class WordLevelModel(Vocabulary vocabulary, string unknownToken) : IModel
{
    private readonly int _unknownId = vocabulary.IdOf(unknownToken) ?? CodePointTrie.None;

    public Vocabulary Vocabulary => vocabulary;

    public string? UnknownToken => unknownToken;

    public static WordLevelModel Read(JsonValue value) => new(Vocabulary.Read(value.Get("vocab")), value.Get("unk_token").AsString());

    public bool Tokenize(ReadOnlySpan<int> piece, TokenList tokens)
    {
        var node = vocabulary.Trie.Find(piece);
        var id = node == CodePointTrie.None ? CodePointTrie.None : vocabulary.Trie.ValueOf(node);
        tokens.Add(id == CodePointTrie.None ? _unknownId : id, 0, piece.Length);
        return id != CodePointTrie.None || _unknownId != CodePointTrie.None;
    }
}
