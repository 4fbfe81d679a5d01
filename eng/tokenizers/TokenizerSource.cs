using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mteb.Evaluation.Tokenization;

namespace Mteb.TokenizerParity;

/// <summary>A tokenizer file for both sides: unpacked, without truncation and padding, which would hide most of a text.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Path">The file that both read.</param>
/// <param name="Kind">The type of its model.</param>
/// <param name="Tokens">Its added tokens.</param>
internal sealed record TokenizerSource(string Name, string Path, string Kind, IReadOnlyList<string> Tokens)
{
    /// <summary>Prepares a file.</summary>
    /// <param name="path">tokenizer.json, or tokenizer.json.gz.</param>
    /// <param name="name">What the report calls it.</param>
    /// <param name="folder">Where the prepared file goes.</param>
    public static TokenizerSource Prepare(string path, string name, string folder)
    {
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var root = JsonNode.Parse(content)!.AsObject();
        root["truncation"] = null;
        root["padding"] = null;
        var prepared = System.IO.Path.Combine(folder, name.Replace('/', '-') + ".json");
        File.WriteAllText(prepared, root.ToJsonString());
        var model = root["model"]!.AsObject();
        var kind = model["type"]?.GetValue<string>() ?? (model.ContainsKey("merges") ? "BPE" : model["vocab"] is JsonArray ? "Unigram" : "WordPiece");
        var tokens = (root["added_tokens"] as JsonArray ?? []).Select(token => token!["content"]!.GetValue<string>()).Where(token => token.Length > 0).ToList();
        return new(name, prepared, kind, tokens);
    }

    /// <summary>Our tokenizer.</summary>
    public Tokenizer Load()
    {
        var outcome = TokenizerFile.Load(Path);
        return outcome.Succeeded ? outcome.Value : throw new JsonException(outcome.Diagnostics[0].Message);
    }
}
