using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Datasets;

/// <summary>Where the data of tasks come from.</summary>
public interface ITaskDataSource
{
    /// <summary>Names of the tasks whose data are there, as far as that is known without reading them; in no particular order.</summary>
    IReadOnlyList<string> TaskNames { get; }

    /// <summary>What was read so far of a task, one record a split of a subset.</summary>
    /// <param name="task">Name of the task.</param>
    IReadOnlyList<DataRecord> Records(string task);

    /// <summary>The subsets of a task that are there, in the order of the facts; or why none is.</summary>
    Outcome<IReadOnlyList<SubsetFacts>> FindSubsets(TaskFacts task);

    /// <summary>Reads a split of a subset as a table.</summary>
    /// <param name="task">The task.</param>
    /// <param name="subset">Name of the subset.</param>
    /// <param name="split">Name of the split.</param>
    /// <param name="columns">The columns wanted; others are not read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The rows in file order; or a diagnostic with file, line and column.</returns>
    Task<Outcome<Table>> ReadTableAsync(
        TaskFacts task, string subset, string split, IReadOnlyList<ColumnSpec> columns, CancellationToken cancellationToken);

    /// <summary>Reads corpus, queries and judgements of a split of a subset.</summary>
    /// <param name="task">The task.</param>
    /// <param name="subset">Name of the subset.</param>
    /// <param name="split">Name of the split.</param>
    /// <param name="parts">Which optional parts are wanted.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    Task<Outcome<RetrievalData>> ReadRetrievalAsync(
        TaskFacts task, string subset, string split, RetrievalParts parts, CancellationToken cancellationToken);
}

/// <summary>Optional parts of retrieval data.</summary>
[Flags]
public enum RetrievalParts
{
    /// <summary>Corpus, queries and judgements only.</summary>
    None = 0,

    /// <summary>Candidates of each query, for reranking.</summary>
    TopRanked = 1,

    /// <summary>Instruction of each query.</summary>
    Instructions = 2,

    /// <summary>Documents that a changed instruction makes irrelevant (<c>changed_qrels</c>).</summary>
    ChangedQrels = 4,
}
