using System.Text;
using Mteb.Testing.Onnx;

namespace Mteb.Quickstart;

/// <summary>
/// A lexical baseline as a sentence-transformers repository: texts are near each other when they share rare words, or parts
/// of words. It knows nothing of meaning. The same texts give the same bytes on every machine.
/// </summary>
public static class LexicalModel
{
    /// <summary>Longest text in tokens.</summary>
    public const int MaximumLength = 256;

    /// <summary>Builds all files of the model, but not its card.</summary>
    /// <param name="texts">Vocabulary and weights come from these.</param>
    public static IReadOnlyList<ModelFile> Build(IReadOnlyCollection<string> texts)
    {
        var vocabulary = Vocabulary.Build(texts);
        return
        [
            new("modules.json", RepositoryFiles.Modules()),
            new("config_sentence_transformers.json", RepositoryFiles.SentenceTransformersConfiguration()),
            new("sentence_bert_config.json", RepositoryFiles.TransformerConfiguration()),
            new("config.json", RepositoryFiles.Configuration(vocabulary.Tokens.Count)),
            new("1_Pooling/config.json", RepositoryFiles.Pooling()),
            new("tokenizer.json", TokenizerFiles.Tokenizer(vocabulary)),
            new("tokenizer_config.json", TokenizerFiles.Configuration()),
            new("special_tokens_map.json", TokenizerFiles.SpecialTokens()),
            new("vocab.txt", Encoding.UTF8.GetBytes(string.Concat(vocabulary.Tokens.Select(token => token + "\n")))),
            new("onnx/model.onnx", Graph(vocabulary)),
        ];
    }

    // last_hidden_state = vectors[input_ids] * weights[input_ids] * attention_mask
    private static byte[] Graph(Vocabulary vocabulary)
    {
        var tokens = vocabulary.Tokens;
        return new OnnxModelWriter { GraphName = "lexical", Description = "Lexical baseline: weighted vectors of hashed sub-words." }
            .Input("input_ids", OnnxType.Int64, "batch", "sequence")
            .Input("attention_mask", OnnxType.Int64, "batch", "sequence")
            .Output("last_hidden_state", OnnxType.Float, "batch", "sequence", TokenVectors.Dimension)
            .Initializer("vectors", [.. tokens.SelectMany(TokenVectors.Vector)], tokens.Count, TokenVectors.Dimension)
            .Initializer("weights", [.. tokens.Select(token => TokenVectors.Weight(token, vocabulary))], tokens.Count, 1)
            .Initializer("last_axis", [2L], 1)
            .Node("Gather", ["vectors", "input_ids"], ["token_vectors"])
            .Node("Gather", ["weights", "input_ids"], ["token_weights"])
            .Node("Mul", ["token_vectors", "token_weights"], ["weighted_vectors"])
            .Node("Cast", ["attention_mask"], ["mask"], OnnxAttribute.Int("to", (long)OnnxType.Float))
            .Node("Unsqueeze", ["mask", "last_axis"], ["mask_column"])
            .Node("Mul", ["weighted_vectors", "mask_column"], ["last_hidden_state"])
            .ToBytes();
    }
}
