using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>Candidates of each query as documents, for reranking.</summary>
internal static class CandidateScoring
{
    /// <summary>Finds the candidates of each query in the corpus; a query without candidates gets none.</summary>
    public static Outcome<int[][]> Find(TaskFacts task, RetrievalInputs inputs)
    {
        if (inputs.TopRanked is not { } topRanked)
        {
            return TaskCodes.NoCandidates.Here(
                $"Task '{task.Name}' of type {task.Type} ranks given candidates, but its data have none.",
                "Add a list of candidates per query (top_ranked), or make the task a Retrieval.");
        }

        var numbers = new Dictionary<string, int>(inputs.DocumentCount, StringComparer.Ordinal);
        for (var document = 0; document < inputs.DocumentCount; document++)
        {
            numbers[inputs.DocumentId(document)] = document;
        }

        var candidates = new int[inputs.QueryIds.Length][];
        for (var query = 0; query < candidates.Length; query++)
        {
            var ids = topRanked.GetValueOrDefault(inputs.QueryIds[query]) ?? [];
            candidates[query] = new int[ids.Count];
            for (var i = 0; i < ids.Count; i++)
            {
                if (!numbers.TryGetValue(ids[i], out candidates[query][i]))
                {
                    return TaskCodes.UnknownCandidate.Here(
                        $"Candidate '{ids[i]}' of query '{inputs.QueryIds[query]}' of task '{task.Name}' is not in the corpus.",
                        "Add the document to the corpus, or take it out of the candidates.");
                }
            }
        }

        return candidates;
    }

    /// <summary>Says which queries have no candidates: they count as zero in every mean.</summary>
    public static IReadOnlyList<Diagnostic> NoteEmpty(TaskFacts task, RetrievalInputs inputs, int[][] candidates)
    {
        var empty = candidates.Count(list => list.Length == 0);
        return empty == 0 ? [] :
        [
            TaskCodes.QueriesWithoutCandidates.Here(
                $"{empty} of {candidates.Length} queries of task '{task.Name}' have no candidates and count as zero, the first is '{inputs.QueryIds[Array.FindIndex(candidates, list => list.Length == 0)]}'.",
                "Give every judged query candidates, or take its judgements out."),
        ];
    }

    /// <summary>Scores the candidates of every query and keeps the best.</summary>
    /// <param name="inputs">The data.</param>
    /// <param name="candidates">Candidates of each query.</param>
    /// <param name="queries">Vectors of the queries.</param>
    /// <param name="corpus">Vectors of the whole corpus.</param>
    /// <param name="similarity">The model's similarity.</param>
    /// <param name="limit">Most documents of a query.</param>
    /// <param name="cancellationToken">Stops between queries.</param>
    public static QueryResult[] Score(
        RetrievalInputs inputs, int[][] candidates, EmbeddingMatrix queries, EmbeddingMatrix corpus, ModelSimilarity similarity,
        int limit, CancellationToken cancellationToken)
    {
        var results = new QueryResult[candidates.Length];
        Parallel.For(0, results.Length, new ParallelOptions { CancellationToken = cancellationToken }, query =>
            results[query] = ScoreQuery(inputs, candidates[query], queries[query], corpus, similarity, limit));
        return results;
    }

    private static QueryResult ScoreQuery(
        RetrievalInputs inputs, int[] candidates, ReadOnlySpan<float> query, EmbeddingMatrix corpus, ModelSimilarity similarity, int limit)
    {
        if (candidates.Length == 0)
        {
            return QueryResult.Empty;
        }

        var columns = corpus.Columns;
        var prepared = new float[columns];
        similarity.Prepare(query, prepared);
        var documents = new float[candidates.Length * columns];
        for (var i = 0; i < candidates.Length; i++)
        {
            similarity.Prepare(corpus[candidates[i]], documents.AsSpan(i * columns, columns));
        }

        var scores = new float[candidates.Length];
        similarity.All(prepared, 1, documents, candidates.Length, columns, scores);
        var top = new TopScores(Math.Min(limit, candidates.Length));
        top.Add(scores, 0);
        var heap = new PythonHeap(inputs.IdOrder);
        var (best, places) = top.Take();
        for (var i = 0; i < best.Length; i++)
        {
            heap.Push(best[i], candidates[places[i]]);
        }

        var (items, values) = (heap.Items.ToArray(), heap.Scores.ToArray());
        return SearchResults.Merge(items, Array.ConvertAll(values, value => (double)value));
    }
}
