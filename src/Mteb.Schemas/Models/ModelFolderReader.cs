using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Models;

/// <summary>Reads the JSON files of a model folder and puts the facts together.</summary>
internal static class ModelFolderReader
{
    private const string SettingsFile = "config_sentence_transformers.json";

    private static readonly string[] Similarities = ["cosine", "dot", "euclidean", "manhattan"];

    /// <inheritdoc cref="ModelFolder.Open"/>
    public static Outcome<ModelFolder> Read(string path)
    {
        if (!Directory.Exists(path))
        {
            return ModelCodes.FolderMissing.At(
                new SourcePlace(path),
                File.Exists(path) ? $"'{path}' is a file, not a folder." : $"There is no folder '{path}'.",
                "Give the path of the folder that holds config.json and the other files of the model.");
        }

        try
        {
            return ReadExisting(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ModelCodes.FileUnreadable.At(
                new SourcePlace(path), $"The folder cannot be read: {error.Message}", "Check that the folder and its files may be read.");
        }
    }

    private static Outcome<ModelFolder> ReadExisting(string path)
    {
        var diagnostics = new List<Diagnostic>();
        var files = new List<string>();
        var hasModules = File.Exists(Path.Combine(path, "modules.json"));
        if (!hasModules && !File.Exists(Path.Combine(path, "config.json")) && GraphChoice.Find(path, "").Count == 0)
        {
            return ModelCodes.NotAModel.At(
                new SourcePlace(path),
                $"'{path}' holds neither modules.json nor config.json nor an ONNX file.",
                "Give the folder of a sentence-transformers or transformers model.");
        }

        var modules = ReadModules(path, hasModules, files, diagnostics);
        var first = modules.Count > 0 ? modules[0].Path : "";
        var config = Optional(path, first, "config.json", files, diagnostics) is { } json ? ModelConfigReader.Read(json) : null;
        if (!hasModules)
        {
            AssumePooling(path, config, modules, diagnostics);
        }

        var module = LengthRule.ModuleFiles.Select(name => Optional(path, first, name, files, diagnostics)).FirstOrDefault(read => read is not null);
        var tokenizer = Optional(path, first, "tokenizer_config.json", files, diagnostics);
        var settings = Optional(path, "", SettingsFile, files, diagnostics);
        CheckOrder(path, hasModules, modules, diagnostics);
        var folder = new ModelFolder
        {
            Path = path,
            HasModules = hasModules,
            Modules = modules,
            Config = config,
            Prompts = settings?.Map("prompts") ?? [],
            DefaultPromptName = settings?.Text("default_prompt_name"),
            SimilarityName = settings?.Text("similarity_fn_name"),
            MaximumLength = LengthRule.Apply(module, tokenizer, config),
            LowerCase = module?.Switch("do_lower_case") ?? false,
            Graphs = GraphChoice.Find(path, first),
            Weights = Weights(path, first),
            TokenizerFile = ExistingTokenizer(path, first),
        };
        CheckSettings(folder, diagnostics);
        folder = folder with { Files = AllFiles(folder, files) };
        return diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error)
            ? Outcome.Failure<ModelFolder>(diagnostics)
            : Outcome.Success(folder, diagnostics);
    }

    private static List<ModelModule> ReadModules(string path, bool hasModules, List<string> files, List<Diagnostic> diagnostics)
    {
        if (!hasModules)
        {
            return [new TransformerModule("")];
        }

        files.Add("modules.json");
        var reader = new ModuleReader(path, diagnostics);
        var modules = reader.Read();
        files.AddRange(reader.FilesRead);
        return modules;
    }

    /// <summary>What sentence-transformers does without modules.json: the last token for causal language models, else the mean.</summary>
    private static void AssumePooling(string path, ModelConfig? config, List<ModelModule> modules, List<Diagnostic> diagnostics)
    {
        var causal = config is { Architectures: [var architecture, ..] }
            && architecture.EndsWith("ForCausalLM", StringComparison.Ordinal) && config.IsCausal != false;
        var mode = causal ? PoolingMode.LastToken : PoolingMode.Mean;
        modules.Add(new PoolingModule("", [mode], IncludePrompt: true, Width: null));
        diagnostics.Add(ModelCodes.PoolingAssumed.At(
            new SourcePlace(path),
            $"There is no modules.json; like sentence-transformers, {(causal ? "the last token's vector is" : "the mean over the tokens is")} taken, without normalisation.",
            "Add modules.json and 1_Pooling/config.json that say how the model was trained to pool."));
    }

    private static void CheckOrder(string path, bool hasModules, List<ModelModule> modules, List<Diagnostic> diagnostics)
    {
        if (!hasModules || diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error))
        {
            return;
        }

