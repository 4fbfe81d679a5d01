using Mteb.Evaluation.Metrics;

namespace Mteb.Evaluation.Tasks;

/// <summary>Queries with what was found for them and how documents are judged: all that retrieval metrics need.</summary>
/// <param name="QueryIds">Ids of the queries.</param>
/// <param name="Results">What was found for each.</param>
/// <param name="Judgements">Judgements of each by document id.</param>
/// <param name="DocumentId">The id of a document.</param>
/// <param name="IdOrder">Compares documents by the code points of their ids.</param>
internal sealed record RankedSet(
    IReadOnlyList<string> QueryIds,
    IReadOnlyList<QueryResult> Results,
    IReadOnlyList<IReadOnlyDictionary<string, int>> Judgements,
    Func<int, string> DocumentId,
    IComparer<int> IdOrder)
{
    /// <summary>All metrics at these cut-offs.</summary>
    public RetrievalScores Score(IReadOnlyList<int> cutoffs) =>
        RetrievalScores.Score(cutoffs, Results, query => Judgements[query], DocumentId, IdOrder);

    /// <summary>Some of the queries.</summary>
    public RankedSet Where(Func<string, bool> wanted)
    {
        int[] kept = [.. Enumerable.Range(0, QueryIds.Count).Where(query => wanted(QueryIds[query]))];
        return this with
        {
            QueryIds = Array.ConvertAll(kept, query => QueryIds[query]),
            Results = Array.ConvertAll(kept, query => Results[query]),
            Judgements = Array.ConvertAll(kept, query => Judgements[query]),
        };
    }
}
