namespace Mteb.Schemas.Models;

/// <summary>
/// How many tokens a model reads, by the rules of sentence-transformers 6: the module's own number first; without one, the
/// smaller of the tokenizer's number and the number of positions. What <c>tokenizer.json</c> says about truncation does not count.
/// </summary>
internal static class LengthRule
{
    /// <summary>Names of the transformer module's file in the course of time; the first that exists counts.</summary>
    public static readonly string[] ModuleFiles =
    [
        "sentence_bert_config.json", "sentence_roberta_config.json", "sentence_distilbert_config.json", "sentence_camembert_config.json",
        "sentence_albert_config.json", "sentence_xlm-roberta_config.json", "sentence_xlnet_config.json",
    ];

    /// <summary>Applies the rules.</summary>
    /// <param name="module">The transformer module's file; null when there is none.</param>
    /// <param name="tokenizer"><c>tokenizer_config.json</c>; null when there is none.</param>
    /// <param name="config">The facts of <c>config.json</c>; null when there is none.</param>
    public static LengthLimit Apply(ModelJson? module, ModelJson? tokenizer, ModelConfig? config)
    {
        foreach (var key in (string[])["processor_kwargs", "tokenizer_args"])
        {
            if (module?.Child(key)?.Integer("model_max_length") is { } given)
            {
                return new LengthLimit(given, $"{Path.GetFileName(module.File)}: {key}.model_max_length");
            }
        }

        if (module?.Integer("max_seq_length") is { } own)
        {
            return new LengthLimit(own, $"{Path.GetFileName(module.File)}: max_seq_length");
        }

        var tokens = tokenizer?.Integer("model_max_length");
        var positions = config?.MaxPositions is > 0 ? config.MaxPositions : null;
        return (tokens, positions) switch
        {
            ({ } fromTokenizer, null) => new LengthLimit(fromTokenizer, "tokenizer_config.json: model_max_length"),
            ({ } fromTokenizer, { } limit) when fromTokenizer <= limit => new LengthLimit(fromTokenizer, "tokenizer_config.json: model_max_length"),
            (_, { } limit) => new LengthLimit(limit, "config.json: max_position_embeddings"),
            _ => default,
        };
    }
}
