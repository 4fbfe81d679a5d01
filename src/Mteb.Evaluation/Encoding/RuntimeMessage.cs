using Microsoft.ML.OnnxRuntime;

namespace Mteb.Evaluation.Encoding;

/// <summary>Messages of ONNX Runtime for people: without error numbers, C++ source places, line ends and the final stop.</summary>
internal static class RuntimeMessage
{
    // What precedes the part that says something; the last one that is found counts.
    private static readonly string[] Preambles = ["[ErrorCode:", "[ONNXRuntimeError]", " was false. ", " : FAIL : ", " : INVALID_GRAPH : ", " : INVALID_PROTOBUF : "];

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
