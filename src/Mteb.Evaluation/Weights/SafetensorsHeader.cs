using System.Text.Json;

namespace Mteb.Evaluation.Weights;

/// <summary>
/// Reads the header of a safetensors file, and holds it against what the format demands: every tensor as long as its shape and type
/// say, all of them side by side, without gaps or overlaps, up to the end of the file.
/// </summary>
internal static class SafetensorsHeader
{
    private const string Metadata = "__metadata__";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 8 };

    /// <summary>Reads a header.</summary>
    /// <param name="header">The JSON.</param>
    /// <param name="start">Where the tensors begin, counted from the start of the file.</param>
    /// <param name="fileLength">Length of the file.</param>
    /// <param name="entries">Receives the tensors by name.</param>
    /// <returns>Why the file is not sound, to follow "because"; null when it is.</returns>
    /// <exception cref="JsonException">The header is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A text in it is not UTF-8.</exception>
    public static string? Read(ReadOnlyMemory<byte> header, long start, long fileLength, Dictionary<string, SafetensorsEntry> entries)
    {
        using var document = JsonDocument.Parse(header, Options);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return "its header is no JSON object";
        }

        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.Name == Metadata)
            {
                continue;
            }

            if (ReadEntry(property.Value, start) is not { } entry)
            {
                return $"the entry of the tensor '{Shown(property.Name)}' has no type, shape and place";
            }

            if (SizeOf(entry) is not { } size)
            {
                return $"the tensor '{Shown(property.Name)}' has the type '{Shown(entry.Type)}', which the format does not know, or a shape beyond all measure";
            }

            if (size != entry.Length)
            {
                return $"the tensor '{Shown(property.Name)}' of the shape [{string.Join(", ", entry.Shape)}] and the type {entry.Type} takes {size} bytes, and its place has {entry.Length}";
            }

            if (!entries.TryAdd(property.Name, entry))
            {
                return $"it names the tensor '{Shown(property.Name)}' twice";
            }
        }

        return CheckPlaces(start, fileLength, entries);
    }

    private static string? CheckPlaces(long start, long fileLength, Dictionary<string, SafetensorsEntry> entries)
    {
        var next = start;
        foreach (var (name, entry) in entries.OrderBy(pair => pair.Value.Offset).ThenBy(pair => pair.Value.Length))
        {
            if (entry.Offset != next)
            {
                return entry.Offset < next
                    ? $"the tensor '{Shown(name)}' overlaps another one"
                    : $"{entry.Offset - next} bytes before the tensor '{Shown(name)}' belong to none";
            }

            next = entry.Offset + entry.Length;
            if (next > fileLength)
            {
                return $"the place of the tensor '{Shown(name)}' is not inside the file, which ends too early";
            }
        }

        return next == fileLength ? null : $"{fileLength - next} bytes at its end belong to no tensor";
    }

    private static SafetensorsEntry? ReadEntry(JsonElement json, long start)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("dtype", out var type) || type.ValueKind != JsonValueKind.String
            || !json.TryGetProperty("shape", out var shape) || Numbers(shape) is not { } dimensions
            || !json.TryGetProperty("data_offsets", out var offsets) || Numbers(offsets) is not [var first, var last]
            || last < first || first > long.MaxValue - start)
        {
            return null;
        }

        return new SafetensorsEntry(type.GetString()!, dimensions, start + first, last - first);
    }

    private static List<long>? Numbers(JsonElement array)
    {
        if (array.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var numbers = new List<long>();
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0)
            {
                return null;
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static long? SizeOf(SafetensorsEntry entry)
    {
        long? width = entry.Type switch
        {
            "BOOL" or "U8" or "I8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" => 1,
            "I16" or "U16" or "F16" or "BF16" => 2,
            "I32" or "U32" or "F32" => 4,
            "I64" or "U64" or "F64" or "C64" => 8,
            _ => null,
        };
        foreach (var dimension in entry.Shape)
        {
            if (width is not { } known || (dimension > 0 && known > long.MaxValue / dimension))
            {
                return null;
            }

            width = known * dimension;
        }

        return width;
    }

    // Names come from the file: what would disturb a terminal is not shown.
    private static string Shown(string name) =>
        string.Concat(name.Take(80).Select(character => char.IsControl(character) ? '?' : character)) + (name.Length > 80 ? "…" : "");
}
