namespace Mteb.Tool;

/// <summary>The environment variables that the tool itself reads; <c>docs/options.md</c> lists the same.</summary>
internal static class ToolVariables
{
    /// <summary>"1" shows the stack of an internal error.</summary>
    public const string Debug = "MTEB_DEBUG";

    /// <summary>Anything switches colours off (no-color.org).</summary>
    public const string NoColour = "NO_COLOR";

    /// <summary>"dumb" is a terminal that cannot move its cursor.</summary>
    public const string Terminal = "TERM";

    /// <summary>"true" on build servers.</summary>
    public const string Ci = "CI";

    /// <summary>The key of an endpoint.</summary>
    public const string EndpointKey = "MTEB_ENDPOINT_KEY";

    /// <summary>The folder of an ONNX Runtime to use instead of the tool's own.</summary>
    public const string OnnxRuntime = "MTEB_ONNXRUNTIME";

    /// <summary>All of them, with what each means.</summary>
    public static IReadOnlyList<(string Name, string Default, string Meaning)> All =>
    [
        (Debug, "—", "`1` shows the stack of an internal error, as `--verbosity 3` does."),
        (EndpointKey, "—", "The key for `--endpoint`, sent as a bearer token; it is never shown or stored."),
        (OnnxRuntime, "the tool's own", "The folder of another ONNX Runtime, such as one with CUDA (docs/gpu.md)."),
        (NoColour, "—", "Any value switches colours off."),
        (Ci, "—", "`true` treats warnings about the model as errors, as `--ci` does."),
        (Terminal, "—", "`dumb` gives progress as lines, as in a log."),
    ];
}
