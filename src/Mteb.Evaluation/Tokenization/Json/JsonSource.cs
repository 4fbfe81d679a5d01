using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization.Json;

/// <summary>A JSON file in memory, which can say where in it something stands.</summary>
/// <param name="bytes">The whole file, UTF-8.</param>
/// <param name="displayName">The file's name as the user would write it.</param>
internal sealed class JsonSource(ReadOnlyMemory<byte> bytes, string displayName)
{
    private const int MaxDepth = 128;

    /// <summary>The whole file.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>Reads the file. Objects and arrays at some paths are left as bytes, because they are large and simple.</summary>
    /// <param name="leaveAsBytes">Paths such as <c>model.vocab</c>.</param>
    /// <exception cref="TokenizerFormatException">It is no JSON.</exception>
    public JsonValue Parse(IReadOnlySet<string> leaveAsBytes)
    {
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var value = JsonValue.Read(ref reader, this, "", leaveAsBytes);
            reader.Read();
            return value;
        }
        catch (JsonException exception)
        {
            throw Malformed(exception);
        }
        catch (InvalidOperationException)
        {
            throw new TokenizerFormatException(TokenizerCodes.NotJson.At(PlaceOf((int)reader.TokenStartIndex),
                "The string is no valid Unicode text.", "Save the file as UTF-8 without half surrogate pairs in escapes."));
        }
    }

    /// <summary>What a reader's complaint means as a diagnostic.</summary>
    /// <param name="exception">The complaint.</param>
    /// <param name="from">Where the reader began.</param>
    public TokenizerFormatException Malformed(JsonException exception, int from = 0)
    {
        var offset = from;
        for (var line = exception.LineNumber ?? 0; line > 0 && bytes.Span[offset..].IndexOf((byte)'\n') is var feed and >= 0; line--)
        {
            offset += feed + 1;
        }

        offset = Math.Min(bytes.Length, offset + (int)(exception.BytePositionInLine ?? 0));
        var reason = bytes.Span.StartsWith("\uFEFF"u8)
            ? "The file begins with a byte order mark."
            : bytes.IsEmpty ? "The file is empty." : "The file breaks off or has something that JSON does not allow here.";
        return new TokenizerFormatException(TokenizerCodes.NotJson.At(PlaceOf(offset), reason,
            "Save the file as JSON in UTF-8 without a byte order mark; download it again if it was cut."));
    }

    /// <summary>Line and column (UTF-16 units) of a byte.</summary>
    public SourcePlace PlaceOf(int offset)
    {
        var before = bytes.Span[..Math.Min(offset, bytes.Length)];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new SourcePlace(displayName, before.Count((byte)'\n') + 1, System.Text.Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
