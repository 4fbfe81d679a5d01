using Mteb.Evaluation.Tokenization.AddedTokens;
using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Models;
using Mteb.Evaluation.Tokenization.Normalizers;
using Mteb.Evaluation.Tokenization.PostProcessors;
using Mteb.Evaluation.Tokenization.PreTokenizers;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization;

/// <summary>Reads <c>tokenizer.json</c>.</summary>
public static class TokenizerFile
{
    private const string KnownVersion = "1.0";

    private static readonly string[] KnownFields =
        ["version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <returns>The tokenizer, or what is wrong and where: a part that is not supported is never left out.</returns>
    public static Outcome<Tokenizer> Load(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return TokenizerCodes.NotFound.At(new(path), $"The file cannot be opened: {exception.Message}",
                "Check the path and whether you may read the file.");
        }
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="json">UTF-8 without a byte order mark. It is not needed afterwards.</param>
    /// <param name="displayName">The file's name as the user would write it, for diagnostics.</param>
    /// <returns>The tokenizer, or what is wrong and where.</returns>
    public static Outcome<Tokenizer> Parse(ReadOnlyMemory<byte> json, string displayName)
    {
        try
        {
            return new Tokenizer(ReadParts(new JsonSource(json, displayName).Parse(ModelReader.LargeParts), displayName));
        }
        catch (TokenizerFormatException exception)
        {
            return exception.Diagnostic;
        }
    }

    private static TokenizerParts ReadParts(JsonValue file, string displayName)
    {
        CheckFormat(file.AsObject());
        var model = ModelReader.Read(file.Get("model"));
        var normalizer = file.Find("normalizer") is { } described ? NormalizerReader.Read(described) : null;
        return new TokenizerParts(
            displayName,
            ReadAddedTokens(file.Find("added_tokens"), model.Vocabulary, normalizer),
            normalizer,
            file.Find("pre_tokenizer") is { } preTokenizer ? PreTokenizerReader.Read(preTokenizer) : null,
            model,
            file.Find("truncation") is { } truncation ? Truncation.Read(truncation) : null,
            file.Find("post_processor") is { } postProcessor ? PostProcessorReader.Read(postProcessor) : null,
            file.Find("padding") is { } padding ? Padding.Read(padding) : null);
    }

    private static void CheckFormat(JsonValue file)
    {
        if (file.Find("version") is { } version && version.AsString() != KnownVersion)
        {
            throw new TokenizerFormatException(TokenizerCodes.UnknownFormat.At(version.Place,
                $"The file has the version '{version.AsString()}', but only '{KnownVersion}' is known.", "Save the tokenizer with a library that writes this version."));
        }

        foreach (var (name, value) in file.Members)
        {
            if (!KnownFields.Contains(name))
            {
                throw new TokenizerFormatException(TokenizerCodes.UnknownFormat.At(value.Place,
                    $"The file has a field '{name}', which the format does not know.", $"Remove '{name}': the reference refuses the file too."));
            }
        }
    }

    private static AddedVocabulary ReadAddedTokens(JsonValue? list, Vocabulary vocabulary, INormalizer? normalizer)
    {
        var tokens = list?.AsArray().Select(AddedToken.Read).ToList() ?? [];
        var added = new AddedVocabulary(tokens, vocabulary, normalizer);
        return added.Unfindable.FirstOrDefault() is { } content
            ? throw list!.Items.First(item => item.Get("content").AsString() == content).Wrong(
                $"The normalizer leaves nothing of the added token '{content}'.", "Set its field 'normalized' to false, or remove it.")
            : added;
    }
}
