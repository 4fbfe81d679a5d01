using System.Text.Json;
using Mteb.Evaluation.Tokenization;
using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Tool.Output;

/// <summary>JSON lines with texts in, JSON lines with tokens out.</summary>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="addSpecialTokens">Whether special tokens are put around each text.</param>
internal sealed class TokenLines(Tokenizer tokenizer, bool addSpecialTokens)
{
    /// <summary>The line with the tokens of a line with a text, or with what is wrong.</summary>
    /// <param name="line">An object with <c>text</c> and perhaps <c>pair</c>.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="problem">What is wrong; null for nothing.</param>
    public string Tokenize(string line, int number, out Diagnostic? problem)
    {
        problem = Read(line, number, out var text, out var pair);
        if (problem is null)
        {
            var outcome = tokenizer.Encode(text, pair, addSpecialTokens);
            if (outcome.Succeeded)
            {
                return JsonLines.Write(outcome.Value, WriteTokens);
            }

            problem = outcome.Diagnostics[0] with { Place = new(JsonLines.StandardInput, number, 1) };
        }

        return JsonLines.Write(problem, JsonLines.WriteProblem);
    }

    private static Diagnostic? Read(string line, int number, out string text, out string? pair)
    {
        (text, pair) = ("", null);
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return Wrong(number, 1, "The line is no JSON object.");
            }

            if (!root.TryGetProperty("text", out var given) || given.ValueKind != JsonValueKind.String)
            {
                return Wrong(number, 1, "The line has no string 'text'.");
            }

            text = given.GetString()!;
            if (root.TryGetProperty("pair", out var second) && second.ValueKind != JsonValueKind.Null)
            {
                if (second.ValueKind != JsonValueKind.String)
                {
                    return Wrong(number, 1, "The 'pair' of the line is no string.");
                }

                pair = second.GetString();
            }

            return null;
        }
        catch (JsonException exception)
        {
            return Wrong(number, JsonLines.ColumnOf(line, exception), "The line is not valid JSON.");
        }
        catch (InvalidOperationException)
        {
            return Wrong(number, 1, "The line has half a surrogate pair, which is no text.");
        }
    }

    private static Diagnostic Wrong(int line, int column, string message) => TokenizerCodes.BadLine.At(new(JsonLines.StandardInput, line, column), message,
        "Write one object a line: {\"text\": \"...\"} or {\"text\": \"...\", \"pair\": \"...\"}.");

    private static void WriteTokens(Utf8JsonWriter writer, TokenEncoding encoding)
    {
        WriteNumbers(writer, "ids", encoding.Ids);
        WriteNumbers(writer, "type_ids", encoding.TypeIds);
        WriteNumbers(writer, "attention_mask", encoding.AttentionMask.Select(bit => (int)bit));
        writer.WriteStartArray("offsets");
        foreach (var (start, end) in encoding.Offsets)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(start);
            writer.WriteNumberValue(end);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, IEnumerable<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
