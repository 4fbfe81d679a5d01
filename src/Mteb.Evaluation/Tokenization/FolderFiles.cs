using Mteb.Evaluation.Tokenization.AddedTokens;
using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Models;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tokenization;

/// <summary>The small files that stand beside a vocabulary in a model folder without <c>tokenizer.json</c>.</summary>
internal sealed class FolderFiles
{
    private readonly string _folder;

    /// <summary>Reads them.</summary>
    public FolderFiles(string folder)
    {
        _folder = folder;
        Config = ReadJson("tokenizer_config.json");
        Map = ReadJson("special_tokens_map.json");
    }

    /// <summary>tokenizer_config.json; null when there is none.</summary>
    public JsonValue? Config { get; }

    /// <summary>special_tokens_map.json; null when there is none.</summary>
    public JsonValue? Map { get; }

    /// <summary>The class of the tokenizer: <c>tokenizer_class</c>, or the model type of config.json.</summary>
    /// <param name="vocabulary">The vocabulary's file name, for the message.</param>
    public string FindClass(string vocabulary) => Config?.Find("tokenizer_class")?.AsString() ?? ReadJson("config.json")?.Find("model_type")?.AsString()
        ?? throw new TokenizerFormatException(TokenizerCodes.UnknownClass.At(new(_folder),
            $"The folder has {vocabulary}, but nothing names the class of the tokenizer.",
            "Save the tokenizer as tokenizer.json, or name 'tokenizer_class' in tokenizer_config.json."));

    /// <summary>The special token of a role such as <c>unk_token</c>; null where the files name none.</summary>
    public AddedToken? Special(string role) => (Config?.Find(role) ?? Map?.Find(role)) is { } value ? SpecialTokenNames.ReadToken(value) : null;

    /// <summary>
    /// All tokens that are added to a vocabulary: the special ones, those of <c>added_tokens_decoder</c> or, without it, of
    /// added_tokens.json, and <c>additional_special_tokens</c>.
    /// </summary>
    /// <exception cref="TokenizerFormatException">A file gives one of them another id than it gets.</exception>
    public AddedVocabulary AddTokens(IEnumerable<AddedToken> special, Vocabulary vocabulary, Normalizers.INormalizer? normalizer)
    {
        AddedToken[] named = [.. special, .. AdditionalTokens()];
        var (listed, source) = ReadListed([.. named.Select(token => token.Content)]);
        var known = listed.Select(entry => entry.Token.Content).ToHashSet(StringComparer.Ordinal);
        var inOrder = listed.OrderBy(entry => entry.Id).Select(entry => entry.Token);
        var added = new AddedVocabulary([.. named.Where(token => !known.Contains(token.Content) && vocabulary.IdOf(token.Content) is not null), .. inOrder,
            .. named.Where(token => !known.Contains(token.Content) && vocabulary.IdOf(token.Content) is null)], vocabulary, normalizer);
        foreach (var (id, token) in listed)
        {
            if (added.IdOf(token.Content) is { } given && given != id)
            {
                throw source!.Wrong($"The added token '{token.Content}' has the id {id} here, but after the vocabulary it is {given}.",
                    "Use the vocabulary and the added tokens of one model.");
            }
        }

        return added;
    }

    /// <summary>Reads a JSON file of the folder, an object; null when there is none.</summary>
    public JsonValue? ReadJson(string name)
    {
        var path = Path.Combine(_folder, name);
        return File.Exists(path) ? new JsonSource(File.ReadAllBytes(path), path).Parse(ModelReader.LargeParts).AsObject() : null;
    }

    private IEnumerable<AddedToken> AdditionalTokens() =>
        ((Config?.Find("additional_special_tokens") ?? Map?.Find("additional_special_tokens"))?.AsArray() ?? []).Select(SpecialTokenNames.ReadToken);

    private (List<(int Id, AddedToken Token)> Tokens, JsonValue? Source) ReadListed(HashSet<string> special)
    {
        if (Config?.Find("added_tokens_decoder") is { } decoder)
        {
            return ([.. decoder.Members.Select(entry => (IdOf(entry), SpecialTokenNames.ReadToken(entry.Value)))], decoder);
        }

        var file = ReadJson("added_tokens.json");
        return ([.. (file?.Members ?? []).Select(entry => (entry.Value.AsCount(),
            new AddedToken(entry.Key, false, false, false, IsNormalized: !special.Contains(entry.Key), special.Contains(entry.Key))))], file);
    }

    private static int IdOf(KeyValuePair<string, JsonValue> entry) =>
        int.TryParse(entry.Key, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id)
            ? id
            : throw entry.Value.Wrong($"'{entry.Key}' is no id.", "Give each added token its id as the name.");
}
