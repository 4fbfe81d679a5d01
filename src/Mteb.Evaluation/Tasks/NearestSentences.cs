using System.Buffers;
using System.Numerics.Tensors;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Finds the most similar sentence of another language, the first of equal ones, and remembers which were equal. The other
/// language may come in parts, so that its vectors never have to be in memory all at once; where it is cut does not matter.
/// </summary>
/// <param name="queries">Vectors of the sentences to be translated; row i belongs to sentence i of the other language.</param>
/// <param name="similarity">The model's similarity.</param>
internal sealed class NearestSentences(EmbeddingMatrix queries, ModelSimilarity similarity)
{
    private const int QueryBlock = 96;
    private const int CorpusBlock = 2048;
    private const int MostTies = 8;

    private readonly float[] _scores = Enumerable.Repeat(float.NegativeInfinity, queries.Rows).ToArray();
    private readonly List<int>?[] _ties = new List<int>?[queries.Rows];

    /// <summary>The most similar sentence of each query.</summary>
    public int[] Nearest { get; } = new int[queries.Rows];

    /// <summary>Its similarity.</summary>
    public IReadOnlyList<float> Scores => _scores;

    /// <summary>
    /// Other sentences that are as similar as the nearest one of a query: the first few, and the query's translation where
    /// it is among them; null when there is none.
    /// </summary>
    public IReadOnlyList<int>? Ties(int query) => _ties[query] is { Count: > 0 } ties ? ties : null;

    /// <summary>Searches a part of the other language. The parts follow one another.</summary>
    /// <param name="corpus">Vectors of consecutive sentences.</param>
    /// <param name="first">Number of the first of them.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public void Add(EmbeddingMatrix corpus, int first, CancellationToken cancellationToken)
    {
        // Prepared rows are held block by block only: beside the vectors themselves there is never a second copy of them all.
        var block = new float[Math.Min(CorpusBlock, corpus.Rows) * corpus.Columns];
        for (var start = 0; start < corpus.Rows; start += CorpusBlock)
        {
            var size = Math.Min(CorpusBlock, corpus.Rows - start);
            Prepare(corpus, start, size, block);
            SearchBlock(block, first + start, size, cancellationToken);
        }
    }

    private void SearchBlock(float[] corpus, int first, int size, CancellationToken cancellationToken)
    {
        var blocks = (queries.Rows + QueryBlock - 1) / QueryBlock;
        Parallel.For(0, blocks, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            var start = block * QueryBlock;
            var count = Math.Min(QueryBlock, queries.Rows - start);
            var rows = ArrayPool<float>.Shared.Rent(count * queries.Columns);
            var products = ArrayPool<float>.Shared.Rent(count * size);
            Prepare(queries, start, count, rows);
            similarity.All(rows, count, corpus, size, queries.Columns, products);
            for (var i = 0; i < count; i++)
            {
                Keep(start + i, products.AsSpan(i * size, size), first);
            }

            ArrayPool<float>.Shared.Return(rows);
            ArrayPool<float>.Shared.Return(products);
        });
    }

    private void Prepare(EmbeddingMatrix matrix, int first, int count, float[] target)
    {
        for (var i = 0; i < count; i++)
        {
            similarity.Prepare(matrix[first + i], target.AsSpan(i * matrix.Columns, matrix.Columns));
        }
    }

    private void Keep(int query, ReadOnlySpan<float> products, int first)
    {
        var best = TensorPrimitives.IndexOfMax(products);
        var score = products[best];
        if (score < _scores[query])
        {
            return;
        }

        var rest = 0;
        if (score > _scores[query])
        {
            (Nearest[query], _scores[query]) = (first + best, score);
            _ties[query]?.Clear();
            rest = best + 1;
        }

        for (; rest < products.Length; rest++)
        {
            if (products[rest] == score)
            {
                Tie(query, first + rest);
            }
        }
    }

    private void Tie(int query, int sentence)
    {
        var ties = _ties[query] ??= [];
        if (ties.Count < MostTies || sentence == query)
        {
            ties.Add(sentence);
        }
    }
}
