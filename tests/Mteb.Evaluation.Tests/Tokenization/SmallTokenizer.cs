using System.Text.Json;
using Mteb.Evaluation.Tokenization;
using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Tokenization;

/// <summary>Makes tokenizers of a few lines of JSON.</summary>
internal static class SmallTokenizer
{
    /// <summary>A word-level model with these words after <c>[UNK]</c>, which has the id 0.</summary>
    public static string Words(params string[] words) => JsonSerializer.Serialize(new
    {
        type = "WordLevel",
        unk_token = "[UNK]",
        vocab = words.Prepend("[UNK]").Select((word, id) => (word, id)).ToDictionary(pair => pair.word, pair => pair.id),
    });

    /// <summary>A WordPiece model with these tokens after <c>[UNK]</c>, which has the id 0.</summary>
    public static string WordPieces(params string[] tokens) => JsonSerializer.Serialize(new
    {
        type = "WordPiece",
        unk_token = "[UNK]",
        continuing_subword_prefix = "##",
        max_input_chars_per_word = 100,
        vocab = tokens.Prepend("[UNK]").Select((word, id) => (word, id)).ToDictionary(pair => pair.word, pair => pair.id),
    });

    /// <summary>An added token with flags named after their fields.</summary>
    public static string Added(string content, params string[] flags) => JsonSerializer.Serialize(new
    {
        id = 0,
        content,
        single_word = flags.Contains("single_word"),
        lstrip = flags.Contains("lstrip"),
        rstrip = flags.Contains("rstrip"),
        normalized = flags.Contains("normalized"),
        special = flags.Contains("special"),
    });

    /// <summary>The outcome of a file with these parts.</summary>
    public static Outcome<Tokenizer> Parse(
        string model, string normalizer = "null", string preTokenizer = "null", string postProcessor = "null", string[]? added = null,
        string truncation = "null", string padding = "null") => ParseFile($$"""
        {
          "version": "1.0",
          "truncation": {{truncation}},
          "padding": {{padding}},
          "added_tokens": [{{string.Join(", ", added ?? [])}}],
          "normalizer": {{normalizer}},
          "pre_tokenizer": {{preTokenizer}},
          "post_processor": {{postProcessor}},
          "decoder": null,
          "model": {{model}}
        }
        """);

    /// <summary>The outcome of a whole file.</summary>
    public static Outcome<Tokenizer> ParseFile(string json) => TokenizerFile.Parse(System.Text.Encoding.UTF8.GetBytes(json), "tokenizer.json");

    /// <summary>A tokenizer with these parts.</summary>
    public static Tokenizer Make(
        string model, string normalizer = "null", string preTokenizer = "null", string postProcessor = "null", string[]? added = null,
        string truncation = "null", string padding = "null")
    {
        var outcome = Parse(model, normalizer, preTokenizer, postProcessor, added, truncation, padding);
        outcome.Diagnostics.Should().BeEmpty();
        return outcome.Value!;
    }

    /// <summary>The parts of the text that the tokens stand for, and in which places: "ab@0-2 c@3-4".</summary>
    public static string Places(this TokenEncoding encoding, string text)
    {
        var characters = text.EnumerateRunes().ToArray();
        return string.Join(' ', encoding.Offsets.Select(span =>
            $"{string.Concat(characters[span.Start..span.End].Select(rune => rune.ToString()))}@{span.Start}-{span.End}"));
    }
}
