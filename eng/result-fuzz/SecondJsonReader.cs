using System.Text.Json;
using System.Text.Unicode;
using Mteb.Schemas.Text;

namespace Mteb.ResultFuzz;

/// <summary>Judges whether bytes are JSON with the reader of the platform, to which the bare words of Python are null.</summary>
public static class SecondJsonReader
{
    /// <summary>Whether it is JSON.</summary>
    public static bool Accepts(byte[] utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return false;
        }

        var reader = new Utf8JsonReader(WithoutBareWords(utf8), new JsonReaderOptions { MaxDepth = JsonTokenizer.DeepestNesting });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] WithoutBareWords(byte[] utf8)
    {
        var plain = new List<byte>(utf8.Length);
        var (inText, at) = (false, 0);
        while (at < utf8.Length)
        {
            var length = inText ? 0 : BareWord(utf8.AsSpan(at));
            if (length > 0)
            {
                plain.AddRange("null"u8);
                at += length;
                continue;
            }

            if (inText && utf8[at] == '\\' && at + 1 < utf8.Length)
            {
                plain.Add(utf8[at++]);
            }
            else
            {
                inText ^= utf8[at] == '"';
            }

            plain.Add(utf8[at++]);
        }

        return [.. plain];
    }

    private static int BareWord(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? 3 : rest.StartsWith("Infinity"u8) ? 8 : rest.StartsWith("-Infinity"u8) ? 9 : 0;
}
