using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>The form of requests and answers of a kind of endpoint.</summary>
internal static class EndpointForm
{
    /// <summary>The full address of a kind, given any part of it.</summary>
    public static Uri Complete(Uri address, EndpointKind kind)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        var complete = kind == EndpointKind.Tei
            ? path.EndsWith("/embed", StringComparison.Ordinal) ? path : path + "/embed"
            : path.EndsWith("/embeddings", StringComparison.Ordinal) ? path
            : path.EndsWith("/v1", StringComparison.Ordinal) ? path + "/embeddings"
            : path + "/v1/embeddings";
        return new UriBuilder(address) { Path = complete }.Uri;
    }

    /// <summary>The kind that an address shows by its end; null where it does not.</summary>
    public static EndpointKind? KindOf(Uri address) => address.AbsolutePath.TrimEnd('/') switch
    {
        var path when path.EndsWith("/embed", StringComparison.Ordinal) => EndpointKind.Tei,
        var path when path.EndsWith("/v1", StringComparison.Ordinal) || path.EndsWith("/embeddings", StringComparison.Ordinal) => EndpointKind.OpenAI,
        _ => null,
    };

    /// <summary>The body of a request.</summary>
    public static byte[] Request(EndpointKind kind, string? model, IReadOnlyList<string> inputs)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            if (kind == EndpointKind.OpenAI)
            {
                if (model is not null)
                {
                    writer.WriteString("model", model);
                }

                writer.WriteStartArray("input");
            }
            else
            {
                writer.WriteStartArray("inputs");
            }

            foreach (var input in inputs)
            {
                writer.WriteStringValue(input);
            }

            writer.WriteEndArray();
            if (kind == EndpointKind.OpenAI)
            {
                writer.WriteString("encoding_format", "float");
            }
            else
            {
                // As models do everywhere else in an evaluation: what is too long is cut.
                writer.WriteBoolean("truncate", true);
            }

            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>The vectors of an answer, in the order of the texts.</summary>
    public static Outcome<VectorBatch> Answer(EndpointKind kind, ReadOnlyMemory<byte> answer, string source) =>
        VectorJson.Parse(answer, source, root => kind == EndpointKind.Tei ? new VectorBatch(VectorJson.Vectors(root), null) : OfOpenAI(root, source));

    /// <summary>What an endpoint says is wrong, out of the body of a refusal; the beginning of the body where it has another form.</summary>
    public static string Complaint(ReadOnlySpan<byte> body)
    {
        var text = System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, 2000)]);
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var error = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var inner) ? inner : root;
            var message = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var words) ? words : error;
            text = message.ValueKind == JsonValueKind.String ? message.GetString()! : text;
        }
        catch (JsonException)
        {
            // Then it is text.
        }

        text = text.ReplaceLineEndings(" ").Trim();
        return text.Length switch { 0 => "it says nothing more", > 300 => text[..300] + "…", _ => text };
    }

    private static Outcome<VectorBatch> OfOpenAI(JsonElement root, string source)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            return VectorJson.Unreadable(source, "it has no list 'data'");
        }

        var entries = data.EnumerateArray().ToList();
        var vectors = new ReadOnlyMemory<float>[entries.Count];
        var taken = new bool[entries.Count];
        for (var i = 0; i < entries.Count; i++)
        {
            // The index says which text a vector belongs to, whatever the order of the list.
            var index = entries[i].TryGetProperty("index", out var written) && written.ValueKind == JsonValueKind.Number ? written.GetInt64() : i;
            if (index < 0 || index >= entries.Count || taken[index])
            {
                return ForeignEncoderCodes.AnswerOrder.Here(
                    $"In the answer of {source} the vector {i} of {entries.Count} has the index {index}, {(index < 0 || index >= entries.Count ? "which belongs to no text" : "which another one has too")}.",
                    "The order of the vectors cannot be trusted then; use another server, or another version of it.");
            }

            taken[index] = true;
            vectors[index] = entries[i].TryGetProperty("embedding", out var embedding)
                ? VectorJson.Vector(embedding)
                : throw new InvalidOperationException("An entry has no embedding.");
        }

        long? tokens = root.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object
            && usage.TryGetProperty("prompt_tokens", out var count) && count.TryGetInt64(out var number) ? number : null;
        return new VectorBatch(vectors, tokens);
    }
}
