using Microsoft.ML.OnnxRuntime;

namespace Mteb.Benchmarks;

/// <summary>
/// The peer: an ONNX Runtime session with all threads inside one run, fed with batches that were made
/// beforehand: texts sorted by length, each batch padded to its longest text. Nothing is done with what comes out.
/// </summary>
internal sealed class BareSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    public BareSession(string graph, int threads, bool spins)
    {
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", spins ? "1" : "0");
        _session = new InferenceSession(graph, options);
        _inputNames = [.. _session.InputNames];
        _outputNames = [_session.OutputNames[0]];
    }

    /// <summary>Makes batches of at most so many tokens, padding included.</summary>
    public IReadOnlyList<OrtValue[]> Prepare(IReadOnlyList<int[]> texts, int budget)
    {
        var batches = new List<OrtValue[]>();
        var sorted = texts.OrderByDescending(text => text.Length).ToList();
        for (var start = 0; start < sorted.Count;)
        {
            var length = sorted[start].Length;
            var rows = Math.Min(Math.Max(budget / length, 1), sorted.Count - start);
            batches.Add(Wrap(sorted.GetRange(start, rows), length));
            start += rows;
        }

        return batches;
    }

    public void Run(IReadOnlyList<OrtValue[]> batches)
    {
        foreach (var batch in batches)
        {
            using var outputs = _session.Run(_options, _inputNames, batch, _outputNames);
        }
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    private OrtValue[] Wrap(List<int[]> texts, int length)
    {
        var (ids, mask, types) = (new long[texts.Count * length], new long[texts.Count * length], new long[texts.Count * length]);
        for (var row = 0; row < texts.Count; row++)
        {
            for (var i = 0; i < texts[row].Length; i++)
            {
                ids[(row * length) + i] = texts[row][i];
                mask[(row * length) + i] = 1;
            }
        }

        long[] shape = [texts.Count, length];
        return [.. _inputNames.Select(name => OrtValue.CreateTensorValueFromMemory(
            name switch { "input_ids" => ids, "attention_mask" => mask, _ => types }, shape))];
    }
}
