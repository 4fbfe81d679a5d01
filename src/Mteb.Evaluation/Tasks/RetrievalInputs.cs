using Mteb.Evaluation.Datasets;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Retrieval data ready for a search: the queries with judgements, in the order of the data set, and their texts.
/// Documents are numbered by the first row with their id.
/// </summary>
internal sealed class RetrievalInputs
{
    private readonly RetrievalData _data;
    private readonly int[]? _sameAs;

    private RetrievalInputs(RetrievalData data, int[] queryRows)
    {
        _data = data;
        QueryIds = Array.ConvertAll(queryRows, row => data.QueryIds[row]);
        QueryTexts = Array.ConvertAll(queryRows, row => RetrievalTexts.Query(data.Queries[row], data.Instructions?[row]));
        _sameAs = FindRepeated(data.DocumentIds);
        IdOrder = Comparer<int>.Create((left, right) => CodePointOrder.Compare(data.DocumentIds[left], data.DocumentIds[right]));
    }

    /// <summary>Ids of the judged queries.</summary>
    public string[] QueryIds { get; }

    /// <summary>Texts of the judged queries.</summary>
    public string[] QueryTexts { get; }

    /// <summary>Number of documents.</summary>
    public int DocumentCount => _data.DocumentIds.Count;

    /// <summary>Orders documents by the code points of their ids.</summary>
    public IComparer<int> IdOrder { get; }

    /// <summary>Candidates of each query; null unless the task reranks.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? TopRanked => _data.TopRanked;

    /// <summary>What a changed instruction makes irrelevant; null where the task has nothing of the kind.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? ChangedQrels => _data.ChangedQrels;

    /// <summary>Whether an id occurs twice in the corpus.</summary>
    public bool HasRepeatedDocuments => _sameAs is not null;

    /// <summary>Prepares data.</summary>
    public static Outcome<RetrievalInputs> Prepare(TaskFacts task, string split, string subset, RetrievalData data)
    {
        int[] rows = [.. Enumerable.Range(0, data.QueryIds.Count).Where(row => data.Qrels.ContainsKey(data.QueryIds[row]))];
        if (rows.Length == 0 || data.DocumentIds.Count == 0)
        {
            return TaskCodes.NoJudgedQueries.Here(
                $"Split '{split}' of subset '{subset}' of task '{task.Name}' has {data.QueryIds.Count} queries, {data.Qrels.Count} judged query ids, {rows.Length} in common, and {data.DocumentIds.Count} documents.",
                "Check that the query ids of the judgements are those of the queries, and that the corpus is there.");
        }

        var repeated = rows.GroupBy(row => data.QueryIds[row], StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return repeated is null
            ? new RetrievalInputs(data, rows)
            : TaskCodes.RepeatedQuery.Here(
                $"Query id '{repeated.Key}' occurs {repeated.Count()} times in split '{split}' of subset '{subset}' of task '{task.Name}'.",
                "Give every query an id of its own.");
    }

    /// <summary>The id of a document.</summary>
    public string DocumentId(int document) => _data.DocumentIds[document];

    /// <summary>The texts of some documents, in the order of the corpus.</summary>
    public string[] DocumentTexts(int start, int count)
    {
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            texts[i] = RetrievalTexts.Document(_data.DocumentTitles?[start + i], _data.DocumentTexts[start + i]);
        }

        return texts;
    }

    /// <summary>The judgements of a query: document id to judgement.</summary>
    public IReadOnlyDictionary<string, int> Judgements(int query) => _data.Qrels[QueryIds[query]];

    /// <summary>The first document with the id of this one.</summary>
    public int FirstOfId(int document) => _sameAs is null ? document : _sameAs[document];

    private static int[]? FindRepeated(IReadOnlyList<string> ids)
    {
        var first = new Dictionary<string, int>(ids.Count, StringComparer.Ordinal);
        var sameAs = new int[ids.Count];
        for (var i = 0; i < ids.Count; i++)
        {
            first.TryAdd(ids[i], i);
            sameAs[i] = first[ids[i]];
        }

        return first.Count == ids.Count ? null : sameAs;
    }
}
