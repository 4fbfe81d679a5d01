using Mteb.Evaluation.Weights;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>Reads the weights of dense modules.</summary>
internal static class DenseReader
{
    /// <summary>Reads one module's <c>model.safetensors</c>.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="module">The module.</param>
    /// <returns>The layer; or what is missing or of the wrong shape.</returns>
    public static Outcome<DenseLayer> Read(ModelFolder folder, DenseModule module)
    {
        var path = folder.At(module.Path.Length == 0 ? "model.safetensors" : module.Path + "/model.safetensors");
        if (!File.Exists(path))
        {
            var pickled = File.Exists(folder.At(module.Path + "/pytorch_model.bin"));
            return EncodingCodes.WeightsMissing.At(
                new SourcePlace(path),
                pickled
                    ? "The dense module has its weights only as pytorch_model.bin, which can hold code and is not read."
                    : "The dense module has no weights.",
                pickled ? "Save the model again with safetensors." : "Download the model again with all of its folders.");
        }

        var opened = SafetensorsFile.Open(path);
        if (!opened.Succeeded)
        {
            return opened.FailedAs<DenseLayer>();
        }

        var needsMap = module.HasResidual && module.InputWidth != module.OutputWidth;
        var diagnostics = new List<Diagnostic>();
        var weight = Tensor(opened.Value, "linear.weight", [module.OutputWidth, module.InputWidth], diagnostics);
        var bias = module.HasBias ? Tensor(opened.Value, "linear.bias", [module.OutputWidth], diagnostics) : null;
        var residual = needsMap ? Tensor(opened.Value, "residual.weight", [module.OutputWidth, module.InputWidth], diagnostics) : null;
        return diagnostics.Count > 0 ? Outcome.Failure<DenseLayer>(diagnostics) : new DenseLayer(module, weight!, bias, residual);
    }

    private static float[]? Tensor(SafetensorsFile file, string name, long[] shape, List<Diagnostic> diagnostics)
    {
        var read = file.ReadSingles(name);
        if (!read.Succeeded)
        {
            diagnostics.AddRange(read.Diagnostics);
            return null;
        }

        var actual = file.Entries[name].Shape;
        if (!actual.SequenceEqual(shape))
        {
            diagnostics.Add(EncodingCodes.WeightsShape.At(
                new SourcePlace(file.Path),
                $"The tensor '{name}' has the shape [{string.Join(", ", actual)}], the module's config.json asks for [{string.Join(", ", shape)}].",
                "Use the weights and the configuration of the same model."));
            return null;
        }

        return read.Value;
    }
}
