using System.Collections.Frozen;
using System.Text.Json;

namespace Mteb.Schemas.Catalogue;

/// <summary>What a task type means for a task of one's own.</summary>
/// <param name="BaseClass">mteb's base class.</param>
/// <param name="Category">mteb's usual category.</param>
/// <param name="MainScore">The usual main score.</param>
/// <param name="Metrics">The metrics, save those at cut-offs.</param>
internal sealed record OwnTaskKind(string BaseClass, string Category, string MainScore, IReadOnlyList<string> Metrics)
{
    private const string ClusteringType = "Clustering";
    private static readonly string[] MetricsAtCutOffs = ["ndcg", "map", "recall", "precision", "mrr", "hit_rate"];

    // How the Hub lays files out and which class computes the metrics: nothing to be chosen for a task of one's own.
    private static readonly string[] Fixed = ["fast_loading", "parallel_subsets", "evaluator", "evaluator_model"];

    private static readonly string[] Correlations = ["pearson", "spearman"];

    private static readonly string[] Classification =
        ["accuracy", "f1", "f1_weighted", "precision", "precision_weighted", "recall", "recall_weighted", "ap", "ap_weighted"];

    private static readonly OwnTaskKind Retrieval = new("AbsTaskRetrieval", "t2t", "ndcg_at_10", ["accuracy"]);
    private static readonly OwnTaskKind LegacyClustering = new("AbsTaskClusteringLegacy", "t2c", "v_measure", ["v_measure"]);

    private static readonly FrozenDictionary<string, OwnTaskKind> Kinds = new Dictionary<string, OwnTaskKind>
    {
        ["BitextMining"] = new("AbsTaskBitextMining", "t2t", "f1", ["precision", "recall", "f1", "accuracy"]),
        ["Classification"] = new("AbsTaskClassification", "t2c", "accuracy", Classification),
        ["MultilabelClassification"] = new("AbsTaskMultilabelClassification", "t2c", "accuracy", ["accuracy", "lrap", "f1", "hamming"]),
        ["Regression"] = new("AbsTaskRegression", "t2c", "kendalltau", ["mse", "mae", "r2", "kendalltau", "rmse"]),
        [ClusteringType] = new("AbsTaskClustering", "t2c", "v_measure", ["v_measure", "ami"]),
        ["PairClassification"] = new("AbsTaskPairClassification", "t2t", "max_ap", PairMetrics()),
        ["STS"] = new("AbsTaskSTS", "t2t", "cosine_spearman", Join(["", "cosine_", "manhattan_", "euclidean_"], Correlations)),
        ["Summarization"] = new("AbsTaskSummarization", "t2t", "cosine_spearman", Join(["", "cosine_", "dot_"], Correlations)),
        ["Retrieval"] = Retrieval,
        ["InstructionRetrieval"] = Retrieval,
        ["Reranking"] = Retrieval with { MainScore = "map_at_1000" },
        ["InstructionReranking"] = Retrieval with { MainScore = "map_at_1000" },
    }.ToFrozenDictionary();

    /// <summary>What a type means.</summary>
    /// <param name="type">One of the types that the schema allows.</param>
    /// <param name="isLegacy">Whether the older form of the type is meant.</param>
    public static OwnTaskKind Of(string type, bool isLegacy) => isLegacy && HasLegacyForm(type) ? LegacyClustering : Kinds[type];

    /// <summary>Whether the type has an older form.</summary>
    public static bool HasLegacyForm(string type) => type == ClusteringType;

    /// <summary>The settings that a task may have, with their defaults. They are the base class's, and for summaries the scale that all of mteb's have.</summary>
    public Dictionary<string, JsonElement> DefaultAttributes()
    {
        var attributes = new Dictionary<string, JsonElement>(TaskCatalogue.DefaultAttributes(BaseClass), StringComparer.Ordinal);
        if (BaseClass == "AbsTaskSummarization")
        {
            attributes["min_score"] = JsonElement.Parse("0");
            attributes["max_score"] = JsonElement.Parse("5");
        }

        return attributes;
    }

    /// <summary>Whether a task may set an attribute that has a default.</summary>
    public static bool MaySet(string attribute) => !Fixed.Contains(attribute);

    /// <summary>Every metric that can be the main score.</summary>
    /// <param name="cutOffs">The k values; empty for types without.</param>
    public IEnumerable<string> MetricsWith(IReadOnlyList<int> cutOffs) =>
        Metrics.Concat(MetricsAtCutOffs.SelectMany(metric => cutOffs.Select(k => $"{metric}_at_{k}")));

    private static List<string> PairMetrics() =>
        Join(["similarity_", "cosine_", "manhattan_", "euclidean_", "dot_", "max_"], ["accuracy", "f1", "precision", "recall", "ap"]);

    private static List<string> Join(string[] prefixes, string[] names) => [.. prefixes.SelectMany(prefix => names.Select(name => prefix + name))];
}
