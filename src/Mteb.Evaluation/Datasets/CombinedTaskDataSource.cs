using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Datasets;

/// <summary>Several sources as one: a task comes from the first that has it.</summary>
/// <param name="sources">The sources, in the order of search; at least one.</param>
public sealed class CombinedTaskDataSource(IReadOnlyList<ITaskDataSource> sources) : ITaskDataSource
{
    /// <inheritdoc/>
    public IReadOnlyList<string> TaskNames => [.. sources.SelectMany(source => source.TaskNames).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public IReadOnlyList<DataRecord> Records(string task) => [.. sources.SelectMany(source => source.Records(task))];

    /// <inheritdoc/>
    public Outcome<IReadOnlyList<SubsetFacts>> FindSubsets(TaskFacts task) => SourceOf(task).FindSubsets(task);

    /// <inheritdoc/>
    public Task<Outcome<Table>> ReadTableAsync(
        TaskFacts task, string subset, string split, IReadOnlyList<ColumnSpec> columns, CancellationToken cancellationToken) =>
        SourceOf(task).ReadTableAsync(task, subset, split, columns, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<RetrievalData>> ReadRetrievalAsync(
        TaskFacts task, string subset, string split, RetrievalParts parts, CancellationToken cancellationToken) =>
        SourceOf(task).ReadRetrievalAsync(task, subset, split, parts, cancellationToken);

    // Where no source has the task, the first one says so.
    private ITaskDataSource SourceOf(TaskFacts task) =>
        sources.FirstOrDefault(source => source.TaskNames.Contains(task.DataFolder, StringComparer.Ordinal)) ?? sources[0];
}
