using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Tests.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>Data of a task in memory: columns of JSON by subset and split, or retrieval data.</summary>
internal sealed class MemoryData : ITaskDataSource
{
    private readonly Dictionary<(string Subset, string Split), JsonElement> _tables = [];
    private readonly List<DataRecord> _records = [];

    public RetrievalData? Retrieval { get; init; }

    public IReadOnlyList<string> TaskNames => [];

    /// <summary>Whether it is noted what was read, so that results name its content.</summary>
    public bool TakesRecords { get; init; }

    public IReadOnlyList<DataRecord> Records(string task) => [.. _records.Where(record => record.Task == task)];

    public MemoryData With(string split, JsonElement columns, string subset = "default")
    {
        _tables[(subset, split)] = columns;
        return this;
    }

    public Outcome<IReadOnlyList<SubsetFacts>> FindSubsets(TaskFacts task) => Outcome.Success(task.Subsets, []);

    public Task<Outcome<Table>> ReadTableAsync(
        TaskFacts task, string subset, string split, IReadOnlyList<ColumnSpec> columns, CancellationToken cancellationToken)
    {
        var source = _tables[(subset, split)];
        var read = new Dictionary<string, Array>();
        foreach (var column in columns)
        {
            if (source.TryGetProperty(column.Name, out var values))
            {
                read[column.Name] = Convert(values, column.Type);
            }
            else if (column.Required)
            {
                throw new KeyNotFoundException(column.Name);
            }
        }

        var record = new DataRecord(task.Name, subset, split, [$"{subset}/{split}.jsonl"], DatasetFingerprint.Of(read), TableStatistics.Of(task, read.Values.First().Length, read));
        if (TakesRecords && !_records.Any(known => (known.Subset, known.Split, known.Sha256) == (subset, split, record.Sha256)))
        {
            _records.Add(record);
        }

        return Task.FromResult<Outcome<Table>>(new Table(read.Values.First().Length, read));
    }

    public Task<Outcome<RetrievalData>> ReadRetrievalAsync(
        TaskFacts task, string subset, string split, RetrievalParts parts, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<RetrievalData>>(Retrieval! with
        {
            TopRanked = parts.HasFlag(RetrievalParts.TopRanked) ? Retrieval.TopRanked : null,
            Instructions = parts.HasFlag(RetrievalParts.Instructions) ? Retrieval.Instructions : null,
            ChangedQrels = parts.HasFlag(RetrievalParts.ChangedQrels) ? Retrieval.ChangedQrels : null,
        });

    private static Array Convert(JsonElement values, ColumnType type)
    {
        var items = values.EnumerateArray();
        return type switch
        {
            ColumnType.Text => items.Select(item => item.GetString()!).ToArray(),
            ColumnType.Number => items.Select(Goldens.Number).ToArray(),
            ColumnType.Label => items.Select(ToLabel).ToArray(),
            ColumnType.TextList => items.Select(JsonValues.Texts).ToArray(),
            ColumnType.LabelList => items.Select(Labels).ToArray(),
            ColumnType.NumberList => items.Select(JsonValues.Doubles).ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };
    }

    private static Label[] Labels(JsonElement item) =>
        item.ValueKind == JsonValueKind.Array ? [.. item.EnumerateArray().Select(ToLabel)] : [ToLabel(item)];

    private static Label ToLabel(JsonElement item) =>
        item.ValueKind == JsonValueKind.String ? new Label(item.GetString()!) : new Label(item.GetInt64());
}
