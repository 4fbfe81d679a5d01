using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Models;

/// <summary>A JSON object in a model folder, read value by value; what is wrong with a value is collected, not thrown.</summary>
internal sealed class ModelJson
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly JsonElement _root;
    private readonly List<Diagnostic> _diagnostics;

    private ModelJson(string file, JsonElement root, List<Diagnostic> diagnostics)
    {
        File = file;
        _root = root;
        _diagnostics = diagnostics;
    }

    /// <summary>The path, as the user would write it.</summary>
    public string File { get; }

    /// <summary>The whole file.</summary>
    public JsonElement Root => _root;

    /// <summary>Reads a file; null, with a diagnostic, when that fails or it is no object.</summary>
    public static ModelJson? Read(string file, List<Diagnostic> diagnostics)
    {
        if (ReadElement(file, diagnostics) is not { } root)
        {
            return null;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            diagnostics.Add(Wrong(file, "The file holds no JSON object.", "Write an object: { … }."));
            return null;
        }

        return new ModelJson(file, root, diagnostics);
    }

    /// <summary>Reads a file whatever it holds; null, with a diagnostic, when that fails.</summary>
    public static JsonElement? ReadElement(string file, List<Diagnostic> diagnostics)
    {
        try
        {
            ReadOnlyMemory<byte> bytes = System.IO.File.ReadAllBytes(file);
            if (bytes.Span.StartsWith(ByteOrderMark))
            {
                bytes = bytes[ByteOrderMark.Length..];
            }

            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            var place = new SourcePlace(file, (int)(error.LineNumber ?? -1) + 1, (int)(error.BytePositionInLine ?? -1) + 1);
            diagnostics.Add(ModelCodes.JsonInvalid.At(place, "The file is not valid JSON.", "Mend the syntax at this place, or download the file again."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            diagnostics.Add(ModelCodes.FileUnreadable.At(
                new SourcePlace(file), $"The file cannot be read: {error.Message}", "Check that the file exists and may be read."));
        }

        return null;
    }

    /// <summary>A whole number; null when absent or null.</summary>
    /// <remarks>Numbers beyond <see cref="int.MaxValue"/>, with which tokenizers say "no limit", count as absent.</remarks>
    public int? Integer(string key)
    {
        if (!TryGet(key, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
        {
            return number is > int.MaxValue or < int.MinValue ? null : (int)number;
        }

        Complain(key, "a whole number");
        return null;
    }

    /// <summary>A whole number above 0 that must be there; null, with a diagnostic, when it is not.</summary>
    public int? RequiredSize(string key)
    {
        if (TryGet(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0)
        {
            return number;
        }

        Complain(key, "a whole number above 0");
        return null;
    }

    /// <summary>A switch; null when absent or null.</summary>
    public bool? Switch(string key)
    {
        if (!TryGet(key, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Complain(key, "true or false");
        return null;
    }

    /// <summary>A text; null when absent or null.</summary>
    public string? Text(string key)
    {
        if (!TryGet(key, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Complain(key, "a text");
        return null;
    }

    /// <summary>Texts, given as one text or as an array; empty when absent.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        if (!TryGet(key, out var value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return [value.GetString()!];
        }

        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Complain(key, "a text or a list of texts");
        return [];
    }

    /// <summary>A map of texts; a null value counts as the empty text. Empty when absent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Map(string key)
    {
        if (!TryGet(key, out var value))
        {
            return [];
        }

        if (value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().All(item => item.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null))
        {
            return [.. value.EnumerateObject().Select(item => KeyValuePair.Create(item.Name, item.Value.GetString() ?? ""))];
        }

        Complain(key, "a map from names to texts");
        return [];
    }

    /// <summary>An object inside this one; null when absent or something else.</summary>
    public ModelJson? Child(string key) =>
        TryGet(key, out var value) && value.ValueKind == JsonValueKind.Object ? new ModelJson(File, value, _diagnostics) : null;

    /// <summary>Whether the key is there with another value than null.</summary>
    public bool Has(string key) => TryGet(key, out _);

    private bool TryGet(string key, out JsonElement value) => _root.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;

    private void Complain(string key, string expected)
    {
        var found = _root.TryGetProperty(key, out var value) ? $"is {value.GetRawText()}" : "is missing";
        if (found.Length > 80)
        {
            found = found[..80] + "…";
        }

        _diagnostics.Add(Wrong(File, $"'{key}' must be {expected}, but {found}.", $"Give '{key}' the value with which the model was saved."));
    }

    private static Diagnostic Wrong(string file, string message, string remedy) => ModelCodes.ValueInvalid.At(new SourcePlace(file), message, remedy);
}
