using System.Diagnostics;
using System.Globalization;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Tasks;

namespace Mteb.Benchmarks;

/// <summary>
/// Ranking metrics (nDCG, MAP, recall, precision at seven cut-offs, MRR) of 1,000 queries with 1,000 results each, in turns
/// with trec_eval on the same run. A second call of trec_eval that only counts queries shows what reading the files takes.
/// The means of both must agree to the four decimals that trec_eval prints.
/// </summary>
internal static class RankingBenchmark
{
    private const int Queries = 1000;
    private const int Results = 1000;
    private const int Documents = 100_000;

    private static readonly int[] Cutoffs = [1, 3, 5, 10, 20, 100, 1000];

    private static readonly (string Peer, RetrievalMetric Metric)[] Metrics =
        [("ndcg_cut", RetrievalMetric.Ndcg), ("map_cut", RetrievalMetric.Map), ("recall", RetrievalMetric.Recall), ("P", RetrievalMetric.Precision)];

    public static int Run(string? peer, int rounds)
    {
        var (run, qrels) = (Path.Combine(Path.GetTempPath(), $"mteb-{Environment.ProcessId}.run"), Path.Combine(Path.GetTempPath(), $"mteb-{Environment.ProcessId}.qrels"));
        try
        {
            var set = Make();
            Write(set, run, qrels);
            if (peer is null || !File.Exists(peer))
            {
                Console.WriteLine($"trec_eval was not found at '{peer}': '--peer PATH' names its program. Only the library is measured.");
                peer = null;
            }

            _ = set.Score(Cutoffs);
            for (var round = 1; round <= rounds; round++)
            {
                RetrievalScores? scores = null;
                var ours = Timed.Run(() => scores = set.Score(Cutoffs));
                Say($"  round {round}: library {1000 * ours.Wall:0} ms ({1000 * ours.Processor:0} of processor)");
                if (peer is not null)
                {
                    var (all, printed) = Call(peer, [.. Metrics.SelectMany(metric => new[] { "-m", $"{metric.Peer}.{string.Join(',', Cutoffs)}" }), "-m", "recip_rank", qrels, run]);
                    var (reading, _) = Call(peer, ["-m", "num_q", qrels, run]);
                    Say($"    trec_eval {1000 * all.Wall:0} ms ({1000 * all.Processor:0} of processor), {1000 * (all.Processor - reading.Processor):0} of it for the metrics: {(all.Processor - reading.Processor) / ours.Processor:0.0} times the library's, {all.Processor / ours.Processor:0.0} times with reading");
                    Compare(scores!.Values, printed);
                }
            }

            return 0;
        }
        finally
        {
            File.Delete(run);
            File.Delete(qrels);
        }
    }

    private static void Compare(RetrievalValues values, string printed)
    {
        var theirs = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t', StringSplitOptions.TrimEntries))
            .ToDictionary(words => words[0], words => words[2]);
        for (var i = 0; i < Cutoffs.Length; i++)
        {
            foreach (var (name, metric) in Metrics)
            {
                Check($"{name}_{Cutoffs[i]}", values[metric, i]);
            }
        }

        Check("recip_rank", values[RetrievalMetric.Mrr, Cutoffs.Length - 1]);

        void Check(string name, double[] own)
        {
            if (Math.Abs(own.Average() - double.Parse(theirs[name], CultureInfo.InvariantCulture)) > 0.5001e-4)
            {
                throw new InvalidOperationException($"{name}: {own.Average()} here, {theirs[name]} there.");
            }
        }
    }

    private static (Timed Time, string Printed) Call(string program, string[] arguments)
    {
        var (start, used) = (Stopwatch.GetTimestamp(), ProcessorOfChildren());
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (new Timed(Stopwatch.GetElapsedTime(start).TotalSeconds, ProcessorOfChildren() - used), printed);
    }

    // Linux adds the time of ended children to their parent: fields 16 and 17 of the process's line, in hundredths of a second.
    private static double ProcessorOfChildren()
    {
        var line = File.ReadAllText("/proc/self/stat");
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }

    // Every tenth score repeats the one before; each query has fifty judged documents, most of them among its results.
    private static RankedSet Make()
    {
        var random = new Random(5);
        string[] ids = [.. Enumerable.Range(0, Documents).Select(number => string.Create(CultureInfo.InvariantCulture, $"doc{number}"))];
        var (results, judgements) = (new List<QueryResult>(), new List<IReadOnlyDictionary<string, int>>());
        for (var query = 0; query < Queries; query++)
        {
            var documents = new HashSet<int>();
            while (documents.Count < Results)
            {
                documents.Add(random.Next(Documents));
            }

            var scores = new double[Results];
            for (var i = 0; i < Results; i++)
            {
                scores[i] = i % 10 == 9 ? scores[i - 1] : random.NextSingle();
            }

            results.Add(new QueryResult([.. documents], scores));
            var judged = documents.Take(40).Concat(Enumerable.Range(0, 10)).Distinct();
            judgements.Add(judged.ToDictionary(document => ids[document], _ => random.Next(3)));
        }

        return new RankedSet(
            [.. Enumerable.Range(0, Queries).Select(query => string.Create(CultureInfo.InvariantCulture, $"q{query}"))],
            results, judgements, document => ids[document],
            Comparer<int>.Create((left, right) => CodePointOrder.Compare(ids[left], ids[right])));
    }

    private static void Write(RankedSet set, string runPath, string qrelsPath)
    {
        using var run = new StreamWriter(runPath);
        using var qrels = new StreamWriter(qrelsPath);
        for (var query = 0; query < Queries; query++)
        {
            foreach (var (document, score) in set.Results[query].Documents.Zip(set.Results[query].Scores))
            {
                run.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.QueryIds[query]} Q0 {set.DocumentId(document)} 0 {score:R} x"));
            }

            foreach (var (document, judgement) in set.Judgements[query])
            {
                qrels.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.QueryIds[query]} 0 {document} {judgement}"));
            }
        }
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
