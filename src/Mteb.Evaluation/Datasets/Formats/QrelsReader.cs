using System.Text.Unicode;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>
/// Reads judgements. A TSV file of judgements is plain lines of tab-separated fields: a quotation mark in an id is part
/// of the id, so it is not read like other TSV files (docs/decisions/0003).
/// </summary>
internal static class QrelsReader
{
    private const string Header = "query-id<TAB>corpus-id<TAB>score";

    private static readonly ColumnRequest Query = new(ColumnKind.Id, true, "query-id");
    private static readonly ColumnRequest Document = new(ColumnKind.Id, true, "corpus-id");
    private static readonly ColumnRequest Score = new(ColumnKind.Integer, true, "score");

    /// <summary>Reads judgements; a later row of the same query and document counts.</summary>
    public static Outcome<Qrels> Read(DataFile file, ReadContext context) => file.Format == DataFormat.Tsv
        ? TabularReader.Guard(file, () => ReadLines(file, context))
        : ReadTable(file, context);

    private static Outcome<Qrels> ReadTable(DataFile file, ReadContext context)
    {
        var read = TabularReader.Read(file, [Query, Document, Score], context);
        if (!read.Succeeded)
        {
            return read.FailedAs<Qrels>();
        }

        var qrels = new Qrels();
        var queries = read.Value.Get<string>(Query.Name);
        var documents = read.Value.Get<string>(Document.Name);
        var scores = read.Value.Get<long>(Score.Name);
        for (var row = 0; row < scores.Length; row++)
        {
            if (scores[row] is < int.MinValue or > int.MaxValue)
            {
                return CellProblem.WrongValue(Score, $"{scores[row]}, which 32 bits cannot hold").At(new SourcePlace(file.Path), row + 1);
            }

            qrels.Add(queries[row], documents[row], (int)scores[row]);
        }

        return qrels;
    }

    private static Outcome<Qrels> ReadLines(DataFile file, ReadContext context)
    {
        using var stream = file.Open();
        using var lines = new LineReader(stream);
        if (!lines.TryRead(out var header))
        {
            return DataProblems.NoRows(file.Path);
        }

        if (Fields.Of(header) is not { } fields)
        {
            return DatasetCodes.QrelsHeader.At(
                new SourcePlace(file.Path, 1),
                $"The first line is '{System.Text.Encoding.UTF8.GetString(header)}', not the header.",
                $"Make '{Header}' the first line of the file, with tabs between the names.");
        }

        var qrels = new Qrels();
        while (lines.TryRead(out var line))
        {
            if (line.IsEmpty)
            {
                continue;
            }

            if (ReadLine(file, lines.Line, line, fields, qrels, context.Pool) is { } problem)
            {
                return problem;
            }

            if (lines.Line % 4096 == 0)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
            }
        }

        return qrels.Rows == 0 ? DataProblems.NoRows(file.Path) : qrels;
    }

    private static Diagnostic? ReadLine(DataFile file, int number, ReadOnlySpan<byte> line, Fields fields, Qrels qrels, StringPool pool)
    {
        var place = new SourcePlace(file.Path, number);
        if (!Utf8.IsValid(line))
        {
            return DataProblems.NotUtf8(place);
        }

        Span<Range> parts = stackalloc Range[fields.Count + 1];
        if (line.Count((byte)'\t') + 1 is var found && found != fields.Count)
        {
            return DataProblems.BadDelimited(place, $"The row has {found} fields, the header has {fields.Count}.");
        }

        Split(line, parts);
        var score = line[parts[fields.Score]];
        if (!VectorCells.TryParseWhole(score, out var value) || value is < int.MinValue or > int.MaxValue)
        {
            return CellProblem.WrongValue(Score, $"'{System.Text.Encoding.UTF8.GetString(score)}'").At(place);
        }

        qrels.Add(pool.Get(line[parts[fields.Query]]), pool.Get(line[parts[fields.Document]]), (int)value);
        return null;
    }

    private static void Split(ReadOnlySpan<byte> line, Span<Range> parts)
    {
        var count = 0;
        foreach (var part in line.Split((byte)'\t'))
        {
            parts[count++] = part;
        }
    }

    /// <summary>Where the fields stand.</summary>
    private sealed record Fields(int Query, int Document, int Score, int Count)
    {
        /// <summary>The fields that a header names; null when it is no header.</summary>
        public static Fields? Of(ReadOnlySpan<byte> header)
        {
            var names = System.Text.Encoding.UTF8.GetString(header).Split('\t').ToList();
            var fields = new Fields(names.IndexOf("query-id"), names.IndexOf("corpus-id"), names.IndexOf("score"), names.Count);
            return fields is { Query: >= 0, Document: >= 0, Score: >= 0 } ? fields : null;
        }
    }
}

/// <summary>Judgements as they grow.</summary>
internal sealed class Qrels
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, int>> _queries = [];
    private string? _lastQuery;
    private Dictionary<string, int> _last = [];

    /// <summary>Number of rows that were added.</summary>
    public long Rows { get; private set; }

    /// <summary>Query to document to judgement, in the order of first appearance.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> ByQuery => _queries;

    /// <summary>Adds a judgement over an earlier one.</summary>
    public void Add(string query, string document, int score)
    {
        if (query != _lastQuery)
        {
            if (!_queries.TryGetValue(query, out var known))
            {
                _queries[query] = known = new Dictionary<string, int>();
            }

            (_lastQuery, _last) = (query, (Dictionary<string, int>)known);
        }

        _last[document] = score;
        Rows++;
    }
}
