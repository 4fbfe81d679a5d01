using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Models;

/// <summary>Finds and chooses the ONNX file of a model folder.</summary>
internal static class GraphChoice
{
    private const string ExportHint =
        "Save the model's weights as model.safetensors, or export an ONNX file with 'optimum-cli export onnx --task feature-extraction' and put it at onnx/model.onnx.";

    /// <summary>ONNX files in the folder, its <c>onnx</c> folder, and the same two places of the transformer module.</summary>
    public static IReadOnlyList<string> Find(string root, string transformerPath)
    {
        string[] places = [transformerPath, Join(transformerPath, "onnx"), "", "onnx"];
        return [.. places
            .Distinct(StringComparer.Ordinal)
            .Where(place => Directory.Exists(Path.Combine(root, place)))
            .SelectMany(place => Directory.EnumerateFiles(Path.Combine(root, place), "*.onnx")
                .Select(file => Join(place, Path.GetFileName(file))))
            .Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc cref="ModelFolder.ChooseGraph"/>
    public static Outcome<string> Choose(ModelFolder folder, string? name)
    {
        var place = new SourcePlace(folder.Path);
        if (name is not null)
        {
            var wanted = name.Replace('\\', '/');
            var named = folder.Graphs.Where(graph => graph == wanted || FileName(graph) == wanted).ToList();
            return named switch
            {
                [var only] => only,
                [] => ModelCodes.GraphNotFound.At(
                    place, $"The model has no ONNX file '{name}'; it has {List(folder.Graphs)}.", "Name one of the files that are there."),
                _ => named.Contains(wanted) ? wanted : ModelCodes.GraphAmbiguous.At(
                    place, $"Several ONNX files are called '{name}': {List(named)}.", "Give the path relative to the model folder."),
            };
        }

        return folder.Graphs switch
        {
            [] => ModelCodes.GraphMissing.At(place, $"The model folder holds no ONNX file{WhatItHas(folder)}.", ExportHint),
            [var only] => only,
            var several => Preferred(folder, several) is { } preferred ? preferred : ModelCodes.GraphAmbiguous.At(
                place,
                $"The model has {several.Count} ONNX files, and none is called model.onnx: {List(several)}.",
                "Call the one to run onnx/model.onnx, or name it."),
        };
    }

    private static string? Preferred(ModelFolder folder, IReadOnlyList<string> graphs)
    {
        var transformer = folder.Modules[0].Path;
        string[] order = [Join(transformer, "onnx/model.onnx"), Join(transformer, "model.onnx"), "onnx/model.onnx", "model.onnx"];
        return order.FirstOrDefault(graphs.Contains);
    }

    private static string WhatItHas(ModelFolder folder) => folder.Weights.Count > 0
        ? $" and no model.safetensors, from which its graph could be made; it has {List(folder.Weights)}"
        : " and no weights";

    private static string List(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);

    private static string FileName(string relative) => relative[(relative.LastIndexOf('/') + 1)..];

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
