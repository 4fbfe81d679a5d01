using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Weights.Graphs;

/// <summary>A graph made from a configuration and the names and shapes of tensors.</summary>
/// <param name="Model">The ONNX model; its weights are said to lie in other files.</param>
/// <param name="Weights">Where they lie.</param>
/// <param name="WeightFolder">The folder to which the model's places of weights are relative.</param>
/// <param name="Needs">The tensors that the graph takes.</param>
/// <param name="Width">Length of a token's vector.</param>
/// <param name="Vocabulary">Rows of the table that token ids are looked up in.</param>
public sealed record CompiledGraph(
    byte[] Model, Checkpoint Weights, string WeightFolder, IReadOnlyList<TensorNeed> Needs, int Width, int Vocabulary);

/// <summary>Makes the graph of a model folder that has weights and no ONNX file.</summary>
public static class GraphCompiler
{
    private const string Output = "last_hidden_state";

    /// <summary>The values of <c>model_type</c> that there are graphs for.</summary>
    public static IReadOnlyList<string> KnownArchitectures => Architectures.Names;

    /// <summary>Makes the graph of a model folder.</summary>
    /// <param name="folder">The model.</param>
    /// <returns>The graph; or everything that keeps it from being the model that was trained.</returns>
    public static Outcome<CompiledGraph> Compile(ModelFolder folder) => Compile(folder, ElementType.Single);

    /// <inheritdoc cref="Compile(ModelFolder)"/>
    /// <param name="folder">The model.</param>
    /// <param name="precision">The floating-point type that the graph computes in; what it gives is float32 in any case.</param>
    internal static Outcome<CompiledGraph> Compile(ModelFolder folder, ElementType precision)
    {
        var place = folder.At(folder.Modules[0].Path);
        var checkpoint = Checkpoint.Open(place);
        if (!checkpoint.Succeeded)
        {
            return checkpoint.FailedAs<CompiledGraph>();
        }

        var configPath = Path.Combine(place, "config.json");
        if (folder.Config is not { } config)
        {
            return WeightCodes.ConfigIncomplete.At(
                new SourcePlace(configPath),
                "The model has weights and no config.json, from which its graph would be made.",
                "Add the config.json that was saved with the weights.");
        }

        var compiled = Compile(config, configPath, checkpoint.Value, precision);
        return compiled.Succeeded ? Outcome.Success(compiled.Value, checkpoint.Diagnostics) : compiled;
    }

    /// <summary>Makes the graph of a configuration.</summary>
    /// <param name="config">The model's <c>config.json</c>.</param>
    /// <param name="configPath">Its path, for messages.</param>
    /// <param name="checkpoint">The weights; their headers suffice.</param>
    /// <returns>The graph; or everything that keeps it from being the model that was trained.</returns>
    public static Outcome<CompiledGraph> Compile(ModelConfig config, string configPath, Checkpoint checkpoint) =>
        Compile(config, configPath, checkpoint, ElementType.Single);

    private static Outcome<CompiledGraph> Compile(ModelConfig config, string configPath, Checkpoint checkpoint, ElementType precision)
    {
        var settings = new ArchitectureConfig(config.Json, configPath);
        if (Architectures.Find(settings) is not { } family)
        {
            return WeightCodes.ArchitectureUnknown.At(
                new SourcePlace(configPath),
                $"There is no graph for the model type {(settings.ModelType is { } type ? $"'{type}'" : "that config.json does not name")}; there are graphs for {string.Join(", ", Architectures.Names)}.",
                "Export the model to ONNX, and put the file at onnx/model.onnx.");
        }

        var names = WeightNames.Create(checkpoint, family.Prefixes, family.Roots);
        var graph = new GraphBuilder(names, precision);
        var states = family.Build(graph, settings, names);
        Diagnostic[] diagnostics = [.. settings.Diagnostics.DistinctBy(diagnostic => diagnostic.Message), .. settings.Diagnostics.Count > 0 ? [] : names.Diagnostics];
        if (diagnostics.Length > 0)
        {
            return Outcome.Failure<CompiledGraph>(diagnostics);
        }

        graph.Output(Output, states.Value, "batch", "sequence", states.Width);
        return new CompiledGraph(
            graph.Finish(settings.ModelType ?? "model"), checkpoint, names.Folder, graph.Needs, states.Width, states.Vocabulary);
    }
}
