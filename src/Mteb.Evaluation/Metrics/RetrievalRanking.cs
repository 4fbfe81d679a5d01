namespace Mteb.Evaluation.Metrics;

/// <summary>
/// The documents found for a query with their scores, in the order in which the search keeps them. Documents are numbers;
/// only whoever made them knows their ids.
/// </summary>
/// <param name="Documents">The documents; none twice.</param>
/// <param name="Scores">Score of each.</param>
public readonly record struct QueryResult(int[] Documents, double[] Scores)
{
    /// <summary>Nothing found.</summary>
    public static readonly QueryResult Empty = new([], []);

    /// <summary>
    /// The documents from best to worst as trec_eval ranks them: by score, and equal scores by id, both descending.
    /// </summary>
    /// <param name="idOrder">Compares documents by the code points of their ids.</param>
    public int[] Rank(IComparer<int> idOrder)
    {
        var ranked = (int[])Documents.Clone();
        var scores = (double[])Scores.Clone();
        Array.Sort(scores, ranked);
        Array.Reverse(scores);
        Array.Reverse(ranked);
        for (var start = 0; start < ranked.Length;)
        {
            var end = start + 1;
            while (end < ranked.Length && scores[end] == scores[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                Array.Sort(ranked, start, end - start, idOrder);
                Array.Reverse(ranked, start, end - start);
            }

            start = end;
        }

        return ranked;
    }
}
