using System.Buffers;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Searches a corpus that comes chunk by chunk: of each chunk the best k + 1 documents of a query, from the best on, go
/// into the query's heap of k. Of documents with equal score at the end of the heap the larger id stays.
/// </summary>
internal sealed class CorpusSearch
{
    private const int DocumentBlock = 2048;
    private const int LargestQueryBlock = 96;

    private readonly RetrievalInputs _inputs;
    private readonly ModelSimilarity _similarity;
    private readonly int _limit;
    private readonly int _queries;
    private readonly int _columns;
    private readonly float[] _prepared;
    private readonly PythonHeap[] _heaps;
    private readonly TopScores[] _tops;

    /// <summary>Starts a search.</summary>
    /// <param name="inputs">The data.</param>
    /// <param name="queries">Vectors of the queries.</param>
    /// <param name="similarity">The model's similarity.</param>
    /// <param name="limit">Most documents of a query (k).</param>
    public CorpusSearch(RetrievalInputs inputs, EmbeddingMatrix queries, ModelSimilarity similarity, int limit)
    {
        (_inputs, _similarity, _limit) = (inputs, similarity, limit);
        (_queries, _columns) = (queries.Rows, queries.Columns);
        _prepared = similarity.Prepare(queries);
        _heaps = new PythonHeap[_queries];
        _tops = new TopScores[_queries];
        for (var query = 0; query < _queries; query++)
        {
            _heaps[query] = new PythonHeap(inputs.IdOrder);
            _tops[query] = new TopScores(limit + 1);
        }
    }

    /// <summary>Searches a chunk.</summary>
    /// <param name="chunk">Vectors of consecutive documents.</param>
    /// <param name="first">Number of the first of them.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public void Add(EmbeddingMatrix chunk, int first, CancellationToken cancellationToken)
    {
        var block = new float[Math.Min(DocumentBlock, chunk.Rows) * _columns];
        for (var start = 0; start < chunk.Rows; start += DocumentBlock)
        {
            var count = Math.Min(DocumentBlock, chunk.Rows - start);
            for (var i = 0; i < count; i++)
            {
                _similarity.Prepare(chunk[start + i], block.AsSpan(i * _columns, _columns));
            }

            SearchBlock(block, count, first + start, cancellationToken);
        }

        Parallel.For(0, _queries, new ParallelOptions { CancellationToken = cancellationToken }, Collect);
    }

    /// <summary>What was found for each query, in the order of its heap.</summary>
    public QueryResult[] Results() => [.. _heaps.Select(heap => SearchResults.FromHeap(heap, _inputs))];

    // Queries are taken in blocks side by side; every similarity is summed in one order, so the division does not matter.
    private void SearchBlock(float[] documents, int count, int first, CancellationToken cancellationToken)
    {
        var size = Math.Clamp((_queries + 7) / 8, 1, LargestQueryBlock);
        var blocks = (_queries + size - 1) / size;
        Parallel.For(0, blocks, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            var start = block * size;
            var queries = Math.Min(size, _queries - start);
            var scores = ArrayPool<float>.Shared.Rent(queries * count);
            _similarity.All(_prepared.AsSpan(start * _columns), queries, documents, count, _columns, scores);
            for (var i = 0; i < queries; i++)
            {
                _tops[start + i].Add(scores.AsSpan(i * count, count), first);
            }

            ArrayPool<float>.Shared.Return(scores);
        });
    }

    private void Collect(int query)
    {
        var heap = _heaps[query];
        var (scores, documents) = _tops[query].Take();
        for (var i = 0; i < scores.Length; i++)
        {
            var document = _inputs.FirstOfId(documents[i]);
            if (heap.Count < _limit)
            {
                heap.Push(scores[i], document);
            }
            else
            {
                heap.PushPop(scores[i], document);
            }
        }
    }
}
