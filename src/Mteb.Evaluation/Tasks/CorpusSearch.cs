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
    private const int PreparedDocuments = 4096;
    private const int DocumentBlock = 1024;
    private const int QueryBlock = 96;

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

    /// <summary>Searches a whole chunk.</summary>
    /// <param name="chunk">Vectors of consecutive documents.</param>
    /// <param name="first">Number of the first of them.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public void Add(EmbeddingMatrix chunk, int first, CancellationToken cancellationToken)
    {
        AddPart(chunk, first, cancellationToken);
        EndChunk(cancellationToken);
    }

    /// <summary>Searches a part of a chunk. The parts follow one another; where they are cut does not matter.</summary>
    /// <inheritdoc cref="Add"/>
    public void AddPart(EmbeddingMatrix chunk, int first, CancellationToken cancellationToken)
    {
        var size = Math.Min(PreparedDocuments, chunk.Rows);
        var documents = ArrayPool<float>.Shared.Rent(size * _columns);
        var options = new ParallelOptions { CancellationToken = cancellationToken };
        var blocks = (_queries + QueryBlock - 1) / QueryBlock;
        for (var row = 0; row < chunk.Rows; row += size)
        {
            var (start, count) = (row, Math.Min(size, chunk.Rows - row));
            Parallel.For(0, (count + QueryBlock - 1) / QueryBlock, options, block =>
            {
                for (var i = block * QueryBlock; i < Math.Min(count, (block + 1) * QueryBlock); i++)
                {
                    _similarity.Prepare(chunk[start + i], documents.AsSpan(i * _columns, _columns));
                }
            });
            Parallel.For(0, blocks, options, block =>
                Search(documents.AsSpan(0, count * _columns), count, first + start, block * QueryBlock, Math.Min(QueryBlock, _queries - (block * QueryBlock))));
        }

        ArrayPool<float>.Shared.Return(documents);
    }

    /// <summary>Ends a chunk: its best documents go into the heaps.</summary>
    public void EndChunk(CancellationToken cancellationToken) =>
        Parallel.For(0, _queries, new ParallelOptions { CancellationToken = cancellationToken }, Collect);

    /// <summary>What was found for each query, in the order of its heap.</summary>
    public QueryResult[] Results() => [.. _heaps.Select(heap => SearchResults.FromHeap(heap, _inputs))];

    // Every similarity is summed in one order, so the division into blocks does not matter.
    private void Search(ReadOnlySpan<float> documents, int count, int first, int start, int queries)
    {
        var scores = ArrayPool<float>.Shared.Rent(queries * Math.Min(DocumentBlock, count));
        for (var row = 0; row < count; row += DocumentBlock)
        {
            var size = Math.Min(DocumentBlock, count - row);
            _similarity.All(_prepared.AsSpan(start * _columns), queries, documents[(row * _columns)..], size, _columns, scores);
            for (var i = 0; i < queries; i++)
            {
                _tops[start + i].Add(scores.AsSpan(i * size, size), first + row);
            }
        }

        ArrayPool<float>.Shared.Return(scores);
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

        // What is below everything in a full heap would come out again at once.
        if (heap.Count == _limit)
        {
            _tops[query].Floor = heap.Scores[0];
        }
    }
}
