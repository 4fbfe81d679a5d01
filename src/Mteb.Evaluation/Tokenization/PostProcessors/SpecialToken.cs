using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Evaluation.Tokenization.Json;

namespace Mteb.Evaluation.Tokenization.PostProcessors;

/// <summary>A special token that a post-processor adds.</summary>
/// <param name="Token">Its text.</param>
/// <param name="Id">Its id.</param>
internal sealed record SpecialToken(string Token, int Id)
{
    /// <summary>Reads <c>["[SEP]", 102]</c>.</summary>
    public static SpecialToken ReadPair(JsonValue value) => value.AsArray() is [var token, var id]
        ? new(token.AsString(), id.AsCount())
        : throw value.NotA("an array of a token and its id");

    /// <summary>The token as an encoding of its own.</summary>
    public TokenEncoding ToEncoding(int typeId) => TokenEncoding.OfSpecialTokens([Id], [Token], typeId);
}
