using System.Text;
using System.Text.Json;
using Mteb.Evaluation.Encoding;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Tool.Output;

/// <summary>A line that is to be encoded: a text, or token ids.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">The text; null where there are tokens, or nothing.</param>
/// <param name="Tokens">The tokens; null where there is a text, or nothing.</param>
/// <param name="Problem">What is wrong with the line; null for nothing.</param>
internal sealed record EncodeLine(int Number, string? Text, TokenizedText? Tokens, Diagnostic? Problem)
{
    private const string Remedy = "Write one object a line: {\"text\": \"...\"}, or {\"input_ids\": [...], \"attention_mask\": [...]}.";

    /// <summary>Reads a line of JSON: <c>text</c>, or <c>input_ids</c> with or without <c>attention_mask</c> and <c>token_type_ids</c>.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="source">Where it comes from, for diagnostics.</param>
    public static EncodeLine Read(string line, int number, string source)
    {
        var reader = new Reader(Encoding.UTF8.GetBytes(line));
        string? fault;
        try
        {
            fault = reader.Read();
        }
        catch (JsonException exception)
        {
            return Wrong(JsonLines.ColumnOf(line, exception), "The line is not valid JSON.");
        }
        catch (Exception exception) when (exception is InvalidOperationException or DecoderFallbackException)
        {
            fault = "The line has half a surrogate pair, which is no text.";
        }

        return fault is null
            ? new EncodeLine(number, reader.Text, reader.Ids is { } ids ? new TokenizedText(ids, [.. (reader.Mask ?? []).Select(bit => (byte)bit)], reader.Types ?? []) : null, null)
            : Wrong(JsonLines.ColumnOf(line, reader.Offset), fault);

        EncodeLine Wrong(int column, string message) =>
            new(number, null, null, TokenizerCodes.BadLine.At(new(source, number, column), message, Remedy));
    }

    // A class of its own, so that what was read so far outlives the reader's exceptions.
    private sealed class Reader(byte[] line)
    {
        public string? Text { get; private set; }

        public int[]? Ids { get; private set; }

        public int[]? Mask { get; private set; }

        public int[]? Types { get; private set; }

        /// <summary>Where the token at hand begins.</summary>
        public long Offset { get; private set; }

        public string? Read()
        {
            var reader = new Utf8JsonReader(line);
            if (!Next(ref reader) || reader.TokenType != JsonTokenType.StartObject)
            {
                return "The line is no JSON object.";
            }

            while (Next(ref reader) && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (Property(ref reader) is { } fault)
                {
                    return fault;
                }
            }

            // What follows the object is read too: it is an error.
            while (Next(ref reader))
            {
            }

            Offset = 0;
            return (Text, Ids) switch
            {
                (null, null) => "The line has neither a string 'text' nor 'input_ids'.",
                (not null, not null) => "The line has both 'text' and 'input_ids'.",
                (not null, _) when Mask is not null || Types is not null => "A 'text' takes no mask and no token types.",
                _ => null,
            };
        }

        private string? Property(ref Utf8JsonReader reader)
        {
            var name = reader.GetString();
            if (name is not ("text" or "input_ids" or "attention_mask" or "token_type_ids"))
            {
                return $"The line has '{name}', which means nothing here.";
            }

            Next(ref reader);
            switch (name)
            {
                case "text" when reader.TokenType != JsonTokenType.String:
                    return "The 'text' of the line is no string.";
                case "text":
                    Text = reader.GetString();
                    return null;
                case "input_ids":
                    return Numbers(ref reader, name, int.MaxValue, numbers => Ids = numbers);
                case "attention_mask":
                    return Numbers(ref reader, name, 1, numbers => Mask = numbers);
                default:
                    return Numbers(ref reader, name, int.MaxValue, numbers => Types = numbers);
            }
        }

        private string? Numbers(ref Utf8JsonReader reader, string name, int most, Action<int[]> keep)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                return $"'{name}' is no list.";
            }

            var numbers = new List<int>();
            while (Next(ref reader) && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var number) || number < 0 || number > most)
                {
                    return most == 1 ? $"'{name}' takes 0 and 1." : $"'{name}' takes whole numbers from 0 on.";
                }

                numbers.Add(number);
            }

            keep([.. numbers]);
            return null;
        }

        private bool Next(ref Utf8JsonReader reader)
        {
            var has = reader.Read();
            Offset = reader.TokenStartIndex;
            return has;
        }
    }
}
