using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding;

/// <summary>Where a model runs.</summary>
/// <param name="Kind"><c>cpu</c>, <c>cuda</c>, <c>tensorrt</c>, <c>dml</c>, <c>webgpu</c> or <c>coreml</c>.</param>
/// <param name="Index">Which one, from 0.</param>
internal sealed record Device(string Kind, int Index)
{
    /// <summary>Whatever is there.</summary>
    public const string Auto = "auto";

    // Driver of NVIDIA on Linux, in Linux under Windows, on Windows.
    private static readonly string[] DriverTraces = ["/proc/driver/nvidia/version", "/dev/dxg", @"C:\Windows\System32\nvcuda.dll"];

    private static readonly Dictionary<string, string> Providers = new(StringComparer.Ordinal)
    {
        ["cpu"] = "CPUExecutionProvider",
        ["cuda"] = "CUDAExecutionProvider",
        ["tensorrt"] = "TensorrtExecutionProvider",
        ["dml"] = "DmlExecutionProvider",
        ["webgpu"] = "WebGpuExecutionProvider",
        ["coreml"] = "CoreMLExecutionProvider",
    };

    /// <summary>Whether the ONNX Runtime in use was built for it.</summary>
    public bool IsBuiltIn => OrtEnv.Instance().GetAvailableProviders().Contains(Providers[Kind]);

    /// <summary>Whether the processor itself does the work.</summary>
    public bool IsCpu => Kind == "cpu";

    /// <summary>
    /// The padded length of a text is a multiple of this. A processor gains nothing by padding; accelerators want multiples of
    /// 8, and few different shapes.
    /// </summary>
    public int LengthStep => IsCpu ? 1 : 8;

    /// <summary>Tokens of a batch. On the processor each thread has a batch of its own, which should stay in its cache.</summary>
    public int TokenBudget => IsCpu ? 512 : 32768;

    /// <summary>How a user writes it.</summary>
    public string Name => Index > 0 ? $"{Kind}:{Index}" : Kind;

    /// <summary>
    /// What to try, in order: for <c>auto</c>, as mteb does, an NVIDIA device (where its driver is installed) and then the
    /// processor; else what is named.
    /// </summary>
    public static Outcome<IReadOnlyList<Device>> Candidates(string text) => Candidates(text, DriverTraces.Any(Path.Exists));

    internal static Outcome<IReadOnlyList<Device>> Candidates(string text, bool hasDriver) =>
        text == Auto ? Outcome.Success<IReadOnlyList<Device>>(hasDriver ? [new("cuda", 0), new("cpu", 0)] : [new("cpu", 0)], [])
        : Parse(text) is { Succeeded: true } parsed ? Outcome.Success<IReadOnlyList<Device>>([parsed.Value], [])
        : Parse(text).FailedAs<IReadOnlyList<Device>>();

    /// <summary>Reads <c>kind</c> or <c>kind:index</c>.</summary>
    public static Outcome<Device> Parse(string text)
    {
        var parts = text.Split(':');
        var index = 0;
        if (parts.Length > 2 || !Providers.ContainsKey(parts[0])
            || (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index)))
        {
            return EncodingCodes.DeviceUnknown.Here(
                $"'{text}' is no device.", $"Use {Auto}, {string.Join(", ", Providers.Keys)}, with ':' and a number to name one of several, as in cuda:1.");
        }

        return new Device(parts[0], index);
    }

    /// <summary>The device's own memory; null where it is the processor's. To be disposed of.</summary>
    public OrtMemoryInfo? Memory() => Kind == "cuda" ? new OrtMemoryInfo(OrtMemoryInfo.allocatorCUDA, OrtAllocatorType.DeviceAllocator, Index, OrtMemType.Default) : null;

    /// <summary>Tells a session to run here.</summary>
    /// <param name="options">The session's options.</param>
    /// <param name="providerOptions">What the device is told besides; these win over what is said here.</param>
    /// <returns>Why that is impossible; null when it is not.</returns>
    public Diagnostic? Append(SessionOptions options, IReadOnlyDictionary<string, string> providerOptions)
    {
        if (!IsBuiltIn)
        {
            return Unavailable($"the ONNX Runtime in use was built for {string.Join(", ", OrtEnv.Instance().GetAvailableProviders())}", []);
        }

        try
        {
            AppendProvider(options, providerOptions);
            return null;
        }
        catch (OnnxRuntimeException error)
        {
            return Unavailable(RuntimeMessage.Clean(error), providerOptions);
        }
    }

    /// <summary>What to do where the device refuses: what was asked for it may be the reason.</summary>
    /// <param name="providerOptions">What the device is told besides.</param>
    /// <param name="otherwise">What to do if nothing that was asked is the reason, as a sentence without its first letter in capitals.</param>
    internal static string Remedy(IReadOnlyCollection<KeyValuePair<string, string>> providerOptions, string otherwise) => providerOptions.Count > 0
        ? $"If this is about a '--provider-option', correct it or leave it out; else {otherwise}"
        : $"{char.ToUpperInvariant(otherwise[0])}{otherwise[1..]}";

    private void AppendProvider(SessionOptions options, IReadOnlyDictionary<string, string> given)
    {
        var device = Index.ToString(CultureInfo.InvariantCulture);
        switch (Kind)
        {
            case "cpu":
                break;
            case "cuda":
                // TF32 would round every factor to ten bits.
                using (var cuda = new OrtCUDAProviderOptions())
                {
                    cuda.UpdateOptions(With(given, ("device_id", device), ("use_tf32", "0")));
                    options.AppendExecutionProvider_CUDA(cuda);
                }

                break;
            case "tensorrt":
                using (var tensorRt = new OrtTensorRTProviderOptions())
                {
                    tensorRt.UpdateOptions(With(given, ("device_id", device)));
                    options.AppendExecutionProvider_Tensorrt(tensorRt);
                }

                break;
            case "dml":
                options.AppendExecutionProvider("DML", With(given, ("device_id", device)));
                break;
            case "webgpu":
                options.AppendExecutionProvider("WebGPU", With(given));
                break;
            default:
                options.AppendExecutionProvider("CoreML", With(given));
                break;
        }
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> given, params (string Key, string Value)[] own)
    {
        var all = own.ToDictionary(option => option.Key, option => option.Value);
        foreach (var (key, value) in given)
        {
            all[key] = value;
        }

        return all;
    }

    private Diagnostic Unavailable(string why, IReadOnlyCollection<KeyValuePair<string, string>> providerOptions) => EncodingCodes.DeviceUnavailable.Here(
        $"The device '{Name}' cannot be used: {why}.",
        IsCpu ? "Install ONNX Runtime for this platform."
        : Remedy(providerOptions, Index > 0
            ? "name a device that is there, use the device cpu, or install the driver and the ONNX Runtime libraries for this device."
            : "use the device cpu, or install the driver and the ONNX Runtime libraries for this device."));
}
