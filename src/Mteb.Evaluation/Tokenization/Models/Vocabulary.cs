using System.Text.Json;
using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>The tokens of a model and their ids.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _tokens = [];

    /// <summary>Makes a vocabulary; where a token stands twice, the later id counts.</summary>
    /// <param name="tokens">Tokens and ids.</param>
    /// <param name="count">The number of tokens; null where tokens that stand twice count once.</param>
    public Vocabulary(IEnumerable<KeyValuePair<string, int>> tokens, int? count = null)
    {
        foreach (var (token, id) in tokens)
        {
            _ids[token] = id;
        }

        Count = count ?? _ids.Count;
        var buffer = new int[64];
        foreach (var (token, id) in _ids)
        {
            _tokens[id] = token;
            LargestId = Math.Max(LargestId, id);
            if (buffer.Length < token.Length)
            {
                buffer = new int[2 * token.Length];
            }

            Trie.Add(buffer.AsSpan(0, CodePoints.Decode(token, buffer)), id);
        }
    }

    /// <summary>Number of tokens.</summary>
    public int Count { get; }

    /// <summary>The largest id; -1 without tokens.</summary>
    public int LargestId { get; } = -1;

    /// <summary>Whether no two tokens have the same id.</summary>
    public bool HasUniqueIds => _tokens.Count == _ids.Count;

    /// <summary>All tokens, in no particular order.</summary>
    public IReadOnlyCollection<string> Tokens => _ids.Keys;

    /// <summary>All tokens by their characters; the values are ids.</summary>
    public CodePointTrie Trie { get; } = new();

    /// <summary>Reads an object of tokens and ids that was left as bytes.</summary>
    public static Vocabulary Read(JsonValue value) => new(ReadTokens(value));

    /// <summary>The id of a token; null when it is not in the vocabulary.</summary>
    public int? IdOf(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    /// <summary>The token of an id; null when there is none.</summary>
    public string? TokenOf(int id) => _tokens.GetValueOrDefault(id);

    private static List<KeyValuePair<string, int>> ReadTokens(JsonValue value)
    {
        value.AsObject();
        var tokens = new List<KeyValuePair<string, int>>();
        var reader = new Utf8JsonReader(value.Bytes.Span);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var token = reader.GetString()!;
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var id) || id < 0)
                {
                    throw value.WrongAt((int)reader.TokenStartIndex, $"The id of the token '{token}' is no whole number from 0 to 2147483647.",
                        "Give each token a whole number as id.");
                }

                tokens.Add(new(token, id));
            }
        }
        catch (InvalidOperationException)
        {
            throw value.WrongAt((int)reader.TokenStartIndex, "A token is no valid Unicode text.", "Save the vocabulary as UTF-8.");
        }

        return tokens;
    }
}
