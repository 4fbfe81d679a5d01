namespace Mteb.Evaluation.Datasets.DuckDb;

/// <summary>DuckDB refused or failed. It never leaves the room: the readers turn it into a diagnostic.</summary>
/// <param name="message">DuckDB's own words.</param>
internal sealed class DuckDbException(string message) : Exception(message);
