using System.Globalization;
using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>Bounded memory divides the work and changes neither scores nor predictions nor notes, bit for bit.</summary>
public sealed class BoundedMemoryTests
{
    private const int Rows = 700;

    [Theory]
    [InlineData(1L, 1 + 3)]
    [InlineData(6000L, 1 + 2)]
    [InlineData(1L << 30, 1 + 1)]
    public async Task Bitext_mining_in_parts_finds_what_it_finds_at_once(long memory, int requests)
    {
        var facts = GoldenTask.Facts("AbsTaskBitextMining", "BitextMining", "f1");
        var data = new MemoryData().With("test", JsonSerializer.SerializeToElement(new { sentence1 = Texts(1), sentence2 = Texts(2) }));

        await CheckAsync(facts, data, memory, requests);
    }

    [Theory]
    [InlineData(1L, 1 + 3)]
    [InlineData(6000L, 1 + 2)]
    [InlineData(1L << 30, 1 + 1)]
    public async Task Reranking_in_parts_ranks_as_at_once(long memory, int requests)
    {
        var random = new Random(4);
        string[] ids = [.. Enumerable.Range(0, Rows).Select(i => $"d{i}")];
        string[] queries = ["q0", "q1", "q2", "q3"];
        var data = new MemoryData
        {
            Retrieval = new RetrievalData
            {
                DocumentIds = ids,
                DocumentTexts = Texts(3),
                QueryIds = queries,
                Queries = [.. Texts(5).Take(queries.Length).Select(text => new QueryText(text))],
                Qrels = queries.ToDictionary(query => query, _ => (IReadOnlyDictionary<string, int>)ids.Where(_ => random.Next(20) == 0).ToDictionary(id => id, _ => 1)),
                TopRanked = queries.ToDictionary(query => query, _ => (IReadOnlyList<string>)[.. ids.Where(_ => random.Next(4) == 0).OrderBy(_ => random.Next())]),
            },
        };

        await CheckAsync(GoldenTask.Facts("AbsTaskRetrieval", "Reranking", "map_at_1000"), data, memory, requests);
    }

    private static async Task CheckAsync(TaskFacts facts, ITaskDataSource data, long memory, int requests)
    {
        var (whole, _) = await RunAsync(facts, data, null);
        var (parts, calls) = await RunAsync(facts, data, memory);

        calls.Should().Be(requests);
        parts.Metrics.Should().Equal(whole.Metrics);
        Json(parts.Predictions!).Should().Be(Json(whole.Predictions!));
        parts.Diagnostics.Should().Equal(whole.Diagnostics).And.NotBeEmpty("many texts are equal, so that the order of ties is tested too");
    }

    private static string Json(ScoreValue predictions) => System.Text.Encoding.UTF8.GetString(TaskResultWriter.Write(new TaskResult
    {
        DatasetRevision = "1",
        TaskName = "T",
        MtebVersion = "2",
        Scores = [new SplitScores("test", [new SubsetScores([new("predictions", predictions)], new ScoreValue.Number(0), "default", ["eng-Latn"], "2")])],
    }));

    private static async Task<(SubsetEvaluation Evaluation, int Requests)> RunAsync(TaskFacts facts, ITaskDataSource data, long? memory)
    {
        var encoder = new TextVectorEncoder(SimilarityFunction.Dot);
        var evaluator = TaskEvaluators.Create(new TaskContext(facts, data, encoder, new SilentPhases(), KeepPredictions: true, memory)).Value!;
        await foreach (var outcome in evaluator.EvaluateAsync("test", facts.Subsets, CancellationToken.None))
        {
            return (outcome.Value!, encoder.Requests.Count);
        }

        throw new InvalidOperationException("There is one subset.");
    }

    // Two numbers with one digit: among so many texts most are equal to others.
    private static string[] Texts(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Rows).Select(_ => string.Create(CultureInfo.InvariantCulture, $"{random.Next(-9, 10)} {random.Next(-9, 10)}"))];
    }
}
