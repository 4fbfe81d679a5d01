using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Weights.Graphs;

/// <summary>
/// Reads the settings of <c>config.json</c> that a graph depends on. What is missing or out of range is noted, and a harmless
/// value is given, so that everything is found in one go.
/// </summary>
/// <param name="json">The file, an object.</param>
/// <param name="path">Its path, for messages.</param>
internal sealed class ArchitectureConfig(JsonElement json, string path)
{
    // More than any published model has; it keeps a damaged file from asking for an endless graph.
    private const int MostLayers = 1024;

    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>What was found wrong.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The family's name.</summary>
    public string? ModelType => Text("model_type", null);

    /// <summary>Whether a setting is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>A whole number from 1 on, under one of several names.</summary>
    public int Size(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { } value)
            {
                return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0
                    ? number
                    : Complain(name, $"'{name}' is {value.GetRawText()}, and a whole number from 1 on is needed.", 1);
            }
        }

        return Complain(names[0], $"'{names[0]}' is missing, and the shape of the model depends on it.", 1);
    }

    /// <summary>A whole number from 0 on.</summary>
    public int Size(string name, int otherwise) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Number } value when value.TryGetInt32(out var number) && number >= 0 => number,
        { } value => Complain(name, $"'{name}' is {value.GetRawText()}, and a whole number is needed.", otherwise),
    };

    /// <summary>The number of layers.</summary>
    public int Layers(params ReadOnlySpan<string> names)
    {
        var layers = Size(names);
        return layers <= MostLayers ? layers : Complain(names[0], $"'{names[0]}' is {layers}, and at most {MostLayers} layers make sense.", 1);
    }

    /// <summary>The number of attention heads, a divisor of the width where the width of a head follows from it.</summary>
    public int Heads(int? width, params ReadOnlySpan<string> names)
    {
        var heads = Size(names);
        return width is null || width % heads == 0
            ? heads
            : Complain(names[0], $"'{names[0]}' is {heads}, which does not divide the width {width}.", 1);
    }

    /// <summary>A number.</summary>
    public double Number(string name, double otherwise) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        { } value => Complain(name, $"'{name}' is {value.GetRawText()}, and a number is needed.", otherwise),
    };

    /// <summary>A number, or null.</summary>
    public double? Number(string name) => Has(name) ? Number(name, 0) : null;

    /// <summary>True or false.</summary>
    public bool Switch(string name, bool otherwise) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => Complain(name, $"'{name}' is {value.GetRawText()}, and true or false is needed.", otherwise),
    };

    /// <summary>A text.</summary>
    public string? Text(string name, string? otherwise) => Find(name) switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => Complain(name, $"'{name}' is {value.GetRawText()}, and a text is needed.", otherwise),
    };

    /// <summary>A list of texts, or one text with bars between; null when it is missing.</summary>
    public IReadOnlyList<string>? Texts(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString()!.Split('|'),
        { ValueKind: JsonValueKind.Array } value when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. value.EnumerateArray().Select(item => item.GetString()!)],
        { } value => Complain<IReadOnlyList<string>?>(name, $"'{name}' is {value.GetRawText()}, and a list of texts is needed.", null),
    };

    /// <summary>An object within; null when it is missing.</summary>
    public ArchitectureConfig? Section(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Object } value ? new ArchitectureConfig(value, path) : null;

    /// <summary>An activation function.</summary>
    public ActivationFunction Activation(string name, string otherwise)
    {
        var text = Text(name, otherwise)!;
        return ActivationFunctions.Find(text) ?? Unsupported(name, text, ActivationFunction.Gelu);
    }

    /// <summary>Notes that a setting is one for which there is no graph.</summary>
    public T Unsupported<T>(string name, object? value, T otherwise)
    {
        _diagnostics.Add(WeightCodes.ConfigUnsupported.At(
            new SourcePlace(path),
            $"'{name}' is {value ?? "null"}, and there is no graph for that.",
            "Export the model to ONNX, and put the file beside its weights."));
        return otherwise;
    }

    /// <summary>Notes a setting that has another value than the only one that there is a graph for.</summary>
    public void Expect(string name, string value)
    {
        if (Find(name) is { } found && Plain(found) != value)
        {
            Unsupported(name, Plain(found), 0);
        }
    }

    /// <summary>Takes over what was found wrong in a section.</summary>
    public void Take(ArchitectureConfig section) => _diagnostics.AddRange(section._diagnostics);

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private JsonElement? Find(string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private T Complain<T>(string name, string what, T otherwise)
    {
        _diagnostics.Add(WeightCodes.ConfigIncomplete.At(
            new SourcePlace(path), what, $"Use the config.json that belongs to the weights, or correct '{name}'."));
        return otherwise;
    }
}
