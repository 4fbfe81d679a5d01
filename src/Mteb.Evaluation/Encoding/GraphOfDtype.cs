using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>Chooses the ONNX file of a data type, by the names that exporters give.</summary>
internal static class GraphOfDtype
{
    /// <summary>The data type of a file whose name says nothing else.</summary>
    public const string Usual = "float32";

    private static readonly Dictionary<string, string[]> Endings = new(StringComparer.Ordinal)
    {
        ["float16"] = ["_fp16", "_float16", "_f16"],
        ["bfloat16"] = ["_bf16", "_bfloat16"],
    };

    /// <summary>The file to run: the one named, else that of the data type; no name for the obvious one.</summary>
    public static Outcome<GraphName> Choose(ModelFolder folder, EncoderOptions options)
    {
        if (options.GraphName is not null || options.Dtype is null or Usual)
        {
            return new GraphName(options.GraphName);
        }

        if (!Endings.TryGetValue(options.Dtype, out var endings))
        {
            return EncodingCodes.SettingInvalid.Here(
                $"'{options.Dtype}' is no data type that a model is run in.", $"Use {Usual}, {string.Join(" or ", Endings.Keys)}.");
        }

        var found = folder.Graphs.Where(graph => endings.Any(ending => graph.EndsWith(ending + ".onnx", StringComparison.OrdinalIgnoreCase))).ToList();
        return found switch
        {
            [var only] => new GraphName(only),
            [] => EncodingCodes.DtypeUnavailable.At(
                new SourcePlace(folder.Path),
                $"The model has no ONNX file in {options.Dtype}, such as model{endings[0]}.onnx; it has {(folder.Graphs.Count == 0 ? "none" : string.Join(", ", folder.Graphs))}.",
                "Export the model in this data type, or leave '--dtype' out."),
            _ when found.Find(graph => endings.Any(ending => graph == $"onnx/model{ending}.onnx")) is { } usual => new GraphName(usual),
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
}

/// <summary>The graph that is asked for.</summary>
/// <param name="Name">A relative path; null to leave the choice to the rule.</param>
internal readonly record struct GraphName(string? Name);
