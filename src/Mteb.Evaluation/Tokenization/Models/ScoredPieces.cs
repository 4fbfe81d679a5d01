using System.Text.Json;
using Mteb.Evaluation.Tokenization.Json;

namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>Reads the vocabulary of a Unigram model: <c>[["▁the", -3.2], …]</c>.</summary>
internal static class ScoredPieces
{
    /// <summary>The tokens and their scores, from an array that was left as bytes.</summary>
    public static List<(string Token, double Score)> Read(JsonValue value)
    {
        value.AsArray();
        var pieces = new List<(string, double)>();
        var reader = new Utf8JsonReader(value.Bytes.Span);
        reader.Read();
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var at = (int)reader.TokenStartIndex;
                pieces.Add(ReadPiece(ref reader) ?? throw value.WrongAt(at,
                    $"Entry {pieces.Count} of the vocabulary is not a token and its score.", "Give each token as [\"token\", score]."));
            }
        }
        catch (InvalidOperationException)
        {
            throw value.WrongAt((int)reader.TokenStartIndex, "A token is no valid Unicode text.", "Save the vocabulary as UTF-8.");
        }

        return pieces.Count > 0
            ? pieces
            : throw value.Wrong("The vocabulary is empty.", "Use the tokenizer file that belongs to the model.");
    }

    private static (string, double)? ReadPiece(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            return null;
        }

        var token = reader.GetString()!;
        return reader.Read() && reader.TokenType == JsonTokenType.Number && ReferenceNumber.Parse(reader.ValueSpan) is var score && double.IsFinite(score)
            && reader.Read() && reader.TokenType == JsonTokenType.EndArray ? (token, score) : null;
    }
}
