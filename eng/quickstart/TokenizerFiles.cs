using System.Text.Json.Nodes;

namespace Mteb.Quickstart;

/// <summary>The files that describe the tokenizer: BERT's, in lower case.</summary>
internal static class TokenizerFiles
{
    /// <summary>tokenizer.json.</summary>
    public static byte[] Tokenizer(Vocabulary vocabulary) => RepositoryFiles.Json(new JsonObject
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray([.. Vocabulary.Special.Select(AddedToken)]),
        ["normalizer"] = new JsonObject
        {
            ["type"] = "BertNormalizer",
            ["clean_text"] = true,
            ["handle_chinese_chars"] = true,
            ["strip_accents"] = null,
            ["lowercase"] = true,
        },
        ["pre_tokenizer"] = new JsonObject { ["type"] = "BertPreTokenizer" },
        ["post_processor"] = new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = new JsonArray(SpecialToken("[CLS]", 0), Sequence("A", 0), SpecialToken("[SEP]", 0)),
            ["pair"] = new JsonArray(
                SpecialToken("[CLS]", 0), Sequence("A", 0), SpecialToken("[SEP]", 0), Sequence("B", 1), SpecialToken("[SEP]", 1)),
            ["special_tokens"] = new JsonObject { ["[CLS]"] = TemplateToken("[CLS]"), ["[SEP]"] = TemplateToken("[SEP]") },
        },
        ["decoder"] = new JsonObject { ["type"] = "WordPiece", ["prefix"] = Vocabulary.Continuation, ["cleanup"] = true },
        ["model"] = new JsonObject
        {
            ["type"] = "WordPiece",
            ["unk_token"] = "[UNK]",
            ["continuing_subword_prefix"] = Vocabulary.Continuation,
            ["max_input_chars_per_word"] = 100,
            ["vocab"] = new JsonObject(vocabulary.Tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id))),
        },
    });

    /// <summary>tokenizer_config.json.</summary>
    public static byte[] Configuration()
    {
        var file = Roles();
        file["tokenizer_class"] = "BertTokenizer";
        file["do_lower_case"] = true;
        file["strip_accents"] = null;
        file["tokenize_chinese_chars"] = true;
        file["model_max_length"] = LexicalModel.MaximumLength;
        return RepositoryFiles.Json(file);
    }

    /// <summary>special_tokens_map.json.</summary>
    public static byte[] SpecialTokens() => RepositoryFiles.Json(Roles());

    private static JsonObject Roles() => new()
    {
        ["unk_token"] = "[UNK]",
        ["sep_token"] = "[SEP]",
        ["pad_token"] = "[PAD]",
        ["cls_token"] = "[CLS]",
        ["mask_token"] = "[MASK]",
    };

    private static JsonNode AddedToken(string token, int id) => new JsonObject
    {
        ["id"] = id,
        ["content"] = token,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    };

    private static JsonObject SpecialToken(string token, int type) => new()
    {
        ["SpecialToken"] = new JsonObject { ["id"] = token, ["type_id"] = type },
    };

    private static JsonObject Sequence(string name, int type) => new()
    {
        ["Sequence"] = new JsonObject { ["id"] = name, ["type_id"] = type },
    };

    private static JsonObject TemplateToken(string token) => new()
    {
        ["id"] = token,
        ["ids"] = new JsonArray(Vocabulary.Special.ToList().IndexOf(token)),
        ["tokens"] = new JsonArray(token),
    };
}
