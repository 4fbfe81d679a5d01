using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>Turns what a search found into results and predictions.</summary>
internal static class SearchResults
{
    /// <summary>The entries of a heap; of a document that is in it twice the last score counts, at the first place.</summary>
    public static QueryResult FromHeap(PythonHeap heap, RetrievalInputs inputs)
    {
        var documents = heap.Items.ToArray();
        var scores = new double[documents.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = heap.Scores[i];
        }

        return inputs.HasRepeatedDocuments ? Merge(documents, scores) : new QueryResult(documents, scores);
    }

    /// <summary>A result without the document whose id is that of the query.</summary>
    public static QueryResult WithoutId(QueryResult result, string id, RetrievalInputs inputs)
    {
        var at = Array.FindIndex(result.Documents, document => inputs.DocumentId(document) == id);
        return at < 0 ? result : Pick(result, [.. Enumerable.Range(0, result.Documents.Length).Where(i => i != at)]);
    }

    /// <summary>A result from the best document on, without that one.</summary>
    public static QueryResult WithoutFirst(QueryResult result) =>
        Pick(result, [.. Enumerable.Range(0, result.Documents.Length).OrderByDescending(i => result.Scores[i]).Skip(1)]);

    /// <summary>What mteb saves: query id to document id to score.</summary>
    public static ScoreValue ToPredictions(RetrievalInputs inputs, IReadOnlyList<QueryResult> results)
    {
        var predictions = new MetricList();
        for (var query = 0; query < results.Count; query++)
        {
            var documents = new MetricList();
            var (found, scores) = results[query];
            for (var i = 0; i < found.Length; i++)
            {
                documents.Number(inputs.DocumentId(found[i]), scores[i]);
            }

            predictions.Add(inputs.QueryIds[query], documents.ToMapping());
        }

        return predictions.ToMapping();
    }

    /// <summary>One entry a document: the last score, at the place of the first.</summary>
    internal static QueryResult Merge(int[] documents, double[] scores)
    {
        var places = new Dictionary<int, int>(documents.Length);
        var (kept, last) = (new List<int>(documents.Length), new List<double>(documents.Length));
        for (var i = 0; i < documents.Length; i++)
        {
            if (places.TryAdd(documents[i], kept.Count))
            {
                kept.Add(documents[i]);
                last.Add(scores[i]);
            }
            else
            {
                last[places[documents[i]]] = scores[i];
            }
        }

        return new QueryResult([.. kept], [.. last]);
    }

    private static QueryResult Pick(QueryResult result, int[] places) =>
        new(Array.ConvertAll(places, i => result.Documents[i]), Array.ConvertAll(places, i => result.Scores[i]));
}
