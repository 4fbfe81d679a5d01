using Mteb.Evaluation.Datasets.DuckDb;
using Mteb.Evaluation.Datasets.Formats;
using Mteb.Evaluation.Datasets.Local;
using Mteb.Evaluation.Datasets.Transforms;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Datasets;

/// <summary>
/// Data from a folder: <c>&lt;task&gt;/[&lt;subset&gt;/]&lt;split&gt;.jsonl</c>, for retrieval <c>corpus</c>, <c>queries</c>,
/// <c>qrels/&lt;split&gt;.tsv</c> and, where wanted, <c>top_ranked</c>, <c>instruction</c> and <c>qrel_diff</c>; also CSV, TSV and Parquet, and
/// packed with gzip. Columns are named as in mteb. It may be used from several threads.
/// </summary>
/// <param name="root">The folder that holds the task folders.</param>
/// <param name="threads">Threads of DuckDB, where it is needed; the rows are in file order whatever their number.</param>
public sealed class LocalTaskDataSource(string root, int threads = 1) : ITaskDataSource
{
    private readonly Lock _lock = new();
    private readonly List<DataRecord> _records = [];
    private readonly DuckDbOptions _duckDb = new(threads);

    /// <inheritdoc/>
    /// <remarks>Names of the folders below the root.</remarks>
    public IReadOnlyList<string> TaskNames => Directory.Exists(root)
        ? [.. Directory.EnumerateDirectories(root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)]
        : [];

    /// <inheritdoc/>
    /// <remarks>
    /// Where only some of the task's subsets are there, the outcome is a success with those, and an error
    /// (<c>MTEB3152</c>) that names the others: whoever did not choose the subsets must stop. To look only at chosen
    /// subsets, pass facts that hold no others.
    /// </remarks>
    public Outcome<IReadOnlyList<SubsetFacts>> FindSubsets(TaskFacts task)
    {
        var folder = TaskFolder.Find(root, task.DataFolder);
        return folder.Succeeded ? folder.Value.FindSubsets(task, SharedFolders(task)) : folder.FailedAs<IReadOnlyList<SubsetFacts>>();
    }

