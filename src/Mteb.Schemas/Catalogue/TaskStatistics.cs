using System.Text.Json;

namespace Mteb.Schemas.Catalogue;

/// <summary>How large the data of a task are, after the task's own transformations. Lengths are in characters.</summary>
/// <param name="record">What the catalogue says, with mteb's names.</param>
public sealed class TaskStatistics(JsonElement record)
{
    private static readonly Lazy<Pack> Statistics = new(() => Pack.Open("statistics.pack"));

    /// <summary>Everything that the catalogue says, with mteb's names.</summary>
    public JsonElement Record { get; } = record;

    /// <summary>Rows; for retrieval, documents and queries together.</summary>
    public long? Samples => Integer("num_samples");

    /// <summary>Documents of a retrieval task; where mteb does not count them, derived from the judgements.</summary>
    public long? Documents => Integer("num_documents") ?? Integer("num_documents_derived");

    /// <summary>Queries of a retrieval task; where mteb does not count them, derived from the judgements.</summary>
    public long? Queries => Integer("num_queries") ?? Integer("num_queries_derived");

    /// <summary>Whether documents and queries are derived; that is right where every query has a judgement.</summary>
    public bool IsDerived => Integer("num_documents") is null && Integer("num_documents_derived") is not null;

    /// <summary>Characters of all texts together.</summary>
    public long? Characters => Integer("num_chars");

    /// <summary>Different labels.</summary>
    public long? UniqueLabels => Integer("unique_labels");

    /// <summary>Lengths of the texts, by mteb's name of the column: <c>text</c>, <c>text1</c>, <c>queries_text</c>, <c>documents_text</c> and others.</summary>
    public IReadOnlyDictionary<string, TextLengths> Texts => Record.EnumerateObject()
        .Where(member => member.Value.ValueKind == JsonValueKind.Object && member.Value.TryGetProperty("unique", out _))
        .ToDictionary(member => member.Name, member => TextLengths.Read(member.Value), StringComparer.Ordinal);

    /// <summary>The statistics of a split or one of its subsets.</summary>
    /// <param name="task">Name of the task.</param>
    /// <param name="split">Name of the split.</param>
    /// <param name="subset">Name of the subset; null, or <c>default</c> in a split without subsets, for the whole split.</param>
    /// <returns>Null where the catalogue has none.</returns>
    public static TaskStatistics? Find(string task, string split, string? subset = null)
    {
        var line = Statistics.Value.Find(task);
        if (line.IsEmpty || !JsonDocument.Parse(line).RootElement.TryGetProperty(split, out var record))
        {
            return null;
        }

        var hasSubsets = record.TryGetProperty("subsets", out var subsets);
        return subset is null || (!hasSubsets && subset == "default") ? new TaskStatistics(record)
            : hasSubsets && subsets.TryGetProperty(subset, out var part) ? new TaskStatistics(part)
            : null;
    }

    /// <summary>The splits that have statistics; those that are only trained on are among them.</summary>
    public static IReadOnlyList<string> Splits(string task)
    {
        var line = Statistics.Value.Find(task);
        return line.IsEmpty ? [] : [.. JsonDocument.Parse(line).RootElement.EnumerateObject().Select(split => split.Name)];
    }

    private long? Integer(string name) => Record.TryGetProperty(name, out var value) ? value.GetInt64() : null;
}

/// <summary>Lengths of texts in characters.</summary>
/// <param name="Shortest">The shortest.</param>
/// <param name="Average">The mean, to two decimals.</param>
/// <param name="Longest">The longest.</param>
/// <param name="Unique">How many different texts there are.</param>
public sealed record TextLengths(long Shortest, double Average, long Longest, long Unique)
{
    internal static TextLengths Read(JsonElement json) => new(
        json.GetProperty("min").GetInt64(), json.GetProperty("avg").GetDouble(), json.GetProperty("max").GetInt64(), json.GetProperty("unique").GetInt64());
}
