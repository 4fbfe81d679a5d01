using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Caching;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Models;

namespace Mteb.Benchmarks;

/// <summary>What a cache of vectors costs while it is filled, and what it saves when it is full; in turns with the same encoder without.</summary>
internal static class CacheBenchmark
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var folder = ModelFolder.Open(arguments.Model).Value ?? throw new InvalidOperationException("The model folder cannot be used.");
        var tokenizer = TokenizerFolder.Load(arguments.Model).Value ?? throw new InvalidOperationException("The tokenizer cannot be used.");
        using var encoder = OnnxEncoder.Create(folder, tokenizer, new EncoderOptions { Threads = arguments.Threads, TokenBudget = arguments.Budget }).Value
            ?? throw new InvalidOperationException("The model cannot be run.");
        var files = await encoder.DescribeFilesAsync(CancellationToken.None);
        var place = Path.Combine(Path.GetTempPath(), $"mteb-cache-{Environment.ProcessId}");
        try
        {
            foreach (var file in arguments.Data)
            {
                var sample = Sample.Take(TextFile.Read(file), tokenizer, encoder.MaximumLength, arguments.Tokens);
                Say($"{Path.GetFileName(file)}: {sample.Texts.Count} texts, {sample.Distinct.Count} distinct, {sample.DistinctTokens} tokens, {arguments.Threads} threads");
                await EncodeAsync(encoder, sample.Texts);
                for (var round = 1; round <= arguments.Rounds; round++)
                {
                    var plain = await Timed.RunAsync(() => EncodeAsync(encoder, sample.Texts));
                    var filling = await Timed.RunAsync(() => EncodeAsync(new CachedEncoder(new Borrowed(encoder), files, null, At(place, round)), sample.Texts));
                    var reading = await Timed.RunAsync(() => EncodeAsync(new CachedEncoder(new Borrowed(encoder), files, null, At(place, round)), sample.Texts));
                    var size = Directory.GetFiles(At(place, round).Folder, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);
                    Say($"  round {round}: without {plain.Wall:0.000} s, filling {filling.Wall:0.000} s (ratio {filling.Wall / plain.Wall:0.000}), reading {1e6 * reading.Wall / sample.Texts.Count:0.0} µs a text ({plain.Wall / reading.Wall:0} times as fast), {size / 1e6:0.0} MB");
                }

                Directory.Delete(place, recursive: true);
            }

            return 0;
        }
        finally
        {
            if (Directory.Exists(place))
            {
                Directory.Delete(place, recursive: true);
            }
        }
    }

    private static EmbeddingCacheOptions At(string place, int round) => new() { Folder = Path.Combine(place, FormattableString.Invariant($"{round}")) };

    private static async Task EncodeAsync(IModelEncoder encoder, IReadOnlyList<string> texts)
    {
        _ = (await encoder.EncodeAsync(texts, default, null, CancellationToken.None)).Value ?? throw new InvalidOperationException("Encoding failed.");
        (encoder as CachedEncoder)?.Dispose();
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    // The cache disposes what it wraps, and the model is used again.
    private sealed class Borrowed(IModelEncoder inner) : IModelEncoder
    {
        public EncoderFacts Facts => inner.Facts;

        public PromptRules Prompts => inner.Prompts;

        public SimilarityFunction Similarity => inner.Similarity;

        public Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken) => inner.DescribeFilesAsync(cancellationToken);

        public Task<Mteb.Schemas.Diagnostics.Outcome<EncodedTexts>> EncodeAsync(
            EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) => inner.EncodeAsync(request, progress, cancellationToken);

        public Task<Mteb.Schemas.Diagnostics.Outcome<EncodedTexts>> EncodeAsync(
            IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) =>
            inner.EncodeAsync(texts, prompt, progress, cancellationToken);

        public void Dispose()
        {
        }
    }
}
