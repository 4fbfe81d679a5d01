using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>The graph of a model: an ONNX file, or one that was made from the configuration and refers to the weights.</summary>
/// <param name="Name">The file that it comes from, relative to the model folder.</param>
/// <param name="Path">The path of that file, for messages.</param>
/// <param name="Facts">What was read from it.</param>
/// <param name="Files">Other files that hold its weights, relative to the model folder.</param>
/// <param name="Compiled">The graph that was made; null for an ONNX file.</param>
internal sealed record GraphSource(string Name, string Path, GraphFacts Facts, IReadOnlyList<string> Files, CompiledGraph? Compiled)
{
    /// <summary>Finds the graph: the file that was named, else an ONNX file, else the weights.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="choice">A file name or relative path of an ONNX or safetensors file, or none to leave it to the rule; and what a graph made from weights computes in.</param>
    public static Outcome<GraphSource> Find(ModelFolder folder, GraphChoice choice) =>
        choice.Name?.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase) ?? folder.IsRunFromWeights
            ? FromWeights(folder, choice.Precision)
            : FromFile(folder, choice.Name);

    private static Outcome<GraphSource> FromFile(ModelFolder folder, string? name)
    {
        var chosen = folder.ChooseGraph(name);
        if (!chosen.Succeeded)
        {
            return chosen.FailedAs<GraphSource>();
        }

        var path = folder.At(chosen.Value);
        var facts = GraphFactsReader.Read(path);
        if (!facts.Succeeded)
        {
            return facts.FailedAs<GraphSource>();
        }

        var external = SessionOpener.FindExternalFiles(folder, chosen.Value, facts.Value);
        return external.Succeeded
            ? new GraphSource(chosen.Value, path, facts.Value, external.Value, Compiled: null)
            : external.FailedAs<GraphSource>();
    }

    private static Outcome<GraphSource> FromWeights(ModelFolder folder, ElementType precision)
    {
        var compiled = GraphCompiler.Compile(folder, precision);
        if (!compiled.Succeeded)
        {
            return compiled.FailedAs<GraphSource>();
        }

        var weights = compiled.Value.Weights;
        var facts = new GraphFacts([], compiled.Value.Vocabulary, LooksAcrossBatch: false);
        return Outcome.Success(
            new GraphSource(Relative(folder, weights.Place), weights.Place, facts, [.. weights.Files.Select(file => Relative(folder, file.Path))], compiled.Value),
            compiled.Diagnostics);
    }

    private static string Relative(ModelFolder folder, string path) => System.IO.Path.GetRelativePath(folder.Path, path).Replace('\\', '/');
}
