using Mteb.Evaluation.Tokenization;
using Mteb.Evaluation.Tokenization.Models;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tests.Tokenization;

public sealed class ModelTests
{
    private const string Split = """{"type":"WhitespaceSplit"}""";

    [Theory]
    [InlineData("unable", "un ##able")]
    [InlineData("unab", "[UNK]")]
    [InlineData("ununable", "[UNK]")]
    [InlineData("un able", "un [UNK]")]
    [InlineData("una😀", "un ##a ##😀")]
    [InlineData("##able", "##able")]
    public void WordPiece_takes_the_longest_part_each_time_or_gives_the_whole_word_up(string text, string tokens)
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.WordPieces("un", "##able", "##a", "##😀"), preTokenizer: Split);
        tokenizer.Encode(text).Value!.Tokens.Should().Equal(tokens.Split(' '));
    }

    [Fact]
    public void WordPiece_gives_up_words_that_are_longer_than_it_allows_counted_in_code_points()
    {
        var model = SmallTokenizer.WordPieces("😀", "##😀").Replace("100", "3", StringComparison.Ordinal);
        var tokenizer = SmallTokenizer.Make(model, preTokenizer: Split);
        tokenizer.Encode("😀😀😀 😀😀😀😀").Value!.Ids.Should().Equal(1, 2, 2, 0);
    }

    [Fact]
    public void WordPiece_may_stand_without_its_type_as_in_old_files()
    {
        var model = SmallTokenizer.WordPieces("un", "##able").Replace("\"type\":\"WordPiece\",", "", StringComparison.Ordinal);
        SmallTokenizer.Make(model).Encode("unable").Value!.Ids.Should().Equal(1, 2);
    }

    [Fact]
    public void Text_that_needs_an_unknown_token_that_there_is_not_is_refused()
    {
        const string Model = """{"type":"WordLevel","unk_token":"<unk>","vocab":{"a":0}}""";
        var tokenizer = SmallTokenizer.Make(Model, preTokenizer: Split);
        tokenizer.Encode("a a").Value!.Ids.Should().Equal(0, 0);
        var diagnostic = tokenizer.Encode("a b").Diagnostics.Single();
        diagnostic.Code.Should().Be("MTEB3056");
        diagnostic.Message.Should().Contain("'<unk>'");
        var encode = () => tokenizer.Encode("a b", 10, []);
        encode.Should().Throw<TokenizationException>().Which.Diagnostic.Code.Should().Be("MTEB3056");
    }

    [Fact]
    public void A_trie_finds_what_was_added_and_nothing_else()
    {
        var random = new Random(7);
        var words = Enumerable.Range(0, 5000).Select(_ => Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next('a', 'e')).ToArray()).ToArray();
        var (trie, expected) = (new CodePointTrie(), new Dictionary<string, int>());
        for (var i = 0; i < words.Length; i++)
        {
            trie.Add(words[i], i);
            expected[CodePoints.ToText(words[i])] = i;
        }

        foreach (var (word, value) in expected)
        {
            var text = CodePoints.Of(word + "😀");
            trie.LongestPrefix(CodePointTrie.Root, text, out var found).Should().Be(word.Length);
            found.Should().Be(value);
            trie.Find(text).Should().Be(CodePointTrie.None);
        }
    }
}
