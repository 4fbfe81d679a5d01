using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>Chooses the graph of a data type: the ONNX file, by the names that exporters give, or one made from the weights.</summary>
internal static class GraphOfDtype
{
    /// <summary>The data type of a file whose name says nothing else.</summary>
    public const string Usual = "float32";

    private const string WeightsFile = "model.safetensors";

    private static readonly Dictionary<string, Kind> Kinds = new(StringComparer.Ordinal)
    {
        [Usual] = new(ElementType.Single, []),
        ["float16"] = new(ElementType.Half, ["_fp16", "_float16", "_f16"]),
        ["bfloat16"] = new(ElementType.BFloat16, ["_bf16", "_bfloat16"]),
    };

    /// <summary>
    /// The file to run, and what a graph that is made from weights computes in: the file named, else the ONNX file of the data
    /// type, else the weights; no name for the obvious one.
    /// </summary>
    public static Outcome<GraphChoice> Choose(ModelFolder folder, EncoderOptions options)
    {
        if (!Kinds.TryGetValue(options.Dtype ?? Usual, out var kind))
        {
            return EncodingCodes.SettingInvalid.Here(
                $"'{options.Dtype}' is no data type that a model is run in.", $"Use {string.Join(" or ", Kinds.Keys)}.");
        }

        if (options.GraphName is not null || kind.Precision == ElementType.Single || folder.IsRunFromWeights)
        {
            return new GraphChoice(options.GraphName, kind.Precision);
        }

        var endings = kind.Endings;
        var found = folder.Graphs.Where(graph => endings.Any(ending => graph.EndsWith(ending + ".onnx", StringComparison.OrdinalIgnoreCase))).ToList();
        return found switch
        {
            [var only] => new GraphChoice(only, kind.Precision),
            [] when folder.Weights.Contains(WeightsFile) => new GraphChoice(WeightsFile, kind.Precision),
            [] => EncodingCodes.DtypeUnavailable.At(
                new SourcePlace(folder.Path),
                $"The model has no ONNX file in {options.Dtype}, such as model{endings[0]}.onnx; it has {(folder.Graphs.Count == 0 ? "none" : string.Join(", ", folder.Graphs))}.",
                "Export the model in this data type, or leave '--dtype' out."),
            _ when found.Find(graph => endings.Any(ending => graph == $"onnx/model{ending}.onnx")) is { } usual => new GraphChoice(usual, kind.Precision),
            _ => ModelCodes.GraphAmbiguous.At(
                new SourcePlace(folder.Path),
                $"The model has several ONNX files in {options.Dtype}: {string.Join(", ", found)}.",
                $"Call the one to run onnx/model{endings[0]}.onnx."),
        };
    }

    /// <summary>The data type that a model is run in, as far as files tell; or that it is another than was asked for.</summary>
    public static Outcome<string> Check(string path, EncoderOptions options, bool isHalf) => (options.Dtype, isHalf) switch
    {
        (null, _) => isHalf ? "float16" : Usual,
        (Usual, true) => EncodingCodes.DtypeUnavailable.At(
            new SourcePlace(path), "The ONNX file gives float16, and float32 was asked for.", "Export the model in float32, or leave '--dtype' out."),
        var (dtype, _) => dtype,
    };

    // The type, and how names of ONNX files in it end.
    private sealed record Kind(ElementType Precision, string[] Endings);
}

/// <summary>The graph that is asked for.</summary>
/// <param name="Name">A relative path; null to leave the choice to the rule.</param>
/// <param name="Precision">What a graph that is made from weights computes in.</param>
internal readonly record struct GraphChoice(string? Name, ElementType Precision);
