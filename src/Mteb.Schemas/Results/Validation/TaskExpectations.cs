using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using Mteb.Schemas.Catalogue;

namespace Mteb.Schemas.Results.Validation;

/// <summary>What a result of a task must look like, prepared for comparing with bytes.</summary>
internal sealed class TaskExpectations
{
    private const string OnlySubset = "default";

    // Types whose scores are correlations or differences, and may be negative.
    private static readonly FrozenSet<string> SignedTypes = FrozenSet.Create(
        StringComparer.Ordinal, "STS", "Summarization", "Regression", "InstructionReranking", "VisualSTS(eng)", "VisualSTS(multi)");

    private static readonly ConcurrentDictionary<string, TaskExpectations?> Known = new(StringComparer.Ordinal);

    private readonly Dictionary<string, byte[][]> _languages;

    private TaskExpectations(TaskFacts facts)
    {
        Facts = facts;
        MainMetric = Encoding.UTF8.GetBytes(facts.MainScore);
        Splits = facts.EvalSplits.ToHashSet(StringComparer.Ordinal);
        IsAggregate = facts.AggregateOf.Count > 0;
        Subsets = IsAggregate ? [OnlySubset] : [.. facts.Subsets.Select(subset => subset.Name)];
        _languages = facts.Subsets.ToDictionary(
            subset => subset.Name, subset => subset.Languages.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes).ToArray(), StringComparer.Ordinal);
        Revision = facts.DatasetRevision ?? (IsAggregate ? "1" : null);
        MayBeNegative = SignedTypes.Contains(facts.Type);
        Distribution = ScoreDistribution.Find(facts.Name);
    }

    /// <summary>What the catalogue says.</summary>
    public TaskFacts Facts { get; }

    /// <summary>The main metric, UTF-8.</summary>
    public byte[] MainMetric { get; }

    /// <summary>The splits that count.</summary>
    public IReadOnlySet<string> Splits { get; }

    /// <summary>The subsets that a complete result has.</summary>
    public IReadOnlyList<string> Subsets { get; }

    /// <summary>Whether its result is made of those of other tasks.</summary>
    public bool IsAggregate { get; }

    /// <summary>The revision of the data; mteb gives aggregates the revision 1. Null for a task without data.</summary>
    public string? Revision { get; }

    /// <summary>Whether a score may be negative.</summary>
    public bool MayBeNegative { get; }

    /// <summary>What models reach; null when too few are known.</summary>
    public ScoreDistribution? Distribution { get; }

    /// <summary>The task of that name; null when mteb has none.</summary>
    public static TaskExpectations? Find(string name) =>
        Known.GetOrAdd(name, static key => TaskCatalogue.Find(key) is { } facts ? new TaskExpectations(facts) : null);

    /// <summary>The task of that name, be it one of old or with other case; null when mteb has none.</summary>
    public static TaskExpectations? FindByAnyName(string name) =>
        Find(name) ?? (LegacyNames.Resolve(name) is { } today ? Find(today) : null);

    /// <summary>Whether the task has that subset. <c>default</c> always is one of an aggregate.</summary>
    public bool HasSubset(string name) => _languages.ContainsKey(name) || (IsAggregate && name == OnlySubset);

    /// <summary>The distinct languages of a subset, UTF-8; null for an unknown one.</summary>
    public byte[][]? LanguagesOf(string subset) => _languages.GetValueOrDefault(subset);
}
