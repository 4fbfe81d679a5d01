using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Catalogue;

namespace Mteb.Benchmarks;

/// <summary>
/// A search over a whole corpus whose vectors lie in a file: queries × documents × columns, the best k of each query. Beside
/// it, in turns, the bare products of the same matrices with the library's own product, and with another program that prints
/// its seconds, such as one that calls OpenBLAS.
/// </summary>
internal static class SearchBenchmark
{
    private const int Chunk = 50_000;

    public static int Run(SearchArguments arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"mteb-search-{Environment.ProcessId}.f32");
        try
        {
            Write(path, arguments.Documents, arguments.Columns);
            using var documents = MappedVectors.Open(path, arguments.Columns);
            var queries = new EmbeddingMatrix(Values(new Random(2), arguments.Queries * arguments.Columns), arguments.Queries, arguments.Columns);
            var inputs = Inputs(arguments);
            Say($"{arguments.Queries} queries, {arguments.Documents} documents, {arguments.Columns} columns, top {arguments.Best}, {Environment.ProcessorCount} processors; before the search: {Resident()}");
            for (var round = 1; round <= arguments.Rounds; round++)
            {
                var search = Timed.Run(() => Search(inputs, queries, documents, arguments.Best));
                Say($"  round {round}: search {search.Wall:0.00} s (processor {search.Processor:0.00} s)");
                Compare("our products alone", search, Timed.Run(() => Multiply(queries, documents)));
                if (arguments.Peer is { } command)
                {
                    int[] sizes = [arguments.Queries, arguments.Documents, arguments.Columns];
                    Compare("products of the peer", search, Peer.Run(command, sizes.Select(size => size.ToString(CultureInfo.InvariantCulture))));
                }
            }

            Say($"  at the end: {Resident()}");
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int Search(RetrievalInputs inputs, EmbeddingMatrix queries, MappedVectors documents, int best)
    {
        var search = new CorpusSearch(inputs, queries, new ModelSimilarity(SimilarityFunction.Cosine, SimdMatrixProduct.Instance), best);
        for (long start = 0; start < documents.Rows; start += Chunk)
        {
            search.Add(documents.Slice(start, (int)Math.Min(Chunk, documents.Rows - start)), (int)start, CancellationToken.None);
        }

        return search.Results().Length;
    }

    // Nothing but the products: blocks of rows, as many threads as there are processors.
    private static int Multiply(EmbeddingMatrix queries, MappedVectors documents)
    {
        const int block = 2048;
        var blocks = (int)((documents.Rows + block - 1) / block);
        Parallel.For(0, blocks, () => new float[queries.Rows * block], (i, _, products) =>
        {
            var start = (long)i * block;
            var part = documents.Slice(start, (int)Math.Min(block, documents.Rows - start));
            SimdMatrixProduct.Instance.Multiply(queries.Values.Span, queries.Rows, part.Values.Span, part.Rows, part.Columns, products);
            return products;
        }, _ => { });
        return blocks;
    }

    private static void Compare(string name, Timed search, Timed other) => Say(
        $"    {name} {other.Wall:0.00} s (processor {other.Processor:0.00} s): the search takes {search.Wall / other.Wall:0.00} times as long, {search.Processor / other.Processor:0.00} times the processor");

    private static RetrievalInputs Inputs(SearchArguments arguments)
    {
        string[] documents = [.. Enumerable.Range(0, arguments.Documents).Select(number => string.Create(CultureInfo.InvariantCulture, $"d{number}"))];
        string[] queries = [.. Enumerable.Range(0, arguments.Queries).Select(number => string.Create(CultureInfo.InvariantCulture, $"q{number}"))];
        var judged = new Dictionary<string, int> { [documents[0]] = 1 };
        var task = new TaskFacts
        {
            Name = "Search",
            Type = "Retrieval",
            BaseClass = "AbsTaskRetrieval",
            MainScore = "ndcg_at_10",
            EvalSplits = ["test"],
            Subsets = [new SubsetFacts("default", ["eng-Latn"])],
            Attributes = new Dictionary<string, System.Text.Json.JsonElement>(),
        };
        var data = new RetrievalData
        {
            DocumentIds = documents,
            DocumentTexts = documents,
            QueryIds = queries,
            Queries = [.. queries.Select(id => new QueryText(id))],
            Qrels = queries.ToDictionary(id => id, _ => (IReadOnlyDictionary<string, int>)judged),
        };
        return RetrievalInputs.Prepare(task, "test", "default", data).Value!;
    }

    private static void Write(string path, int rows, int columns)
    {
        var random = new Random(1);
        using var file = File.Create(path);
        for (var start = 0; start < rows; start += Chunk)
        {
            file.Write(MemoryMarshal.AsBytes<float>(Values(random, Math.Min(Chunk, rows - start) * columns)));
        }
    }

    private static float[] Values(Random random, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = random.NextSingle() - 0.5f;
        }

        return values;
    }

    // Pages of the file of vectors count as resident too; what is not backed by a file is the process's own.
    private static string Resident()
    {
        const string status = "/proc/self/status";
        if (!File.Exists(status))
        {
            return string.Create(CultureInfo.InvariantCulture, $"peak working set {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
        }

        var fields = File.ReadLines(status).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        return $"own memory {fields["RssAnon"]}, file pages {fields["RssFile"]}, peak of both {fields["VmHWM"]}";
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

/// <summary>What to measure.</summary>
/// <param name="Queries">Number of queries.</param>
/// <param name="Documents">Number of documents.</param>
/// <param name="Columns">Length of a vector.</param>
/// <param name="Best">Documents kept of each query.</param>
/// <param name="Rounds">How often each side is measured, by turns.</param>
/// <param name="Peer">A program that takes the three sizes and prints its seconds by the clock and of the processor; null for none.</param>
internal sealed record SearchArguments(int Queries = 1000, int Documents = 1_000_000, int Columns = 384, int Best = 1000, int Rounds = 3, string? Peer = null)
{
    public static SearchArguments Parse(string[] args)
    {
        var parsed = new SearchArguments();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            parsed = args[i] switch
            {
                "--queries" => parsed with { Queries = Number(value) },
                "--documents" => parsed with { Documents = Number(value) },
                "--columns" => parsed with { Columns = Number(value) },
                "--best" => parsed with { Best = Number(value) },
                "--rounds" => parsed with { Rounds = Number(value) },
                "--peer" => parsed with { Peer = value },
                var other => throw new ArgumentException($"There is no option '{other}'."),
            };
        }

        return parsed;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
