using Microsoft.ML.OnnxRuntime;
using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>
/// Pools where the model runs, so that vectors of tokens never leave the device: every mode but the maximum is a sum in which
/// each token has a share, and all sums of a batch are one product, shares × states, in single precision.
/// </summary>
internal sealed class DevicePooling : IDisposable
{
    private const string States = "states";
    private const string Shares = "shares";
    private const string Vectors = "vectors";

    private readonly InferenceSession _session;
    private readonly OrtMemoryInfo? _memory;

    private DevicePooling(InferenceSession session, IReadOnlyList<PoolingMode> modes, OrtMemoryInfo? memory)
    {
        _session = session;
        Modes = modes;
        _memory = memory;
    }

    /// <summary>How it pools; the vectors of the modes stand one after the other.</summary>
    public IReadOnlyList<PoolingMode> Modes { get; }

    /// <summary>Where vectors of tokens stay.</summary>
    public OrtMemoryInfo Memory => _memory ?? OrtMemoryInfo.DefaultInstance;

    /// <summary>Whether pooling can be done where the model runs: not for a mode that is no sum, or a device that this was not written for.</summary>
    /// <param name="device">Where the model runs.</param>
    /// <param name="modes">How to pool.</param>
    public static bool Serves(Device device, IReadOnlyList<PoolingMode> modes) =>
        modes.Count > 0 && !modes.Contains(PoolingMode.Max) && device.Kind is "cpu" or "cuda";

    /// <summary>Loads the step onto a device that it <see cref="Serves"/>.</summary>
    /// <param name="device">Where the model runs.</param>
    /// <param name="providerOptions">What the device is told besides, as for the model.</param>
    /// <param name="modes">How to pool.</param>
    /// <param name="isHalf">Whether the model gives half precision.</param>
    /// <returns>The step; or why the device failed.</returns>
    public static Outcome<DevicePooling> Create(
        Device device, IReadOnlyDictionary<string, string> providerOptions, IReadOnlyList<PoolingMode> modes, bool isHalf)
    {
        var session = SessionOpener.OpenOwn(Compile(modes.Count, isHalf), device, providerOptions);
        return session.Succeeded ? new DevicePooling(session.Value, modes, device.Memory()) : session.FailedAs<DevicePooling>();
    }

    /// <summary>Begins to bind values, on behalf of one thread.</summary>
    public OrtIoBinding Bind() => _session.CreateIoBinding();

    /// <summary>Pools a batch.</summary>
    /// <param name="binding">The thread's binding.</param>
    /// <param name="options">Options of the run.</param>
    /// <param name="states">Vectors of tokens, where <see cref="Memory"/> says.</param>
    /// <param name="shares">The shares of the tokens, <c>[texts, modes, tokens]</c>, in the processor's memory.</param>
    /// <returns>One tensor in the processor's memory, <c>[texts, modes, width]</c>.</returns>
    public IDisposableReadOnlyCollection<OrtValue> Run(OrtIoBinding binding, RunOptions options, OrtValue states, OrtValue shares)
    {
        binding.BindInput(States, states);
        binding.BindInput(Shares, shares);
        binding.BindOutputToDevice(Vectors, OrtMemoryInfo.DefaultInstance);
        return _session.RunWithBoundResults(options, binding);
    }

    /// <summary>Frees the device's memory.</summary>
    public void Dispose()
    {
        _session.Dispose();
        _memory?.Dispose();
    }

    private static byte[] Compile(int modes, bool isHalf)
    {
        var graph = new GraphBuilder(weights: null);
        var states = graph.Input(States, isHalf ? ElementType.Half : ElementType.Single, "batch", "sequence", "width");
        var shares = graph.Input(Shares, ElementType.Single, "batch", modes, "sequence");
        graph.Output(Vectors, graph.Node("MatMul", [shares, isHalf ? graph.Cast(states, ElementType.Single) : states]), "batch", modes, "width");
        return graph.Finish("pooling");
    }
}
