using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mteb.Schemas.Diagnostics.Formats;

/// <summary>An indented JSON object as text, with <c>\n</c> everywhere.</summary>
internal static class JsonDocumentText
{
    /// <summary>How the document is written.</summary>
    public static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Action<Utf8JsonWriter> writeMembers)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length) + "\n";
    }
}
