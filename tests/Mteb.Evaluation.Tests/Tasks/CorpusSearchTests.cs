using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Catalogue;

namespace Mteb.Evaluation.Tests.Tasks;

public sealed class CorpusSearchTests
{
    private static readonly TaskFacts Facts = GoldenTask.Facts("AbsTaskRetrieval", "Retrieval", "ndcg_at_10");

    [Theory]
    [InlineData(SimilarityFunction.Cosine)]
    [InlineData(SimilarityFunction.Dot)]
    [InlineData(SimilarityFunction.Euclidean)]
    [InlineData(SimilarityFunction.Manhattan)]
    public void Chunks_find_the_same_documents_as_the_whole_corpus(SimilarityFunction function)
    {
        var documents = Random(5000, 8, 1);
        var queries = Random(7, 8, 2);
        var inputs = Inputs(Enumerable.Range(0, 5000).Select(i => $"d{i}"), 7);

        var whole = Search(inputs, queries, documents, function, 5000);
        var chunks = Search(inputs, queries, documents, function, 700);

        for (var query = 0; query < 7; query++)
        {
            chunks[query].Rank(inputs.IdOrder).Should().Equal(whole[query].Rank(inputs.IdOrder)).And.HaveCount(10);
        }
    }

    [Fact]
    public void Parts_of_a_chunk_leave_the_heap_of_the_whole_chunk()
    {
        // Values with few digits, so that many documents tie.
        var documents = new EmbeddingMatrix(Array.ConvertAll(Random(900, 3, 5).Values.ToArray(), value => MathF.Round(value, 1)), 900, 3);
        var queries = Random(4, 3, 6);
        var inputs = Inputs(Enumerable.Range(0, 900).Select(i => $"d{i}"), 4);
        var whole = Search(inputs, queries, documents, SimilarityFunction.Dot, 900);
        var search = new CorpusSearch(inputs, queries, new ModelSimilarity(SimilarityFunction.Dot, SimdMatrixProduct.Instance), 10);

        foreach (var (start, count) in new[] { (0, 1), (1, 450), (451, 449) })
        {
            search.AddPart(new EmbeddingMatrix(documents.Values.Slice(start * 3, count * 3), count, 3), start, CancellationToken.None);
        }

        search.EndChunk(CancellationToken.None);
        foreach (var (found, expected) in search.Results().Zip(whole))
        {
            found.Documents.Should().Equal(expected.Documents);
            found.Scores.Should().Equal(expected.Scores);
        }
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1L, 3)]
    [InlineData(6000L, 2)]
    public async Task A_limit_of_memory_divides_the_encoding_of_a_corpus_and_changes_no_score(long? memory, int parts)
    {
        string[] ids = [.. Enumerable.Range(0, 600).Select(i => $"d{i}")];
        var data = new MemoryData
        {
            Retrieval = new RetrievalData
            {
                DocumentIds = ids,
                DocumentTexts = [.. ids.Select((_, i) => $"{i % 7} {i % 5}")],
                QueryIds = ["q"],
                Queries = [new QueryText("1 2")],
                Qrels = new Dictionary<string, IReadOnlyDictionary<string, int>> { ["q"] = new Dictionary<string, int> { ["d44"] = 1, ["d350"] = 2 } },
            },
        };

        var (whole, _) = await RunAsync(null);
        var (found, requests) = await RunAsync(memory);

        requests.Should().Be(1 + parts);
        found.Should().Equal(whole);

        async Task<(IEnumerable<KeyValuePair<string, Mteb.Schemas.Results.ScoreValue>> Metrics, int Requests)> RunAsync(long? bytes)
        {
            var encoder = new TextVectorEncoder();
            var evaluator = TaskEvaluators.Create(new TaskContext(Facts, data, encoder, new SilentPhases(), Memory: bytes)).Value!;
            await foreach (var outcome in evaluator.EvaluateAsync("test", Facts.Subsets, CancellationToken.None))
            {
                return (outcome.Value!.Metrics, encoder.Requests.Count);
            }

            throw new InvalidOperationException("There is one subset.");
        }
    }

    [Fact]
    public void The_best_documents_are_those_with_the_highest_products()
    {
        var documents = Random(3000, 5, 3);
        var queries = Random(3, 5, 4);
        var inputs = Inputs(Enumerable.Range(0, 3000).Select(i => $"d{i}"), 3);
        var found = Search(inputs, queries, documents, SimilarityFunction.Dot, 3000);
        for (var query = 0; query < 3; query++)
        {
            var expected = Enumerable.Range(0, 3000).OrderByDescending(document => Dot(queries[query], documents[document])).Take(10);
            found[query].Rank(inputs.IdOrder).Should().Equal(expected);
        }
    }

    [Fact]
    public void Of_equal_documents_at_the_end_of_the_list_a_later_chunk_with_a_larger_id_stays()
    {
        var inputs = Inputs(["a", "c", "b"], 1);
        var search = new CorpusSearch(inputs, Matrix(1, [1f]), new ModelSimilarity(SimilarityFunction.Dot, SimdMatrixProduct.Instance), 1);
        search.Add(Matrix(1, [1f]), 0, CancellationToken.None);
        search.Add(Matrix(1, [1f]), 1, CancellationToken.None);
        search.Add(Matrix(1, [1f]), 2, CancellationToken.None);
        inputs.DocumentId(search.Results()[0].Documents.Single()).Should().Be("c");
    }

    [Fact]
    public void A_document_that_stands_twice_in_the_corpus_is_found_once()
    {
        var inputs = Inputs(["a", "b", "a"], 1);
        var search = new CorpusSearch(inputs, Matrix(1, [1f]), new ModelSimilarity(SimilarityFunction.Dot, SimdMatrixProduct.Instance), 10);
        search.Add(Matrix(1, [1f, 2f, 3f]), 0, CancellationToken.None);
        search.Results()[0].Documents.Select(inputs.DocumentId).Should().BeEquivalentTo("a", "b");
    }

    [Fact]
    public void The_best_scores_do_not_depend_on_how_the_stream_is_cut()
    {
        var random = new NumpyGenerator(9);
        float[] scores = [.. Enumerable.Range(0, 1000).Select(_ => (float)Math.Round(random.NextDouble(), 2))];
        var whole = new TopScores(40);
        whole.Add(scores, 0);
        var parts = new TopScores(40);
        for (var start = 0; start < scores.Length; start += 37)
        {
            parts.Add(scores.AsSpan(start, Math.Min(37, scores.Length - start)), start);
        }

        var (expectedScores, expectedItems) = whole.Take();
        var (actualScores, actualItems) = parts.Take();
        actualScores.Should().Equal(expectedScores).And.Equal(scores.OrderDescending().Take(40));
        actualItems.Should().Equal(expectedItems);
    }

    [Fact]
    public void Scores_below_a_floor_are_passed_over_and_those_equal_to_it_are_not()
    {
        var top = new TopScores(2) { Floor = 0.5f };
        top.Add([0.1f, 0.2f, 0.3f, 0.4f, 0.45f, 0.1f, 0.2f, 0.3f, 0.5f, 0.4f], 0);

        top.Take().Items.Should().Equal(8);
    }

    // Chunk after chunk through plain heaps, nothing passed over.
    [Fact]
    public void The_heaps_after_many_chunks_are_those_of_the_plain_rule()
    {
        var documents = new EmbeddingMatrix(Array.ConvertAll(Random(2000, 2, 7).Values.ToArray(), value => MathF.Round(value, 1)), 2000, 2);
        var queries = Random(3, 2, 8);
        var inputs = Inputs(Enumerable.Range(0, 2000).Select(i => $"d{i * 7919 % 2000}"), 3);

        var found = Search(inputs, queries, documents, SimilarityFunction.Dot, 100);

        for (var query = 0; query < 3; query++)
        {
            var heap = new PythonHeap(inputs.IdOrder);
            for (var start = 0; start < 2000; start += 100)
            {
                var scores = new float[100];
                SimdMatrixProduct.Instance.Multiply(queries[query], 1, documents.Values.Span.Slice(start * 2, 200), 100, 2, scores);
                foreach (var document in Enumerable.Range(0, 100).OrderByDescending(i => scores[i]).Take(11))
                {
                    if (heap.Count < 10)
                    {
                        heap.Push(scores[document], start + document);
                    }
                    else
                    {
                        heap.PushPop(scores[document], start + document);
                    }
                }
            }

            found[query].Documents.Should().Equal(heap.Items.ToArray());
        }
    }

    private static Mteb.Evaluation.Metrics.QueryResult[] Search(
        RetrievalInputs inputs, EmbeddingMatrix queries, EmbeddingMatrix documents, SimilarityFunction function, int chunk)
    {
        var search = new CorpusSearch(inputs, queries, new ModelSimilarity(function, SimdMatrixProduct.Instance), 10);
        for (var start = 0; start < documents.Rows; start += chunk)
        {
            var count = Math.Min(chunk, documents.Rows - start);
            var part = new EmbeddingMatrix(documents.Values.Slice(start * documents.Columns, count * documents.Columns), count, documents.Columns);
            search.Add(part, start, CancellationToken.None);
        }

        return search.Results();
    }

    private static RetrievalInputs Inputs(IEnumerable<string> ids, int queries)
    {
        string[] documents = [.. ids];
        string[] queryIds = [.. Enumerable.Range(0, queries).Select(i => $"q{i}")];
        return RetrievalInputs.Prepare(Facts, "test", "default", new RetrievalData
        {
            DocumentIds = documents,
            DocumentTexts = documents,
            QueryIds = queryIds,
            Queries = [.. queryIds.Select(id => new QueryText(id))],
            Qrels = queryIds.ToDictionary(id => id, _ => (IReadOnlyDictionary<string, int>)new Dictionary<string, int> { [documents[0]] = 1 }),
        }).Value!;
    }

    private static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += (double)x[i] * y[i];
        }

        return sum;
    }

    private static EmbeddingMatrix Matrix(int columns, float[] values) => new(values, values.Length / columns, columns);

    private static EmbeddingMatrix Random(int rows, int columns, ulong seed)
    {
        var random = new NumpyGenerator(seed);
        return new EmbeddingMatrix(Enumerable.Range(0, rows * columns).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray(), rows, columns);
    }
}
