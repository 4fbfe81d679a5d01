using Microsoft.ML.OnnxRuntime;

namespace Mteb.Evaluation.Encoding;

/// <summary>Messages of ONNX Runtime for people: without error numbers, C++ source places, line ends and the final stop.</summary>
internal static class RuntimeMessage
{
    // What precedes the part that says something; the last one that is found counts.
    private static readonly string[] Preambles = ["[ErrorCode:", "[ONNXRuntimeError]", " was false. ", " : FAIL : ", " : INVALID_GRAPH : ", " : INVALID_PROTOBUF : "];

    // What allocators of ONNX Runtime, CUDA, cuDNN and DirectML say when there is no room.
    private static readonly string[] Shortages =
    [
        "failed to allocate memory", "out of memory", "out_of_memory", "bad allocation", "bad_alloc", "alloc_failed", "smaller than requested bytes", "8007000e",
    ];

    /// <summary>Whether a call failed because there was no memory for it; a smaller one may succeed.</summary>
    public static bool IsOutOfMemory(OnnxRuntimeException error) =>
        Array.Exists(Shortages, words => error.Message.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>The part of a message that says something.</summary>
    public static string Clean(OnnxRuntimeException error) => Clean(error.Message);

    /// <inheritdoc cref="Clean(OnnxRuntimeException)"/>
    public static string Clean(string message)
    {
        var line = string.Join(' ', message.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var start = 0;
        foreach (var preamble in Preambles)
        {
            var found = line.LastIndexOf(preamble, StringComparison.Ordinal);
            if (found < 0)
            {
                continue;
            }

            var end = preamble.StartsWith('[') ? line.IndexOf(']', found) + 1 : found + preamble.Length;
            start = Math.Max(start, end);
        }

        var rest = line[start..].TrimStart(' ', ':').TrimEnd('.', ' ');
        return rest.Length > 0 ? rest : line;
    }
}
