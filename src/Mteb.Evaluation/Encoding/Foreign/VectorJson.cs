using System.Buffers.Binary;
using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>Reads vectors out of the JSON of other programs.</summary>
internal static class VectorJson
{
    /// <summary>Parses an answer and reads it.</summary>
    /// <param name="answer">The bytes that came.</param>
    /// <param name="source">Who gave them, for messages.</param>
    /// <param name="read">Reads the root of the answer.</param>
    /// <returns>What was read; or what is wrong with the answer.</returns>
    public static Outcome<VectorBatch> Parse(ReadOnlyMemory<byte> answer, string source, Func<JsonElement, Outcome<VectorBatch>> read)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return read(document.RootElement);
        }
        catch (JsonException) when (HoldsNoNumber(answer.Span))
        {
            return EncodingCodes.NotFinite.Here(
                $"The answer of {source} holds NaN or infinity.", "Look at what the model does with these texts; empty and very long texts are common causes.");
        }
        catch (JsonException exception)
        {
            return Unreadable(source, exception.BytePositionInLine >= answer.Length && exception.LineNumber == 0
                ? $"it ends after {answer.Length} bytes, in the middle"
                : $"it is no JSON ({Excerpt(answer.Span)})");
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            return Unreadable(source, $"it holds something else than vectors ({Excerpt(answer.Span)})");
        }
    }

    /// <summary>A list of vectors.</summary>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    /// <exception cref="FormatException">A number does not fit.</exception>
    public static IReadOnlyList<ReadOnlyMemory<float>> Vectors(JsonElement list) => [.. list.EnumerateArray().Select(Vector)];

    /// <summary>A vector: a list of numbers, <c>null</c> standing for one that is none; or base64 of little-endian float32.</summary>
    /// <inheritdoc cref="Vectors"/>
    public static ReadOnlyMemory<float> Vector(JsonElement list)
    {
        if (list.ValueKind == JsonValueKind.String)
        {
            return Decode(list.GetBytesFromBase64());
        }

        var vector = new float[list.GetArrayLength()];
        var i = 0;
        foreach (var value in list.EnumerateArray())
        {
            vector[i++] = value.ValueKind == JsonValueKind.Null ? float.NaN : value.GetSingle();
        }

        return vector;
    }

    /// <summary>That an answer cannot be read.</summary>
    public static Diagnostic Unreadable(string source, string why) => ForeignEncoderCodes.AnswerUnreadable.Here(
        $"The answer of {source} cannot be read: {why}.", "Check that it is what makes embeddings, and look at its own log.");

    private static ReadOnlyMemory<float> Decode(byte[] bytes)
    {
        var vector = new float[bytes.Length % sizeof(float) == 0 ? bytes.Length / sizeof(float) : throw new FormatException("No whole numbers.")];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float)));
        }

        return vector;
    }

    // Python writes these words where a number is none, which is not JSON.
    private static bool HoldsNoNumber(ReadOnlySpan<byte> answer) =>
        answer.TrimStart(" \r\n\t"u8).IndexOfAny((byte)'{', (byte)'[') == 0 && (answer.IndexOf("NaN"u8) >= 0 || answer.IndexOf("Infinity"u8) >= 0);

    private static string Excerpt(ReadOnlySpan<byte> answer) => TextExcerpt.Of(System.Text.Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 200)]));
}
