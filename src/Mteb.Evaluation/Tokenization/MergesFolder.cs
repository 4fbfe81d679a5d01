using Mteb.Evaluation.Tokenization.AddedTokens;
using Mteb.Evaluation.Tokenization.Expressions;
using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Models;
using Mteb.Evaluation.Tokenization.Normalizers;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.PostProcessors;
using Mteb.Evaluation.Tokenization.PreTokenizers;
using Mteb.Evaluation.Tokenization.Unicode;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization;

/// <summary>
/// Reads a model folder that has <c>vocab.json</c> and <c>merges.txt</c> but no <c>tokenizer.json</c>. What these files leave open
/// has the default of the tokenizer's class.
/// </summary>
internal static class MergesFolder
{
    /// <summary>The name of the vocabulary file: an object of tokens and ids.</summary>
    public const string VocabularyName = "vocab.json";

    /// <summary>The name of the merges file: one pair a line.</summary>
    public const string MergesName = "merges.txt";

    private const string EndOfText = "<|endoftext|>";
    private const string StartOfText = "<|startoftext|>";

    private const string QwenWords =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string ClipWords = @"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+";

    public static TokenizerParts ReadParts(string folder)
    {
        var files = new FolderFiles(folder);
        var name = files.FindClass(VocabularyName);
        const string Fast = "Fast";
        return (name.EndsWith(Fast, StringComparison.Ordinal) ? name[..^Fast.Length] : name) switch
        {
            "GPT2Tokenizer" or "gpt2" => ReadGpt2(folder, files),
            "RobertaTokenizer" or "roberta" => ReadRoberta(folder, files),
            "Qwen2Tokenizer" or "qwen2" or "qwen3" => ReadQwen2(folder, files),
            "CLIPTokenizer" or "clip" or "clip_text_model" => ReadClip(folder, files),
            _ => throw new TokenizerFormatException(TokenizerCodes.UnknownClass.Here(
                $"The tokenizer class '{name}' cannot be read from vocab.json and merges.txt.", "Save the tokenizer as tokenizer.json.")),
        };
    }

    private static TokenizerParts ReadGpt2(string folder, FolderFiles files)
    {
        var model = ReadModel(folder, new BpeOptions());
        return new(folder, AddTokens(files, model, null, ("unk_token", EndOfText), ("bos_token", EndOfText), ("eos_token", EndOfText), ("pad_token", null)), null,
            new ByteLevelPreTokenizer(HasPrefixSpace(files), divides: true), model, null, null, null);
    }

    private static TokenizerParts ReadRoberta(string folder, FolderFiles files)
    {
        var model = ReadModel(folder, new BpeOptions());
        var added = AddTokens(files, model, null,
            ("bos_token", "<s>"), ("cls_token", "<s>"), ("pad_token", "<pad>"), ("eos_token", "</s>"), ("sep_token", "</s>"), ("unk_token", "<unk>"), ("mask_token", "<mask>"));
        var hasPrefixSpace = HasPrefixSpace(files);
        var processor = new RobertaPostProcessor(Find(files, added, "cls_token", "<s>"), Find(files, added, "sep_token", "</s>"),
            files.Config?.Find("trim_offsets")?.AsBoolean() ?? true, hasPrefixSpace);
        return new(folder, added, null, new ByteLevelPreTokenizer(hasPrefixSpace, divides: true), model, null, processor, null);
    }

    private static TokenizerParts ReadQwen2(string folder, FolderFiles files)
    {
        var model = ReadModel(folder, new BpeOptions());
        var normalizer = new FormNormalizer(NormalForm.C);
        var added = AddTokens(files, model, normalizer, ("unk_token", EndOfText), ("bos_token", null), ("eos_token", EndOfText), ("pad_token", EndOfText));
        var words = PublishedPatterns.Find(QwenWords) ?? new ExpressionPattern(QwenWords);
        return new(folder, added, normalizer,
            new SequencePreTokenizer([new PatternPreTokenizer(words, SplitBehaviour.Isolated), new ByteLevelPreTokenizer(HasPrefixSpace(files), divides: false)]),
            model, null, null, null);
    }

    private static TokenizerParts ReadClip(string folder, FolderFiles files)
    {
        var unknown = files.Special("unk_token")?.Content ?? EndOfText;
        var model = ReadModel(folder, new BpeOptions { UnknownToken = unknown, EndSuffix = "</w>" });
        var normalizer = new SequenceNormalizer(
            [new FormNormalizer(NormalForm.C), new PatternReplaceNormalizer(new ExpressionPattern(@"\s+"), CodePoints.Of(" ")), new LowercaseNormalizer()]);
        var added = AddTokens(files, model, normalizer, ("bos_token", StartOfText), ("unk_token", EndOfText), ("eos_token", EndOfText), ("pad_token", EndOfText));
        var processor = new RobertaPostProcessor(
            Find(files, added, "bos_token", StartOfText), Find(files, added, "eos_token", EndOfText), trimOffsets: false, hasPrefixSpace: false);
        return new(folder, added, normalizer,
            new SequencePreTokenizer(
            [
                new PatternPreTokenizer(new InvertedPattern(new ExpressionPattern(ClipWords)), SplitBehaviour.Removed),
                new ByteLevelPreTokenizer(addPrefixSpace: false, divides: true),
            ]),
            model, null, processor, null);
    }

    private static bool HasPrefixSpace(FolderFiles files) => files.Config?.Find("add_prefix_space")?.AsBoolean() ?? false;

    private static AddedVocabulary AddTokens(FolderFiles files, BpeModel model, INormalizer? normalizer, params (string Role, string? Otherwise)[] roles)
    {
        var special = roles
            .Select(role => files.Special(role.Role) ?? (role.Otherwise is { } content ? AddedToken.Special(content) : null))
            .OfType<AddedToken>()
            .DistinctBy(token => token.Content);
        return files.AddTokens(special, model.Vocabulary, normalizer);
    }

    private static SpecialToken Find(FolderFiles files, AddedVocabulary added, string role, string otherwise)
    {
        var content = files.Special(role)?.Content ?? otherwise;
        return new(content, added.IdOf(content) ?? throw new InvalidOperationException("A special token that was added has no id."));
    }

    private static BpeModel ReadModel(string folder, BpeOptions options)
    {
        var path = Path.Combine(folder, VocabularyName);
        var vocabulary = Vocabulary.Read(new JsonSource(File.ReadAllBytes(path), path).Parse(new HashSet<string>(StringComparer.Ordinal) { "" }));
        var mergesPath = Path.Combine(folder, MergesName);
        var merges = MergeTable.Of(MergeTable.ParseLines(File.ReadLines(mergesPath), mergesPath), vocabulary, options.ContinuingPrefix,
            (message, remedy) => new TokenizerFormatException(TokenizerCodes.WrongField.At(new(mergesPath), message, remedy)));
        return new(vocabulary, merges, options);
    }
}
