using System.Text.Json;

namespace Mteb.Schemas.Models;

/// <summary>Reads the facts of <c>config.json</c>.</summary>
internal static class ModelConfigReader
{
    /// <summary>The facts; values of the wrong kind have been complained about.</summary>
    public static ModelConfig Read(ModelJson json) => new()
    {
        ModelType = json.Text("model_type"),
        Architectures = json.Texts("architectures"),
        HiddenSize = json.Integer("hidden_size") ?? json.Integer("dim") ?? json.Integer("d_model") ?? json.Integer("n_embd"),
        VocabularySize = json.Integer("vocab_size"),
        MaxPositions = json.Integer("max_position_embeddings") ?? (json.Text("model_type") == "gpt2" ? json.Integer("n_positions") : null),
        PadTokenId = json.Integer("pad_token_id"),
        IsCausal = json.Switch("is_causal"),
        RemoteCode = RemoteCode(json),
        Json = json.Root,
    };

    private static Dictionary<string, string> RemoteCode(ModelJson json)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json.Root.TryGetProperty("auto_map", out var value) && value.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in value.EnumerateObject())
            {
                map[entry.Name] = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText();
            }
        }

        return map;
    }
}