        var sound = modules switch
        {
            [TransformerModule, PoolingModule, .. var rest] => rest.All(module => module is DenseModule or NormalizeModule),
            [TransformerModule] => true,
            [StaticEmbeddingModule, .. var rest] => rest.All(module => module is DenseModule or NormalizeModule),
            _ => false,
        };
        if (!sound)
        {
            var order = string.Join(", ", modules.Select(module => module.GetType().Name.Replace("Module", "", StringComparison.Ordinal)));
            diagnostics.Add(ModelCodes.ModuleOrder.At(
                new SourcePlace(Path.Combine(path, "modules.json")),
                $"The modules are {order}; an encoder starts with Transformer and Pooling, or with StaticEmbedding, and goes on with Dense and Normalize.",
                "Put the modules into that order, or export the whole model to ONNX with an output called sentence_embedding."));
        }
    }

    private static void CheckSettings(ModelFolder folder, List<Diagnostic> diagnostics)
    {
        var settings = new SourcePlace(folder.At(SettingsFile));
        if (folder.SimilarityName is { } similarity && !Similarities.Contains(similarity))
        {
            diagnostics.Add(ModelCodes.SimilarityUnknown.At(
                settings, $"'{similarity}' is no similarity function of one vector per text.", $"Use one of {string.Join(", ", Similarities)}."));
        }

        if (folder.DefaultPromptName is { } name && name is not ("query" or "document") && folder.Prompts.All(prompt => prompt.Key != name))
        {
            diagnostics.Add(ModelCodes.DefaultPromptUndeclared.At(
                settings,
                $"The default prompt '{name}' is not among the declared prompts ({string.Join(", ", folder.Prompts.Select(prompt => prompt.Key))}).",
                "Declare the prompt under 'prompts', or set 'default_prompt_name' to null."));
        }

        if (folder.Config is { RemoteCode.Count: > 0 } config)
        {
            diagnostics.Add(ModelCodes.RemoteCode.At(
                new SourcePlace(folder.At("config.json")),
                $"'auto_map' refers to Python code of the model's own ({string.Join(", ", config.RemoteCode.Values)}). It is never run here.",
                "Make sure that the ONNX file was exported with that code."));
        }

        if (folder.Pooling?.Width is { } width && folder.Config?.HiddenSize is { } hidden && width != hidden)
        {
            diagnostics.Add(ModelCodes.PoolingWidth.At(
                new SourcePlace(folder.At(folder.Pooling.Path + "/config.json")),
                $"The pooling module says {width} dimensions, config.json says {hidden}.",
                "Correct the number in the pooling module; pooling itself does not depend on it."));
        }

        if (folder.MaximumLength.Tokens is { } tokens && folder.Config?.UsablePositions is { } positions && tokens > positions)
        {
            diagnostics.Add(ModelCodes.LengthBeyondPositions.At(
                new SourcePlace(folder.Path),
                $"{folder.MaximumLength.Source} says {tokens} tokens, but the model has only {positions} positions; longer texts are cut there.",
                "Set the maximum length to what the model can read."));
        }
    }

    private static ModelJson? Optional(string root, string module, string name, List<string> files, List<Diagnostic> diagnostics)
    {
        var relative = module.Length == 0 ? name : $"{module}/{name}";
        var file = Path.Combine(root, relative);
        if (!File.Exists(file))
        {
            return null;
        }

        files.Add(relative);
        return ModelJson.Read(file, diagnostics);
    }

    private static List<string> Weights(string root, string module)
    {
        var place = Path.Combine(root, module);
        return !Directory.Exists(place)
            ? []
            : [.. Directory.EnumerateFiles(place, "*.safetensors")
                .Select(file => module.Length == 0 ? Path.GetFileName(file) : $"{module}/{Path.GetFileName(file)}")
                .Order(StringComparer.Ordinal)];
    }

    private static string? ExistingTokenizer(string root, string module)
    {
        string[] places = module.Length == 0 ? ["tokenizer.json"] : [$"{module}/tokenizer.json", "tokenizer.json"];
        return places.FirstOrDefault(place => File.Exists(Path.Combine(root, place)));
    }

    private static List<string> AllFiles(ModelFolder folder, List<string> read)
    {
        IEnumerable<string> all = [.. read, .. folder.Graphs, .. folder.Weights];
        if (folder.TokenizerFile is { } tokenizer)
        {
            all = all.Append(tokenizer);
        }

        foreach (var dense in folder.Modules.OfType<DenseModule>())
        {
            all = all.Concat(Weights(folder.Path, dense.Path));
        }

        return [.. all.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
