using Mteb.Evaluation.Datasets.Formats;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Datasets.Transforms;

/// <summary>
/// Retrieval data stored as one table a language, each row a question about a passage. Documents of a subset are the
/// passages of its first language, queries the questions of its last; a question belongs to the passage with its key.
/// </summary>
/// <param name="Key">Column that tells passages apart, the same in all languages.</param>
/// <param name="Passage">Column with the passage.</param>
/// <param name="Question">Column with the question.</param>
internal sealed record PassageTables(string Key, string Passage, string Question)
{
    /// <summary>The folders of a subset: that of its documents and that of its queries.</summary>
    public static (string Documents, string Queries) Folders(SubsetFacts subset) => (Folder(subset.Languages[0]), Folder(subset.Languages[^1]));

    /// <summary>Reads the two files of a split.</summary>
    /// <returns>Every passage and every question once, in the order of the rows; or what is wrong with the files.</returns>
    public Outcome<RetrievalData> Read(DataFile documents, DataFile queries, ReadContext context)
    {
        var passages = TabularReader.Read(documents, [Text(Key), Text(Passage)], context);
        if (!passages.Succeeded)
        {
            return passages.FailedAs<RetrievalData>();
        }

        var questions = TabularReader.Read(queries, [Text(Key), Text(Question)], context);
        return questions.Succeeded ? Join(passages.Value, questions.Value, queries.Path) : questions.FailedAs<RetrievalData>();
    }

    private Outcome<RetrievalData> Join(ColumnSet passages, ColumnSet questions, string path)
    {
        var documents = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, text) in passages.Get<string>(Key).Zip(passages.Get<string>(Passage)))
        {
            documents.TryAdd(key, text);
        }

        var queries = new OrderedDictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var (key, text) in questions.Get<string>(Key).Zip(questions.Get<string>(Question)))
        {
            var document = documents.IndexOf(key);
            if (document < 0)
            {
                return DatasetCodes.ValueMissing.At(
                    new SourcePlace(path),
                    $"A question is about the passage '{key}' ({Key}), which the file with the documents does not have.",
                    "Take the files of all languages from the same revision of the data.");
            }

            queries.TryAdd(text, []);
            queries[text][$"C{document}"] = 1;
        }

        string[] queryIds = [.. Enumerable.Range(0, queries.Count).Select(query => $"Q{query}")];
        return new RetrievalData
        {
            DocumentIds = [.. Enumerable.Range(0, documents.Count).Select(document => $"C{document}")],
            DocumentTexts = [.. documents.Values],
            QueryIds = queryIds,
            Queries = [.. queries.Keys.Select(text => new QueryText(text))],
            Qrels = queryIds.Zip(queries.Values).ToDictionary(pair => pair.First, pair => (IReadOnlyDictionary<string, int>)pair.Second),
        };
    }

    private static ColumnRequest Text(string column) => new(ColumnKind.Text, true, column);

    private static string Folder(string language) => language.Replace('-', '_');
}
