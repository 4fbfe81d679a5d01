using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Evaluation.Tokenization.Json;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization.PostProcessors;

/// <summary>Puts texts and special tokens in the order of a template.</summary>
internal sealed class TemplatePostProcessor : IPostProcessor
{
    private readonly TemplatePart[] _single;
    private readonly TemplatePart[] _pair;

    private TemplatePostProcessor(TemplatePart[] single, TemplatePart[] pair) => (_single, _pair) = (single, pair);

    public static TemplatePostProcessor Read(JsonValue value)
    {
        var special = value.Get("special_tokens").AsObject();
        return new([.. value.Get("single").AsArray().Select(part => TemplatePart.Read(part, special, hasPair: false))],
            [.. value.Get("pair").AsArray().Select(part => TemplatePart.Read(part, special, hasPair: true))]);
    }

    public int CountSpecialTokens(bool isPair) => (isPair ? _pair : _single).Sum(part => part.Ids.Length);

    public IReadOnlyList<TokenEncoding> Process(IReadOnlyList<TokenEncoding> encodings, bool addSpecialTokens) =>
    [
        .. (encodings.Count > 1 ? _pair : _single)
            .Where(part => part.Text >= 0 || addSpecialTokens)
            .Select(part => part.Text >= 0
                ? encodings[part.Text].WithType(part.TypeId)
                : TokenEncoding.OfSpecialTokens(part.Ids, part.Tokens, part.TypeId)),
    ];

    /// <summary>A part of a template: a text (0 or 1) or, where that is negative, special tokens.</summary>
    private sealed record TemplatePart(int Text, int[] Ids, string[] Tokens, int TypeId)
    {
        public static TemplatePart Read(JsonValue value, JsonValue specialTokens, bool hasPair)
        {
            if (value.AsObject().Find("Sequence") is { } sequence)
            {
                return new(ReadText(sequence.Get("id"), hasPair), [], [], sequence.Get("type_id").AsCount());
            }

            var special = value.Get("SpecialToken");
            var name = special.Get("id").AsString();
            var token = specialTokens.Find(name) ?? throw new TokenizerFormatException(TokenizerCodes.MissingSpecialToken.At(
                special.Place, $"The template names '{name}', which is not among its 'special_tokens'.", $"Add '{name}' with its ids to 'special_tokens'."));
            int[] ids = [.. token.Get("ids").AsArray().Select(id => id.AsCount())];
            string[] texts = [.. token.Get("tokens").AsArray().Select(text => text.AsString())];
            return ids.Length == texts.Length
                ? new(-1, ids, texts, special.Get("type_id").AsCount())
                : throw token.Wrong($"'{name}' has {ids.Length} ids but {texts.Length} tokens.", "Give one id for each token.");
        }

        private static int ReadText(JsonValue id, bool hasPair) => id.AsString() switch
        {
            "A" => 0,
            "B" when hasPair => 1,
            _ => throw id.NotA(hasPair ? "\"A\" or \"B\"" : "\"A\""),
        };
    }
}
