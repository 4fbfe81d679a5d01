using System.Diagnostics;
using System.Globalization;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Models;

namespace Mteb.Benchmarks;

/// <summary>From texts to vectors: the whole encoder against a bare session.</summary>
internal static class EncodeBenchmark
{
    private static readonly int[] Budgets = [1024, 2048, 4096, 8192, 16384, 32768];

    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var folder = ModelFolder.Open(arguments.Model).Value ?? throw new InvalidOperationException("The model folder cannot be used.");
        var tokenizer = TokenizerFolder.Load(arguments.Model).Value ?? throw new InvalidOperationException("The tokenizer cannot be used.");
        var created = OnnxEncoder.Create(folder, tokenizer, new EncoderOptions { Threads = arguments.Threads, TokenBudget = arguments.Budget });
        using var encoder = created.Value ?? throw new InvalidOperationException(created.Diagnostics[0].Message);
        foreach (var file in arguments.Data)
        {
            var sample = Sample.Take(TextFile.Read(file), tokenizer, encoder.MaximumLength, arguments.Tokens);
            Say($"{Path.GetRelativePath(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(file))!)!, file)}: {sample.Texts.Count} texts, {sample.Distinct.Count} distinct, {sample.DistinctTokens} tokens, {arguments.Threads} threads");
            await MeasureAsync(encoder, folder.At(encoder.GraphFile), sample, arguments);
        }

        return 0;
    }

    private static async Task MeasureAsync(OnnxEncoder encoder, string graph, Sample sample, BenchmarkArguments arguments)
    {
        var request = new EncodeRequest(sample.Texts, "Benchmark", "STS", "test", "default", null);
        async Task Whole() => _ = (await encoder.EncodeAsync(request, null, CancellationToken.None)).Value ?? throw new InvalidOperationException("Encoding failed.");

        await Whole();
        Say($"  peak memory of the process after the encoder's first pass: {PeakMegabytes():0} MB");
        using var spinning = new BareSession(graph, arguments.Threads, spins: true);
        using var waiting = new BareSession(graph, arguments.Threads, spins: false);

        // A pass of a quarter of the texts over all budgets, with threads that spin while they wait (the default) and without,
        // finds the two that are worth comparing with.
        var part = sample.Distinct.Where((_, index) => index % 4 == 0).ToList();
        var best = (
            from budget in Budgets
            from session in (BareSession[])[spinning, waiting]
            let trial = session.Prepare(part, budget)
            let time = Timed.Run(() => session.Run(trial))
            orderby time.Wall
            let batches = session.Prepare(sample.Distinct, budget)
            select (Name: $"{budget} tokens a batch{(session == spinning ? ", spinning" : "")}", Run: (Action)(() => session.Run(batches)))).Take(2).ToList();
        var (whole, peers) = (new List<Timed>(), new List<(string Name, Timed Time)>());
        for (var round = 0; round < arguments.Rounds; round++)
        {
            whole.Add(await Timed.RunAsync(Whole));
            peers.Add(best.Select(entry => (entry.Name, Time: Timed.Run(entry.Run))).MinBy(entry => entry.Time.Wall));
        }

        for (var round = 0; round < arguments.Rounds; round++)
        {
            Say($"  round {round + 1}: encoder {Rate(sample, whole[round])}   bare session ({peers[round].Name}) {Rate(sample, peers[round].Time)}   ratio {peers[round].Time.Wall / whole[round].Wall:0.000}");
        }

        var (ours, theirs) = (whole.MinBy(time => time.Wall), peers.MinBy(entry => entry.Time.Wall).Time);
        Say($"  best: encoder {Rate(sample, ours)}   bare session {Rate(sample, theirs)}   ratio {theirs.Wall / ours.Wall:0.000}");
        Say($"  median ratio {Median(whole.Zip(peers, (mine, peer) => peer.Time.Wall / mine.Wall)):0.000}; median ratio of processor time {Median(whole.Zip(peers, (mine, peer) => peer.Time.Processor / mine.Processor)):0.000}");
        Say($"  peak memory of the process with both: {PeakMegabytes():0} MB");
    }

    private static string Rate(Sample sample, Timed time) => string.Create(
        CultureInfo.InvariantCulture, $"{sample.DistinctTokens / time.Wall,8:0} tokens/s ({1e6 * time.Processor / sample.DistinctTokens,5:0} µs of processor a token)");

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static double PeakMegabytes() => Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}

/// <summary>How long something took.</summary>
/// <param name="Wall">Seconds by the clock.</param>
/// <param name="Processor">Seconds of processor time of the whole process.</param>
internal readonly record struct Timed(double Wall, double Processor)
{
    public static Timed Run(Action action)
    {
        var (clock, processor) = Start();
        action();
        return Stop(clock, processor);
    }

    public static async Task<Timed> RunAsync(Func<Task> action)
    {
        var (clock, processor) = Start();
        await action();
        return Stop(clock, processor);
    }

    private static (long Clock, TimeSpan Processor) Start() => (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

    private static Timed Stop(long clock, TimeSpan processor) =>
        new(Stopwatch.GetElapsedTime(clock).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
}

/// <summary>Texts of a measurement, and what the tokenizer makes of them.</summary>
/// <param name="Texts">The texts, in a fixed random order.</param>
/// <param name="Distinct">Their ids, without repeats.</param>
/// <param name="DistinctTokens">How many ids that are.</param>
internal sealed record Sample(IReadOnlyList<string> Texts, IReadOnlyList<int[]> Distinct, long DistinctTokens)
{
    public static Sample Take(IEnumerable<string> source, Tokenizer tokenizer, int maximumLength, int tokens)
    {
        var all = source.ToArray();
        new Random(1).Shuffle(all);
        var (texts, distinct, seen) = (new List<string>(), new List<int[]>(), new HashSet<string>());
        var total = 0L;
        foreach (var text in all)
        {
            var ids = new List<int>();
            tokenizer.Encode(text, maximumLength, ids);
            texts.Add(text);
            if (seen.Add(string.Join(',', ids)))
            {
                distinct.Add([.. ids]);
                total += ids.Count;
            }

            if (total >= tokens)
            {
                break;
            }
        }

        return new Sample(texts, distinct, total);
    }
}
