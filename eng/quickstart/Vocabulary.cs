namespace Mteb.Quickstart;

/// <summary>
/// A WordPiece vocabulary: special tokens, single characters, pieces that many words share, and the words of the texts.
/// Texts are taken apart as BERT's normalizer and pre-tokenizer do with ASCII: lower case, runs of letters and digits,
/// punctuation one by one.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>The special tokens; their identifiers are their places here.</summary>
    public static readonly IReadOnlyList<string> Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>What a piece inside a word begins with.</summary>
    public const string Continuation = "##";

    private const int FewestWordsWithPrefix = 4;
    private const int FewestWordsWithSuffix = 4;

    private Vocabulary(IReadOnlyList<string> tokens, IReadOnlyDictionary<string, int> textsWith, int texts) =>
        (Tokens, TextsWith, Texts) = (tokens, textsWith, texts);

    /// <summary>The tokens in the order of their identifiers.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>In how many texts a word or punctuation mark occurs.</summary>
    public IReadOnlyDictionary<string, int> TextsWith { get; }

    /// <summary>How many texts there are.</summary>
    public int Texts { get; }

    /// <summary>Builds the vocabulary of some texts.</summary>
    public static Vocabulary Build(IReadOnlyCollection<string> texts)
    {
        var textsWith = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in texts.SelectMany(text => Split(text).Distinct(StringComparer.Ordinal)))
        {
            textsWith[word] = textsWith.GetValueOrDefault(word) + 1;
        }

        var words = textsWith
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => entry.Key)
            .ToArray();
        IEnumerable<string> tokens = [.. Special, .. Characters(), .. Prefixes(words), .. Suffixes(words), .. words];
        return new Vocabulary([.. tokens.Distinct(StringComparer.Ordinal)], textsWith, texts.Count);
    }

    /// <summary>Takes a text apart into words and punctuation marks.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var index = 0; index <= text.Length; index++)
        {
            if (index < text.Length && char.IsAsciiLetterOrDigit(text[index]))
            {
                continue;
            }

            if (index > start)
            {
                yield return text[start..index].ToLowerInvariant();
            }

            if (index < text.Length && text[index] != ' ')
            {
                yield return text[index].ToString();
            }

            start = index + 1;
        }
    }

    // Every printable ASCII character can be spelled, so that an unknown word is never lost altogether.
    private static IEnumerable<string> Characters()
    {
        var characters = Enumerable.Range('!', '~' - '!' + 1)
            .Select(code => (char)code)
            .Where(character => !char.IsAsciiLetterUpper(character))
            .ToArray();
        return characters.Select(character => $"{character}")
            .Concat(characters.Where(char.IsAsciiLetterOrDigit).Select(character => $"{Continuation}{character}"));
    }

    private static IEnumerable<string> Prefixes(string[] words) =>
        Frequent(words, [3, 4, 5], (word, length) => word[..length], FewestWordsWithPrefix);

    private static IEnumerable<string> Suffixes(string[] words) =>
        Frequent(words, [1, 2, 3, 4], (word, length) => Continuation + word[^length..], FewestWordsWithSuffix);

    private static IEnumerable<string> Frequent(string[] words, int[] lengths, Func<string, int, string> cut, int fewest) => words
        .Where(word => word.All(char.IsAsciiLetter))
        .SelectMany(word => lengths.Where(length => length < word.Length).Select(length => cut(word, length)))
        .CountBy(piece => piece, StringComparer.Ordinal)
        .Where(entry => entry.Value >= fewest)
        .OrderByDescending(entry => entry.Value)
        .ThenBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => entry.Key);
}
