using System.Diagnostics;
using System.Numerics.Tensors;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tokenization;
using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Models;

namespace Mteb.Benchmarks;

/// <summary>A graph made from the weights: its memory against theirs, and its speed against the ONNX file beside them.</summary>
internal static class WeightsBenchmark
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var folder = ModelFolder.Open(arguments.Model).Value ?? throw new InvalidOperationException("The model folder cannot be used.");
        var tokenizer = TokenizerFolder.Load(arguments.Model).Value ?? throw new InvalidOperationException("The tokenizer cannot be used.");
        var sample = Sample.Take(TextFile.Read(arguments.Data[0]), tokenizer, folder.MaximumLength.Tokens ?? 512, arguments.Tokens);
        var compiled = GraphCompiler.Compile(folder).Value ?? throw new InvalidOperationException("There is no graph for the weights.");
        var weights = compiled.Needs.Sum(need => need.Shape.Aggregate(4L, (size, dimension) => size * dimension)) / 1e6;
        var before = PeakMegabytes();
        var opened = Stopwatch.GetTimestamp();
        using var made = Open(folder, tokenizer, arguments, "model.safetensors");
        Say($"{weights:0.0} MB of weights as float32; opened in {Stopwatch.GetElapsedTime(opened).TotalSeconds:0.00} s");
        Say($"peak memory of the process after opening, less that before: {PeakMegabytes() - before:0.0} MB, {(PeakMegabytes() - before) / weights:0.00} times the weights");
        if (folder.Graphs.Count == 0)
        {
            return 0;
        }

        using var exported = Open(folder, tokenizer, arguments, null);
        await CompareAsync(made, exported, sample, arguments);
        return 0;
    }

    private static async Task CompareAsync(OnnxEncoder made, OnnxEncoder exported, Sample sample, BenchmarkArguments arguments)
    {
        var (first, second) = (await EncodeAsync(made, sample), await EncodeAsync(exported, sample));
        var cosines = Enumerable.Range(0, sample.Texts.Count)
            .Select(text => TensorPrimitives.CosineSimilarity(first.Embeddings[text], second.Embeddings[text]));
        Say($"{sample.Texts.Count} texts, {sample.DistinctTokens} tokens, {arguments.Threads} threads; least cosine between the two graphs: {cosines.Min():0.0000000}");
        var ratios = new List<double>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            var ours = await Timed.RunAsync(() => EncodeAsync(made, sample));
            var theirs = await Timed.RunAsync(() => EncodeAsync(exported, sample));
            ratios.Add(theirs.Wall / ours.Wall);
            Say($"  round {round + 1}: from weights {sample.DistinctTokens / ours.Wall:0} tokens/s   {exported.GraphFile} {sample.DistinctTokens / theirs.Wall:0} tokens/s   ratio {ratios[^1]:0.000}");
        }

        Say($"  median ratio {ratios.Order().ElementAt(ratios.Count / 2):0.000}");
    }

    private static OnnxEncoder Open(ModelFolder folder, Tokenizer tokenizer, BenchmarkArguments arguments, string? graph)
    {
        var options = new EncoderOptions { Threads = arguments.Threads, TokenBudget = arguments.Budget, GraphName = graph };
        var created = OnnxEncoder.Create(folder, tokenizer, options);
        return created.Value ?? throw new InvalidOperationException(created.Diagnostics[0].Message);
    }

    private static async Task<EncodedTexts> EncodeAsync(OnnxEncoder encoder, Sample sample)
    {
        var request = new EncodeRequest(sample.Texts, "Benchmark", "STS", "test", "default", null);
        return (await encoder.EncodeAsync(request, null, CancellationToken.None)).Value ?? throw new InvalidOperationException("Encoding failed.");
    }

    private static double PeakMegabytes() => Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
