using System.Text.Json;
using Mteb.Evaluation.Tokenization.Json;

namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>Makes models from what a tokenizer file says.</summary>
internal static class ModelReader
{
    /// <summary>Paths of what is too large to be read as a tree.</summary>
    public static readonly IReadOnlySet<string> LargeParts = new HashSet<string>(StringComparer.Ordinal) { "model.vocab", "model.merges" };

    /// <summary>The model that a value describes.</summary>
    /// <exception cref="TokenizerFormatException">It is not supported, or not complete.</exception>
    public static IModel Read(JsonValue value) => (value.AsObject().Find("type")?.AsString() ?? GuessType(value)) switch
    {
        "BPE" => BpeModel.Read(value),
        "Unigram" => UnigramModel.Read(value),
        "WordPiece" => WordPieceModel.Read(value),
        "WordLevel" => WordLevelModel.Read(value),
        var other => throw Component.Unsupported(value, "model", other),
    };

    // Old files do not name the model: its fields tell, asked for in the order of the reference.
    private static string GuessType(JsonValue value)
    {
        bool Has(string name) => value.Members.Exists(member => member.Key == name);
        return Has("merges") ? "BPE"
            : Has("continuing_subword_prefix") && Has("max_input_chars_per_word") ? "WordPiece"
            : value.Find("vocab")?.Kind == JsonTokenType.StartArray ? "Unigram"
            : Has("unk_token") ? "WordLevel"
            : value.Get("type").AsString();
    }
}
