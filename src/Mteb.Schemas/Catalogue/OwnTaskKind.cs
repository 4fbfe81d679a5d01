using System.Collections.Frozen;
using System.Text.Json;

namespace Mteb.Schemas.Catalogue;

/// <summary>What a task type means for a task of one's own: its base class, metrics and default settings, which are mteb's.</summary>
/// <param name="BaseClass">mteb's base class.</param>
/// <param name="Category">mteb's usual category.</param>
/// <param name="MainScore">The usual main score.</param>
/// <param name="Metrics">The metrics, save those at cut-offs.</param>
/// <param name="Defaults">The settings with their defaults, as a JSON object.</param>
internal sealed record OwnTaskKind(string BaseClass, string Category, string MainScore, IReadOnlyList<string> Metrics, string Defaults)
{
    private const string ClusteringType = "Clustering";
    private static readonly string[] MetricsAtCutOffs = ["ndcg", "map", "recall", "precision", "mrr", "hit_rate"];

    private static readonly string[] Correlations = ["pearson", "spearman"];

    private static readonly string[] Classification =
        ["accuracy", "f1", "f1_weighted", "precision", "precision_weighted", "recall", "recall_weighted", "ap", "ap_weighted"];

    private static readonly OwnTaskKind Retrieval = new(
        "AbsTaskRetrieval", "t2t", "ndcg_at_10", ["accuracy"],
        """{"k_values": [1, 3, 5, 10, 20, 100, 1000], "ignore_identical_ids": false, "skip_first_result": false}""");

    private static readonly OwnTaskKind LegacyClustering = new(
        "AbsTaskClusteringLegacy", "t2c", "v_measure", ["v_measure"],
        """{"input_column_name": "sentences", "label_column_name": "labels"}""");

    private static readonly FrozenDictionary<string, OwnTaskKind> Kinds = new Dictionary<string, OwnTaskKind>
    {
        ["BitextMining"] = new("AbsTaskBitextMining", "t2t", "f1", ["precision", "recall", "f1", "accuracy"], "{}"),
        ["Classification"] = new("AbsTaskClassification", "t2c", "accuracy", Classification, TrainedDefaults("label", "")),
        ["MultilabelClassification"] = new(
            "AbsTaskMultilabelClassification", "t2c", "accuracy", ["accuracy", "lrap", "f1", "hamming"],
            TrainedDefaults("label", """, "max_eval_samples": 3000""")),
        ["Regression"] = new(
            "AbsTaskRegression", "t2c", "kendalltau", ["mse", "mae", "r2", "kendalltau", "rmse"],
            TrainedDefaults("value", """, "n_samples": 2048""")),
        [ClusteringType] = new(
            "AbsTaskClustering", "t2c", "v_measure", ["v_measure", "ami"],
            """
            {"max_fraction_of_documents_to_embed": 0.04, "max_document_to_embed": null, "max_documents_per_cluster": 16384, "n_clusters": 10,
             "k_mean_batch_size": 512, "max_depth": null, "input_column_name": "sentences", "label_column_name": "labels"}
            """),
        ["PairClassification"] = new(
            "AbsTaskPairClassification", "t2t", "max_ap", PairMetrics(),
            """
            {"input1_column_name": "sentence1", "input2_column_name": "sentence2", "label_column_name": "labels",
             "input1_prompt_type": null, "input2_prompt_type": null}
            """),
        ["STS"] = new(
            "AbsTaskSTS", "t2t", "cosine_spearman", Join(["", "cosine_", "manhattan_", "euclidean_"], Correlations),
            """
            {"column_names": ["sentence1", "sentence2"], "min_score": 0, "max_score": 5, "input1_prompt_type": null, "input2_prompt_type": null}
            """),
        ["Summarization"] = new(
            "AbsTaskSummarization", "t2t", "cosine_spearman", Join(["", "cosine_", "dot_"], Correlations),
            """
            {"min_score": 0, "max_score": 5, "text_column_name": "text", "human_summaries_column_name": "human_summaries",
             "machine_summaries_column_name": "machine_summaries", "relevancy_column_name": "relevance"}
            """),
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

    /// <summary>The default settings.</summary>
    public Dictionary<string, JsonElement> DefaultAttributes() => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Defaults)!;

    /// <summary>Every metric that can be the main score.</summary>
    /// <param name="cutOffs">The k values; empty for types without.</param>
    public IEnumerable<string> MetricsWith(IReadOnlyList<int> cutOffs) =>
        Metrics.Concat(MetricsAtCutOffs.SelectMany(metric => cutOffs.Select(k => $"{metric}_at_{k}")));

    private static string TrainedDefaults(string label, string more) =>
        $$"""
        {"samples_per_label": 8, "n_experiments": 10, "train_split": "train", "label_column_name": "{{label}}", "input_column_name": "text",
         "is_cross_validation": false, "n_splits": 5{{more}}}
        """;

    private static List<string> PairMetrics() =>
        Join(["similarity_", "cosine_", "manhattan_", "euclidean_", "dot_", "max_"], ["accuracy", "f1", "precision", "recall", "ap"]);

    private static List<string> Join(string[] prefixes, string[] names) => [.. prefixes.SelectMany(prefix => names.Select(name => prefix + name))];
}
