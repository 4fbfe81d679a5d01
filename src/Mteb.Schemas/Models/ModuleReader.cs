using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Models;

/// <summary>Reads <c>modules.json</c> and the configuration of each module that it lists.</summary>
/// <param name="folder">The model folder, as the user named it.</param>
/// <param name="diagnostics">Receives what is wrong.</param>
internal sealed class ModuleReader(string folder, List<Diagnostic> diagnostics)
{
    private const string Manifest = "modules.json";

    private string ManifestPath => Path.Combine(folder, Manifest);

    /// <summary>Files that were read, relative.</summary>
    public List<string> FilesRead { get; } = [];

    /// <summary>The modules in order; those that could not be read are missing, and a diagnostic says why.</summary>
    public List<ModelModule> Read()
    {
        var modules = new List<ModelModule>();
        if (ModelJson.ReadElement(ManifestPath, diagnostics) is not { } root)
        {
            return modules;
        }

        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() == 0)
        {
            Refuse(ModelCodes.ValueInvalid, "The file must hold a list of at least one module.", "Save the model again with sentence-transformers.");
            return modules;
        }

        foreach (var entry in root.EnumerateArray())
        {
            if (ReadEntry(entry) is { } module)
            {
                modules.Add(module);
            }
        }

        return modules;
    }

    private ModelModule? ReadEntry(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object || Text(entry, "type") is not { } type || Text(entry, "path") is not { } path)
        {
            Refuse(ModelCodes.ValueInvalid, "Every module must be an object with the texts 'type' and 'path'.", "Save the model again with sentence-transformers.");
            return null;
        }

        if (RelativePath.Inside(path) is not { } inside)
        {
            Refuse(ModelCodes.PathEscapes, $"The path '{path}' of the module '{type}' points outside the model folder.", "Use a path below the model folder.");
            return null;
        }

        if (!type.StartsWith("sentence_transformers.", StringComparison.Ordinal))
        {
            Refuse(
                ModelCodes.ModuleForeign,
                $"The module '{type}' is not part of sentence-transformers: it is Python code of the model's own, which is never run here.",
                "Export the whole model to ONNX with an output called sentence_embedding, and leave the module out of modules.json.");
            return null;
        }

        return Create(type, inside);
    }

    private ModelModule? Create(string type, string path)
    {
        // The class name identifies a module; its Python package moved between versions.
        switch (type[(type.LastIndexOf('.') + 1)..])
        {
            case "Transformer":
                return new TransformerModule(path);
            case "StaticEmbedding":
                return new StaticEmbeddingModule(path);
            case "Pooling":
                return ReadConfig(path, type) is { } pooling ? Pooling(path, pooling) : null;
            case "Dense":
                return ReadConfig(path, type) is { } dense ? Dense(path, dense) : null;
            case "Normalize":
                return Normalize(path);
            case "Dropout":
                // Does nothing outside training.
                return null;
            default:
                Refuse(
                    ModelCodes.ModuleUnsupported,
                    $"The module '{type}' of sentence-transformers is not supported.",
                    "Export the whole model to ONNX with an output called sentence_embedding, and leave the module out of modules.json.");
                return null;
        }
    }

    private ModelJson? ReadConfig(string path, string type)
    {
        var relative = path.Length == 0 ? "config.json" : $"{path}/config.json";
        var file = Path.Combine(folder, relative);
        if (!File.Exists(file))
        {
            diagnostics.Add(ModelCodes.ModuleFilesMissing.At(
                new SourcePlace(file),
                $"modules.json lists '{type}' in '{path}', but its config.json is not there.",
                "Download the model again with all of its folders."));
            return null;
        }

        FilesRead.Add(relative);
        return ModelJson.Read(file, diagnostics);
    }

    private PoolingModule? Pooling(string path, ModelJson config)
    {
        var modes = PoolingModes.Read(config, out var unknown);
        if (unknown is not null)
        {
            diagnostics.Add(ModelCodes.PoolingUnknown.At(
                new SourcePlace(config.File),
                $"'{unknown}' is no pooling mode; the modes are {string.Join(", ", PoolingModes.Names)}.",
                "Write the mode with which the model was trained."));
            return null;
        }

        var width = config.Integer("embedding_dimension") ?? config.Integer("word_embedding_dimension");
        return new PoolingModule(path, modes, config.Switch("include_prompt") ?? true, width);
    }

    private DenseModule? Dense(string path, ModelJson config)
    {
        var input = config.RequiredSize("in_features");
        var output = config.RequiredSize("out_features");
        if (input is null || output is null)
        {
            return null;
        }

        if (Activations.Parse(config.Text("activation_function")) is not { } activation)
        {
            diagnostics.Add(ModelCodes.ActivationUnknown.At(
                new SourcePlace(config.File),
                $"The activation '{config.Text("activation_function")}' is not known. Python would silently take tanh instead.",
                $"Use one of torch's {string.Join(", ", Activations.Names)}."));
            return null;
        }

        foreach (var key in (string[])["module_input_name", "module_output_name"])
        {
            if (config.Text(key) is { } name && name != "sentence_embedding")
            {
                diagnostics.Add(ModelCodes.ModuleUnsupported.At(
                    new SourcePlace(config.File),
                    $"The dense module works on '{name}', not on the vector of the text.",
                    "Only modules that read and write sentence_embedding are supported."));
                return null;
            }
        }

        return new DenseModule(path, input.Value, output.Value, config.Switch("bias") ?? true, activation, config.Switch("use_residual") ?? false);
    }

    private NormalizeModule? Normalize(string path)
    {
        var relative = path.Length == 0 ? "config.json" : $"{path}/config.json";
        var file = Path.Combine(folder, relative);
        if (path.Length > 0 && File.Exists(file))
        {
            FilesRead.Add(relative);
            if (ModelJson.Read(file, diagnostics)?.Text("module_input_name") is { } name && name != "sentence_embedding")
            {
                diagnostics.Add(ModelCodes.ModuleUnsupported.At(
                    new SourcePlace(file),
                    $"The module normalises '{name}', not the vector of the text.",
                    "Only modules that read and write sentence_embedding are supported."));
                return null;
            }
        }

        return new NormalizeModule(path);
    }

    private void Refuse(DiagnosticDescriptor descriptor, string message, string remedy) =>
        diagnostics.Add(descriptor.At(new SourcePlace(ManifestPath), message, remedy));

    private static string? Text(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
