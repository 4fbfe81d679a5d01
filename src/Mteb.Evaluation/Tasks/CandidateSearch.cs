using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Scores the candidates of every query and keeps the best. The corpus may come in parts; where it is cut does not matter.
/// </summary>
/// <param name="inputs">The data.</param>
/// <param name="candidates">Candidates of each query, numbers of documents.</param>
/// <param name="queries">Vectors of the queries.</param>
/// <param name="similarity">The model's similarity.</param>
internal sealed class CandidateSearch(RetrievalInputs inputs, int[][] candidates, EmbeddingMatrix queries, ModelSimilarity similarity)
{
    private readonly float[][] _scores = Array.ConvertAll(candidates, list => new float[list.Length]);

    /// <summary>Scores the candidates among some documents.</summary>
    /// <param name="corpus">Vectors of consecutive documents.</param>
    /// <param name="first">Number of the first of them.</param>
    /// <param name="cancellationToken">Stops between queries.</param>
    public void Add(EmbeddingMatrix corpus, int first, CancellationToken cancellationToken) =>
        Parallel.For(0, candidates.Length, new ParallelOptions { CancellationToken = cancellationToken }, query => ScoreQuery(query, corpus, first));

    /// <summary>The best candidates of each query, in the order of its heap.</summary>
    /// <param name="limit">Most documents of a query.</param>
    public QueryResult[] Results(int limit) => [.. candidates.Select((own, query) => own.Length == 0 ? QueryResult.Empty : Best(own, _scores[query], limit))];

    private void ScoreQuery(int query, EmbeddingMatrix corpus, int first)
    {
        var own = candidates[query];
        int[] places = [.. MaskedInterval.Range(own.Length).Where(place => own[place] >= first && own[place] < first + corpus.Rows)];
        if (places.Length == 0)
        {
            return;
        }

        var columns = corpus.Columns;
        var prepared = new float[columns];
        similarity.Prepare(queries[query], prepared);
        var documents = new float[places.Length * columns];
        for (var i = 0; i < places.Length; i++)
        {
            similarity.Prepare(corpus[own[places[i]] - first], documents.AsSpan(i * columns, columns));
        }

        var scores = new float[places.Length];
        similarity.All(prepared, 1, documents, places.Length, columns, scores);
        for (var i = 0; i < places.Length; i++)
        {
            _scores[query][places[i]] = scores[i];
        }
    }

    private QueryResult Best(int[] own, float[] scores, int limit)
    {
        var top = new TopScores(Math.Min(limit, own.Length));
        top.Add(scores, 0);
        var heap = new PythonHeap(inputs.IdOrder);
        var (best, places) = top.Take();
        for (var i = 0; i < best.Length; i++)
        {
            heap.Push(best[i], own[places[i]]);
        }

        return SearchResults.Merge(heap.Items.ToArray(), Array.ConvertAll(heap.Scores.ToArray(), value => (double)value));
    }
}
