using Mteb.Evaluation.Tokenization.AddedTokens;
using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.PostProcessors;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization;

/// <summary>The special tokens of a tokenizer class of the BERT family, as its files name them.</summary>
internal sealed class SpecialTokenNames
{
    private static readonly string[] BertClasses =
    [
        "BertTokenizer", "DistilBertTokenizer", "ElectraTokenizer", "MobileBertTokenizer",
        "bert", "distilbert", "electra", "mobilebert",
    ];

    private static readonly string[] MpnetClasses = ["MPNetTokenizer", "mpnet"];

    private bool IsMpnet { get; init; }

    /// <summary>What an unknown word becomes.</summary>
    public required AddedToken Unknown { get; init; }

    private AddedToken[] Others { get; init; } = [];

    private AddedToken Begin { get; init; } = AddedToken.Special("");

    private AddedToken Separator { get; init; } = AddedToken.Special("");

    /// <summary>Reads the names.</summary>
    /// <param name="tokenizerClass">A class such as <c>BertTokenizerFast</c> or a model type such as <c>bert</c>.</param>
    /// <param name="config">tokenizer_config.json, which counts first.</param>
    /// <param name="map">special_tokens_map.json.</param>
    public static SpecialTokenNames Read(string tokenizerClass, JsonValue? config, JsonValue? map)
    {
        const string Fast = "Fast";
        var name = tokenizerClass.EndsWith(Fast, StringComparison.Ordinal) ? tokenizerClass[..^Fast.Length] : tokenizerClass;
        var isMpnet = MpnetClasses.Contains(name);
        if (!isMpnet && !BertClasses.Contains(name))
        {
            throw new TokenizerFormatException(TokenizerCodes.UnknownClass.Here(
                $"The tokenizer class '{tokenizerClass}' cannot be read from vocab.txt.", "Save the tokenizer as tokenizer.json."));
        }

        AddedToken Named(string key, string otherwise) => (config?.Find(key) ?? map?.Find(key)) is { } value
            ? ReadToken(value)
            : AddedToken.Special(otherwise) with { TakesSpaceBefore = isMpnet && key == "mask_token" };
        return new SpecialTokenNames
        {
            IsMpnet = isMpnet,
            Unknown = Named("unk_token", "[UNK]"),
            Begin = Named("cls_token", isMpnet ? "<s>" : "[CLS]"),
            Separator = Named("sep_token", isMpnet ? "</s>" : "[SEP]"),
            Others = [Named("pad_token", isMpnet ? "<pad>" : "[PAD]"), Named("mask_token", isMpnet ? "<mask>" : "[MASK]")],
        };
    }

    /// <summary>Reads a token: its text, or an object with its flags.</summary>
    public static AddedToken ReadToken(JsonValue value)
    {
        if (!value.IsObject)
        {
            return AddedToken.Special(value.AsString());
        }

        bool Flag(string name) => value.Find(name)?.AsBoolean() ?? false;
        return new(value.Get("content").AsString(), Flag("single_word"), Flag("lstrip"), Flag("rstrip"), Flag("normalized"),
            value.Find("special")?.AsBoolean() ?? true);
    }

    /// <summary>All of them as added tokens.</summary>
    public IEnumerable<AddedToken> ToAddedTokens() => [Unknown, Separator, Others[0], Begin, Others[1]];

    /// <summary>The post-processor of the class.</summary>
    /// <param name="find">Gives a token its id.</param>
    public IPostProcessor ToPostProcessor(Func<string, SpecialToken> find)
    {
        find(Unknown.Content);
        find(Others[0].Content);
        var (begin, separator) = (find(Begin.Content), find(Separator.Content));
        return IsMpnet
            ? new RobertaPostProcessor(begin, separator, trimOffsets: true, hasPrefixSpace: false)
            : new BertPostProcessor(begin, separator);
    }
}
