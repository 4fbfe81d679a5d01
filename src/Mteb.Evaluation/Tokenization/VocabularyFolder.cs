using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Models;
using Mteb.Evaluation.Tokenization.Normalizers;
using Mteb.Evaluation.Tokenization.PostProcessors;
using Mteb.Evaluation.Tokenization.PreTokenizers;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization;

/// <summary>
/// Reads a model folder of the BERT family that has <c>vocab.txt</c> but no <c>tokenizer.json</c>. The class of the tokenizer
/// comes from tokenizer_config.json or config.json, its switches and special tokens from tokenizer_config.json and
/// special_tokens_map.json; what they leave open has the default of the class.
/// </summary>
internal static class VocabularyFolder
{
    /// <summary>The name of the vocabulary file: one token a line, the id is the line.</summary>
    public const string VocabularyName = "vocab.txt";

    private const int LongestWord = 100;

    public static TokenizerParts ReadParts(string folder)
    {
        var files = new FolderFiles(folder);
        var config = files.Config;
        var names = SpecialTokenNames.Read(files.FindClass(VocabularyName), config, files.Map);
        var vocabularyPath = Path.Combine(folder, VocabularyName);
        var vocabulary = ReadVocabulary(vocabularyPath);
        var normalizer = new BertNormalizer(cleanText: true,
            config?.Find("tokenize_chinese_chars")?.AsBoolean() ?? true,
            config?.Find("strip_accents")?.AsBoolean(),
            config?.Find("do_lower_case")?.AsBoolean() ?? true);
        return new TokenizerParts(
            folder,
            files.AddTokens(names.ToAddedTokens(), vocabulary, normalizer),
            normalizer,
            new BertPreTokenizer(),
            new WordPieceModel(vocabulary, names.Unknown.Content, "##", LongestWord),
            Truncation: null,
            names.ToPostProcessor(token => Find(vocabulary, token, vocabularyPath)),
            Padding: null);
    }

    private static Vocabulary ReadVocabulary(string path)
    {
        var lines = Decode(path).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        return new Vocabulary(lines.Take(count).Select((token, id) => KeyValuePair.Create(token, id)));
    }

    private static string Decode(string path)
    {
        try
        {
            return new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path));
        }
        catch (ArgumentException)
        {
            throw new TokenizerFormatException(TokenizerCodes.WrongField.At(new(path), "The vocabulary is no valid UTF-8.", "Save it as UTF-8."));
        }
    }

    private static SpecialToken Find(Vocabulary vocabulary, string token, string path) => new(token, vocabulary.IdOf(token)
        ?? throw new TokenizerFormatException(TokenizerCodes.MissingSpecialToken.At(new(path),
            $"The special token '{token}' is not in the vocabulary.",
            "Use the vocabulary that belongs to the model, or name its special tokens in special_tokens_map.json.")));
}
