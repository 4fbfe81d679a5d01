using Mteb.Evaluation.Datasets.DuckDb;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>What readers share while the parts of one split are read.</summary>
/// <param name="DuckDb">How DuckDB is run where it is needed.</param>
/// <param name="CancellationToken">Stops the reading.</param>
internal sealed record ReadContext(DuckDbOptions DuckDb, CancellationToken CancellationToken)
{
    /// <summary>Whether DuckDB's native library is there; asked only when a file needs it.</summary>
    public Func<bool> HasDuckDb { get; init; } = static () => DuckDbSession.IsAvailable;

    /// <summary>Labels and ids, so that the corpus, the judgements and the candidates share their ids.</summary>
    public StringPool Pool { get; } = new();
}
