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

    public RetrievalData? Retrieval { get; init; }

    public IReadOnlyList<string> TaskNames => [];

    public IReadOnlyList<DataRecord> Records(string task) => [];

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
