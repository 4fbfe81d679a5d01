using System.Text.Json;

namespace Mteb.Schemas.Models;

/// <summary>What <c>config.json</c> says about a transformer. Anything it does not say is null.</summary>
public sealed record ModelConfig
{
    /// <summary>The family, for example <c>bert</c>.</summary>
    public string? ModelType { get; init; }

    /// <summary>Class names, for example <c>BertModel</c>.</summary>
    public IReadOnlyList<string> Architectures { get; init; } = [];

    /// <summary>Length of a token's vector (<c>hidden_size</c>, <c>dim</c>, <c>d_model</c> or <c>n_embd</c>).</summary>
    public int? HiddenSize { get; init; }

    /// <summary>Rows of the embedding table.</summary>
    public int? VocabularySize { get; init; }

    /// <summary>Positions that the model knows.</summary>
    public int? MaxPositions { get; init; }

    /// <summary>The id that fills short rows.</summary>
    public int? PadTokenId { get; init; }

    /// <summary>Whether a token sees only those before it; null when the file leaves it to the architecture.</summary>
    public bool? IsCausal { get; init; }

    /// <summary>Python files of the repository that the configuration refers to (<c>auto_map</c>), by name of the class they stand for.</summary>
    public IReadOnlyDictionary<string, string> RemoteCode { get; init; } = new Dictionary<string, string>();

    /// <summary>The whole file.</summary>
    public JsonElement Json { get; init; }

    /// <summary>
    /// Positions that a text can take up: families that number positions from the padding id on cannot use the first ones.
    /// Null for families without a table of positions, which may go beyond what they were trained on.
    /// </summary>
    public int? UsablePositions => ModelType switch
    {
        "bert" or "distilbert" or "electra" or "albert" or "ernie" or "gpt2" => MaxPositions,
        "roberta" or "xlm-roberta" or "camembert" or "mpnet" or "xlm-roberta-xl" or "longformer" =>
            MaxPositions - (PadTokenId ?? 1) - 1,
        _ => null,
    };
}
