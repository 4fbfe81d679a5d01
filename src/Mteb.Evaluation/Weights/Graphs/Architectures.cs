using Mteb.Evaluation.Weights.Graphs.Families;

namespace Mteb.Evaluation.Weights.Graphs;

/// <summary>The families that there are graphs for, by the <c>model_type</c> of their configuration.</summary>
internal static class Architectures
{
    private static readonly Dictionary<string, Func<IArchitecture>> Known = new(StringComparer.Ordinal)
    {
        ["albert"] = () => new AlbertFamily(),
        ["bert"] = () => new BertFamily("bert.", countsPositions: false),
        ["camembert"] = () => new BertFamily("roberta.", countsPositions: true),
        ["deberta-v2"] = () => new DebertaFamily(),
        ["distilbert"] = () => new DistilBertFamily(),
        ["electra"] = () => new BertFamily("electra.", countsPositions: false),
        ["ernie"] = () => new BertFamily("ernie.", countsPositions: false),
        ["eurobert"] = () => new DecoderFamily(new DecoderTraits { Causal = false, Theta = 250000 }),
        ["gemma2"] = () => new DecoderFamily(new DecoderTraits { IsGemma = true, Pattern = 2, HeadWidth = 256 }),
        ["gemma3_text"] = () => new DecoderFamily(
            new DecoderTraits { IsGemma = true, NormsHeads = true, Pattern = 6, HeadWidth = 256, Theta = 1000000, LocalTheta = 10000 }),
        ["gte"] = () => new GteFamily(),
        ["jina_embeddings_v3"] = () => new JinaV3Family(),
        ["llama"] = () => new DecoderFamily(new DecoderTraits()),
        ["mistral"] = () => new DecoderFamily(new DecoderTraits { WindowEverywhere = true }),
        ["modernbert"] = () => new ModernBertFamily(),
        ["mpnet"] = () => new MpnetFamily(),
        ["mt5"] = () => new T5Family(),
        ["new"] = () => new GteFamily(),
        ["nomic_bert"] = () => new NomicFamily(),
        ["qwen2"] = () => new DecoderFamily(new DecoderTraits { BiasedQueries = true, WindowIsOptional = true }),
        ["qwen3"] = () => new DecoderFamily(new DecoderTraits { NormsHeads = true, WindowIsOptional = true, HeadWidth = 128 }),
        ["roberta"] = () => new BertFamily("roberta.", countsPositions: true),
        ["t5"] = () => new T5Family(),
        ["xlm-roberta"] = () => new BertFamily("roberta.", countsPositions: true),
    };

    /// <summary>The names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names => [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Finds the family of a configuration.</summary>
    /// <returns>The family; null when it is not known.</returns>
    public static IArchitecture? Find(ArchitectureConfig config)
    {
        // JinaBERT calls itself bert; only its positions give it away.
        if (config.ModelType == "bert" && config.Text("position_embedding_type", null) == "alibi")
        {
            return new JinaBertFamily();
        }

        return config.ModelType is { } type && Known.TryGetValue(type, out var create) ? create() : null;
    }
}
