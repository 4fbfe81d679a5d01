using Microsoft.ML.OnnxRuntime;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>Checks the files of a graph and loads it.</summary>
internal static class SessionOpener
{
    /// <summary>Checks that the weights which the graph keeps in other files are there.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="graph">The ONNX file, relative to the model folder.</param>
    /// <param name="facts">What the graph says about them.</param>
    /// <returns>The files, relative to the model folder; or what is missing.</returns>
    public static Outcome<IReadOnlyList<string>> FindExternalFiles(ModelFolder folder, string graph, GraphFacts facts)
    {
        var place = graph.Contains('/', StringComparison.Ordinal) ? graph[..(graph.LastIndexOf('/') + 1)] : "";
        var files = new List<string>();
        foreach (var name in facts.ExternalFiles)
        {
            if (Path.IsPathRooted(name) || name.Split('/', '\\').Contains(".."))
            {
                return ModelCodes.PathEscapes.At(
                    new SourcePlace(folder.At(graph)),
                    $"The ONNX file keeps weights in '{name}', which is outside its own folder.",
                    "Export the model again, with its data beside the ONNX file.");
            }

            if (!File.Exists(folder.At(place + name)))
            {
                return EncodingCodes.ExternalDataMissing.At(
                    new SourcePlace(folder.At(place + name)),
                    $"The ONNX file keeps weights in '{name}', and that file is not there.",
                    "Download or copy the file to the folder of the ONNX file.");
            }

            files.Add(place + name);
        }

        return Outcome.Success<IReadOnlyList<string>>(files, []);
    }

    /// <summary>Loads a graph where it can be run.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="devices">Where it may run, the best first.</param>
    /// <param name="providerOptions">What the device is told besides.</param>
    /// <returns>The session and its device, with a note of every better device and why it could not be used; or why the last one could not.</returns>
    public static Outcome<OpenSession> Open(GraphSource graph, IReadOnlyList<Device> devices, IReadOnlyDictionary<string, string> providerOptions)
    {
        var passedOver = new List<Diagnostic>();
        foreach (var device in devices)
        {
            var session = Open(graph, device, providerOptions);
            if (session.Succeeded)
            {
                return Outcome.Success(new OpenSession(session.Value, device), passedOver);
            }

            if (device == devices[^1])
            {
                return Outcome.Failure<OpenSession>([.. passedOver, .. session.Diagnostics]);
            }

            passedOver.AddRange(session.Diagnostics.Select(diagnostic => EncodingCodes.DevicePassedOver.At(
                diagnostic.Place, $"{diagnostic.Message} Another device is used.", $"{diagnostic.Remedy} To choose a device yourself, name it with '--device'.")));
        }

        throw new ArgumentException("There is no device to try.", nameof(devices));
    }

    /// <summary>Loads a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="providerOptions">What the device is told besides.</param>
    public static Outcome<InferenceSession> Open(GraphSource graph, Device device, IReadOnlyDictionary<string, string> providerOptions)
    {
        using var options = CreateOptions();
        if (device.Append(options, providerOptions) is { } refusal)
        {
            return refusal;
        }

        try
        {
            if (graph.Compiled is not { } compiled)
            {
                return new InferenceSession(graph.Path, options);
            }

            options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", compiled.WeightFolder);
            return new InferenceSession(compiled.Model, options);
        }
        catch (OnnxRuntimeException error)
        {
            return device.IsCpu
                ? EncodingCodes.GraphUnreadable.At(
                    new SourcePlace(graph.Path), $"ONNX Runtime cannot load the file: {RuntimeMessage.Clean(error)}.", "Download or export the file again, with an opset that ONNX Runtime knows.")
                : EncodingCodes.DeviceUnavailable.At(
                    new SourcePlace(graph.Path), $"The model cannot be loaded on {device.Kind}: {RuntimeMessage.Clean(error)}.", Device.Remedy(providerOptions, "try the device cpu."));
        }
    }

    /// <summary>Loads a graph of our own, in which nothing can be wrong, where a model runs already.</summary>
    /// <param name="graph">The ONNX model.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="providerOptions">What the device is told besides.</param>
    /// <returns>The session; or why the device failed.</returns>
    public static Outcome<InferenceSession> OpenOwn(byte[] graph, Device device, IReadOnlyDictionary<string, string> providerOptions)
    {
        using var options = CreateOptions();
        if (device.Append(options, providerOptions) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return new InferenceSession(graph, options);
        }
        catch (OnnxRuntimeException error)
        {
            return EncodingCodes.DeviceUnavailable.Here(
                $"The step after the model cannot be loaded on {device.Name}: {RuntimeMessage.Clean(error)}.",
                "Look whether other programs take the device's memory, and at what '--provider-option' says; or try the device cpu.");
        }
    }

    private static SessionOptions CreateOptions()
    {
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,

            // Several threads run the session at once, each with a batch of its own: no barriers, and nothing that spins.
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,

            // Lengths differ from batch to batch, so that memory plans by shape are never used again.
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}

/// <summary>A graph that is loaded, and where.</summary>
internal readonly record struct OpenSession(InferenceSession Session, Device Device);
