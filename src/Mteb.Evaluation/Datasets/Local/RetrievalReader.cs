using Mteb.Evaluation.Datasets.Formats;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Datasets.Local;

/// <summary>The files of one subset and split of retrieval data.</summary>
/// <param name="Corpus">Documents: <c>_id</c> or <c>id</c>, <c>text</c>, optional <c>title</c>.</param>
/// <param name="Queries">Queries: <c>_id</c> or <c>id</c>, <c>text</c>.</param>
/// <param name="Qrels">Judgements: <c>query-id</c>, <c>corpus-id</c>, <c>score</c>.</param>
/// <param name="TopRanked">Candidates: <c>query-id</c>, <c>corpus-ids</c>; null when not wanted or absent.</param>
/// <param name="Instructions">Instructions: <c>query-id</c>, <c>instruction</c>; null when not wanted or absent.</param>
/// <param name="ChangedQrels">Documents that a changed instruction makes irrelevant: <c>query-id</c>, <c>corpus-ids</c>; null when not wanted or absent.</param>
internal sealed record RetrievalFiles(
    DataFile Corpus, DataFile Queries, DataFile Qrels, DataFile? TopRanked, DataFile? Instructions, DataFile? ChangedQrels)
{
    /// <summary>The files that there are.</summary>
    public IEnumerable<DataFile> All => new[] { Corpus, Queries, Qrels, TopRanked, Instructions, ChangedQrels }.OfType<DataFile>();
}

/// <summary>Reads retrieval data from files and joins nothing but instructions to their queries.</summary>
internal static class RetrievalReader
{
    private static readonly ColumnRequest Id = new(ColumnKind.Id, true, "_id", "id");
    private static readonly ColumnRequest Text = new(ColumnKind.Text, true, "text");
    private static readonly ColumnRequest Title = new(ColumnKind.OptionalText, false, "title");
    private static readonly ColumnRequest Query = new(ColumnKind.Query, true, "text");
    private static readonly ColumnRequest QueryId = new(ColumnKind.Id, true, "query-id");
    private static readonly ColumnRequest Candidates = new(ColumnKind.IdList, true, "corpus-ids");
    private static readonly ColumnRequest Instruction = new(ColumnKind.OptionalText, false, "instruction");

    /// <summary>Reads everything.</summary>
    public static Outcome<RetrievalData> Read(RetrievalFiles files, ReadContext context)
    {
        var corpus = TabularReader.Read(files.Corpus, [Id, Text, Title], context);
        if (!corpus.Succeeded)
        {
            return corpus.FailedAs<RetrievalData>();
        }

        var queries = TabularReader.Read(files.Queries, [Id, Query], context);
        if (!queries.Succeeded)
        {
            return queries.FailedAs<RetrievalData>();
        }

        var qrels = QrelsReader.Read(files.Qrels, context);
        if (!qrels.Succeeded)
        {
            return qrels.FailedAs<RetrievalData>();
        }

        var documentIds = corpus.Value.Get<string>(Id.Name);
        var queryIds = queries.Value.Get<string>(Id.Name);
        var data = new RetrievalData
        {
            DocumentIds = documentIds,
            DocumentTexts = corpus.Value.Get<string>(Text.Name),
            DocumentTitles = Titles(corpus.Value),
            QueryIds = queryIds,
            Queries = queries.Value.Get<QueryText>(Query.Name),
            Qrels = qrels.Value.ByQuery,
        };
        return AddParts(data, files, context, [.. Duplicates(files.Corpus, documentIds), .. Duplicates(files.Queries, queryIds)]);
    }

    private static Outcome<RetrievalData> AddParts(RetrievalData data, RetrievalFiles files, ReadContext context, List<Diagnostic> noticed)
    {
        if (files.TopRanked is not null)
        {
            var candidates = ReadDocumentLists(files.TopRanked, context);
            if (!candidates.Succeeded)
            {
                return candidates.FailedAs<RetrievalData>();
            }

            data = data with { TopRanked = candidates.Value };
        }

        if (files.ChangedQrels is not null)
        {
            var changed = ReadDocumentLists(files.ChangedQrels, context);
            if (!changed.Succeeded)
            {
                return changed.FailedAs<RetrievalData>();
            }

            data = data with { ChangedQrels = changed.Value };
        }

        if (files.Instructions is not null)
        {
            var instructions = TabularReader.Read(files.Instructions, [QueryId, Instruction], context);
            if (!instructions.Succeeded)
            {
                return instructions.FailedAs<RetrievalData>();
            }

            var values = instructions.Value.Find<string?>(Instruction.Name) ?? new string?[instructions.Value.RowCount];
            var byQuery = ByQuery<string?, string?>(instructions.Value, values);
            data = data with { Instructions = [.. data.QueryIds.Select(query => byQuery.GetValueOrDefault(query))] };
        }

        return Outcome.Success(data, noticed);
    }

    private static Outcome<Dictionary<string, IReadOnlyList<string>>> ReadDocumentLists(DataFile file, ReadContext context)
    {
        var table = TabularReader.Read(file, [QueryId, Candidates], context);
        return table.Succeeded
            ? ByQuery<string[], IReadOnlyList<string>>(table.Value, table.Value.Get<string[]>(Candidates.Name))
            : table.FailedAs<Dictionary<string, IReadOnlyList<string>>>();
    }

    private static string[]? Titles(ColumnSet corpus)
    {
        var titles = corpus.Find<string>(Title.Name);
        for (var i = 0; i < titles?.Length; i++)
        {
            titles[i] ??= "";
        }

        return titles;
    }

    private static Dictionary<string, TValue> ByQuery<T, TValue>(ColumnSet table, T[] values)
        where T : TValue
    {
        var queries = table.Get<string>(QueryId.Name);
        var byQuery = new Dictionary<string, TValue>(queries.Length);
        for (var row = 0; row < queries.Length; row++)
        {
            byQuery[queries[row]] = values[row];
        }

        return byQuery;
    }

    private static IEnumerable<Diagnostic> Duplicates(DataFile file, string[] ids)
    {
        var seen = new HashSet<string>(ids.Length);
        string? first = null;
        var count = 0;
        foreach (var id in ids)
        {
            if (!seen.Add(id))
            {
                first ??= id;
                count++;
            }
        }

        return first is null
            ? []
            : [DatasetCodes.DuplicateId.At(
                new SourcePlace(file.Path),
                $"{count} rows repeat the id of an earlier row, the first of them '{first}'.",
                "Give every row an id of its own; judgements cannot tell rows with the same id apart.")];
    }
}
