namespace Mteb.Evaluation.Datasets;

/// <summary>Statistics of retrieval data, as they are after mteb's loading: queries without judgements do not count.</summary>
internal static class RetrievalStatistics
{
    /// <summary>Describes retrieval data.</summary>
    public static DataStatistics Of(RetrievalData data)
    {
        var judged = Enumerable.Range(0, data.QueryIds.Count).Where(query => data.Qrels.ContainsKey(data.QueryIds[query])).ToList();
        var builder = new StatisticsBuilder();
        builder.Set("num_documents", data.DocumentIds.Count);
        builder.Set("num_queries", judged.Count);
        builder.Set("num_samples", data.DocumentIds.Count + judged.Count);
        builder.AddLengths("documents_text", Enumerable.Range(0, data.DocumentIds.Count).Select(document => DocumentLength(data, document)));
        builder.AddTexts("queries_text", judged.Select(query => QueryText(data, query)));

        // Only a query that is there has judgements that count.
        var positive = judged.Sum(query => data.Qrels[data.QueryIds[query]].Values.LongCount(score => score > 0));
        builder.Set("qrels.positive", positive);
        if (judged.Count > 0)
        {
            builder.Set("qrels.avg", (double)positive / judged.Count);
        }

        if (data.TopRanked is { Count: > 0 })
        {
            builder.Set("top_ranked.total", builder.AddRange("top_ranked", data.TopRanked.Values.Select(candidates => (double)candidates.Count)));
        }

        return builder.Build();
    }

    // Title, a space and text, without white space at the ends.
    private static long DocumentLength(RetrievalData data, int document)
    {
        var text = data.DocumentTexts[document];
        var whole = data.DocumentTitles?[document] is { Length: > 0 } title ? $"{title} {text}" : text;
        return StatisticsBuilder.Length(StatisticsBuilder.Strip(whole));
    }

    private static string QueryText(RetrievalData data, int index)
    {
        var query = data.Queries[index];
        var instruction = data.Instructions?[index];
        return query.Turns is null
            ? instruction is null ? query.Text! : $"{query.Text} {instruction}"
            : $"{(instruction is null ? "" : $"{instruction} ")}{string.Join("; ", query.Turns.Select(Turn))}";
    }

    private static string Turn(ConversationTurn turn) => turn.Role is null ? turn.Content : $"{turn.Role}: {turn.Content}";
}
