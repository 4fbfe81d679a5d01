using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mteb.Quickstart;

/// <summary>The configuration files of the repository.</summary>
internal static class RepositoryFiles
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>JSON as files have it: indented by two blanks, line feeds, one at the end.</summary>
    public static byte[] Json(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(Indented) + "\n");

    /// <summary>What the model consists of: token vectors, their mean, length one.</summary>
    public static byte[] Modules() => Json(new JsonArray(
        Module(0, "", "Transformer"),
        Module(1, "1_Pooling", "Pooling"),
        Module(2, "2_Normalize", "Normalize")));

    /// <summary>How sentence-transformers uses the model.</summary>
    public static byte[] SentenceTransformersConfiguration() => Json(new JsonObject
    {
        ["prompts"] = new JsonObject(),
        ["default_prompt_name"] = null,
        ["similarity_fn_name"] = "cosine",
    });

    /// <summary>How texts become tokens.</summary>
    public static byte[] TransformerConfiguration() => Json(new JsonObject
    {
        ["max_seq_length"] = LexicalModel.MaximumLength,
        ["do_lower_case"] = false,
    });

    /// <summary>
    /// The shape of the model. Its type only tells other programs which tokenizer and inputs it has; there are no layers.
    /// </summary>
    public static byte[] Configuration(int vocabulary) => Json(new JsonObject
    {
        ["model_type"] = "bert",
        ["vocab_size"] = vocabulary,
        ["hidden_size"] = TokenVectors.Dimension,
        ["intermediate_size"] = TokenVectors.Dimension,
        ["num_hidden_layers"] = 0,
        ["num_attention_heads"] = 1,
        ["max_position_embeddings"] = LexicalModel.MaximumLength,
        ["type_vocab_size"] = 2,
        ["pad_token_id"] = 0,
    });

    /// <summary>The mean of the token vectors.</summary>
    public static byte[] Pooling() => Json(new JsonObject
    {
        ["word_embedding_dimension"] = TokenVectors.Dimension,
        ["pooling_mode_cls_token"] = false,
        ["pooling_mode_mean_tokens"] = true,
        ["pooling_mode_max_tokens"] = false,
        ["pooling_mode_mean_sqrt_len_tokens"] = false,
        ["pooling_mode_weightedmean_tokens"] = false,
        ["pooling_mode_lasttoken"] = false,
        ["include_prompt"] = true,
    });

    private static JsonObject Module(int index, string path, string type) => new()
    {
        ["idx"] = index,
        ["name"] = $"{index}",
        ["path"] = path,
        ["type"] = $"sentence_transformers.models.{type}",
    };
}