    /// <inheritdoc/>
    public Task<Outcome<Table>> ReadTableAsync(
        TaskFacts task, string subset, string split, IReadOnlyList<ColumnSpec> columns, CancellationToken cancellationToken) =>
        Task.Run(() => ReadTable(task, subset, split, columns, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Optional parts that are wanted but not in the folder stay null.</remarks>
    public Task<Outcome<RetrievalData>> ReadRetrievalAsync(
        TaskFacts task, string subset, string split, RetrievalParts parts, CancellationToken cancellationToken) =>
        Task.Run(() => ReadRetrieval(task, subset, split, parts, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<DataRecord> Records(string task)
    {
        lock (_lock)
        {
            return [.. _records.Where(record => record.Task == task)];
        }
    }

    // The folders that hold the data of a subset where subsets share them; null where each has a folder of its own.
    private static Func<SubsetFacts, IEnumerable<string>>? SharedFolders(TaskFacts task) =>
        task.GetSwitch("parallel_subsets") ? _ => []
        : TaskTransforms.Find(task.Name)?.Passages is null ? null
        : subset => PassageTables.Folders(subset) is var (documents, queries) ? [documents, queries] : [];

    private Outcome<Table> ReadTable(
        TaskFacts task, string subset, string split, IReadOnlyList<ColumnSpec> columns, CancellationToken cancellationToken)
    {
        var folder = TaskFolder.Find(root, task.DataFolder);
        if (!folder.Succeeded)
        {
            return folder.FailedAs<Table>();
        }

        var found = ReadRows(task, folder.Value, subset, split, [.. columns.Select(ColumnRequest.For)], new ReadContext(_duckDb, cancellationToken));
        if (!found.Succeeded)
        {
            return found.FailedAs<Table>();
        }

        var (rows, files) = found.Value;
        var statistics = TableStatistics.Of(task, rows.RowCount, rows.Columns);
        Record(new DataRecord(task.Name, subset, split, files, DatasetFingerprint.Of(rows.Columns), statistics));
        return Outcome.Success(new Table(rows.RowCount, rows.Columns), found.Diagnostics);
    }

    private static Outcome<SplitRows> ReadRows(
        TaskFacts task, TaskFolder folder, string subset, string split, IReadOnlyList<ColumnRequest> columns, ReadContext context)
    {
        return TaskTransforms.Find(task.Name) is { } transform ? transform.Read(task, subset, split, columns, Read) : Read(split, columns);

        Outcome<SplitRows> Read(string source, IReadOnlyList<ColumnRequest> requests)
        {
            var file = folder.FindSplit(subset, source);
            if (!file.Succeeded)
            {
                return file.FailedAs<SplitRows>();
            }

            var rows = TabularReader.Read(file.Value, requests, context);
            return rows.Succeeded ? Outcome.Success(new SplitRows(rows.Value, [file.Value.Path]), rows.Diagnostics) : rows.FailedAs<SplitRows>();
        }
    }

    private Outcome<RetrievalData> ReadRetrieval(
        TaskFacts task, string subset, string split, RetrievalParts parts, CancellationToken cancellationToken)
    {
        var folder = TaskFolder.Find(root, task.DataFolder);
        if (!folder.Succeeded)
        {
            return folder.FailedAs<RetrievalData>();
        }

        if (TaskTransforms.Find(task.Name)?.Passages is { } tables && !folder.Value.HasPart(subset, "corpus"))
        {
            return ReadPassages(task, folder.Value, tables, subset, split, cancellationToken);
        }

        var files = FindParts(folder.Value, subset, split, parts);
        if (!files.Succeeded)
        {
            return files.FailedAs<RetrievalData>();
        }

        var read = RetrievalReader.Read(files.Value, new ReadContext(_duckDb, cancellationToken));
        if (read.Succeeded)
        {
            var paths = files.Value.All.Select(file => file.Path);
            Record(new DataRecord(task.Name, subset, split, [.. paths], DatasetFingerprint.Of(read.Value), RetrievalStatistics.Of(read.Value)));
        }

        return read;
    }

    private Outcome<RetrievalData> ReadPassages(
        TaskFacts task, TaskFolder folder, PassageTables tables, string subset, string split, CancellationToken cancellationToken)
    {
        var folders = PassageTables.Folders(task.Subsets.First(facts => facts.Name == subset));
        var (documents, queries) = (folder.FindSplit(folders.Documents, split), folder.FindSplit(folders.Queries, split));
        if (documents.Value is not { } documentFile || queries.Value is not { } queryFile)
        {
            return Outcome.Failure<RetrievalData>([.. documents.Diagnostics.Concat(queries.Diagnostics).Distinct()]);
        }

        var read = tables.Read(documentFile, queryFile, new ReadContext(_duckDb, cancellationToken));
        if (read.Succeeded)
        {
            string[] paths = [.. new[] { documentFile.Path, queryFile.Path }.Distinct()];
            Record(new DataRecord(task.Name, subset, split, paths, DatasetFingerprint.Of(read.Value), RetrievalStatistics.Of(read.Value)));
        }

        return read;
    }

    private static Outcome<RetrievalFiles> FindParts(TaskFolder folder, string subset, string split, RetrievalParts parts)
    {
        var required = new[]
        {
            folder.FindPart(subset, "corpus", split),
            folder.FindPart(subset, "queries", split),
            folder.FindPart(subset, "qrels", split, bySplit: true),
        };
        var topRanked = FindOptional(folder, subset, "top_ranked", split, parts.HasFlag(RetrievalParts.TopRanked));
        var instructions = FindOptional(folder, subset, "instruction", split, parts.HasFlag(RetrievalParts.Instructions));
        var changedQrels = FindOptional(folder, subset, "qrel_diff", split, parts.HasFlag(RetrievalParts.ChangedQrels));
        var failures = required.Concat([topRanked ?? required[0], instructions ?? required[0], changedQrels ?? required[0]])
            .SelectMany(part => part.Diagnostics)
            .Distinct()
            .ToList();
        return failures.Count > 0
            ? Outcome.Failure<RetrievalFiles>(failures)
            : new RetrievalFiles(required[0].Value!, required[1].Value!, required[2].Value!, topRanked?.Value, instructions?.Value, changedQrels?.Value);
    }

    private static Outcome<DataFile>? FindOptional(TaskFolder folder, string subset, string part, string split, bool isWanted) =>
        isWanted && folder.HasPart(subset, part) ? folder.FindPart(subset, part, split) : default(Outcome<DataFile>?);

    // The same content read again leaves no second record; a split that is read in two ways leaves two.
    private void Record(DataRecord record)
    {
        lock (_lock)
        {
            if (!_records.Any(known => (known.Task, known.Subset, known.Split, known.Sha256) == (record.Task, record.Subset, record.Split, record.Sha256)))
            {
                _records.Add(record);
            }
        }
    }
}
