using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Normalizers;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tests.Tokenization;

public sealed class NormalizerTests
{
    private const string Bert = """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""";

    [Theory]
    [InlineData("""{"type":"Lowercase"}""", "AÉΣİ", "aéσi\u0307", "0 1 2 3 3")]
    [InlineData("""{"type":"NFD"}""", "aéb", "ae\u0301b", "0 1 1 2")]
    [InlineData("""{"type":"NFC"}""", "ae\u0301b", "aéb", "0 1 3")]
    [InlineData("""{"type":"NFKC"}""", "ﬁx①", "fix1", "0 0 1 2")]
    [InlineData("""{"type":"NFKD"}""", "½", "1⁄2", "0 0 0")]
    [InlineData("""{"type":"NFC"}""", "\u1112\u1161\u11AB", "한", "0")]
    [InlineData("""{"type":"NFD"}""", "é\u0323", "e\u0323\u0301", "0 1 1")]
    [InlineData("""{"type":"StripAccents"}""", "e\u0301क\u093F é", "eक é", "0 2 4 5")]
    [InlineData("""{"type":"Strip","strip_left":true,"strip_right":true}""", " \u3000a b\n", "a b", "2 3 4")]
    [InlineData("""{"type":"Strip","strip_left":false,"strip_right":true}""", " a ", " a", "0 1")]
    [InlineData("""{"type":"Strip","strip_left":true,"strip_right":true}""", "  ", "", "")]
    [InlineData("""{"type":"Prepend","prepend":"▁x"}""", "ab", "▁xab", "0 0 0 1")]
    [InlineData("""{"type":"Replace","pattern":{"String":" "},"content":"▁"}""", "a b", "a▁b", "0 1 2")]
    [InlineData("""{"type":"Replace","pattern":{"String":"ab"},"content":"xyz"}""", "ab.ab", "xyz.xyz", "1 1 1 2 4 4 4")]
    [InlineData("""{"type":"Replace","pattern":{"String":"."},"content":""}""", ".a.", "a", "1")]
    [InlineData("""{"type":"Nmt"}""", "a\u0001b\u200Bc", "ab c", "0 2 3 4")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"},{"type":"Sequence","normalizers":[]}]}""", "Éa", "Ea", "0 1")]
    [InlineData(Bert, "A\tB\u0000C", "a bc", "0 1 2 4")]
    [InlineData(Bert, "É中x", "e 中 x", "0 1 1 1 2")]
    [InlineData("""{"type":"BertNormalizer","clean_text":false,"handle_chinese_chars":false,"strip_accents":false,"lowercase":true}""", "É\t中", "é\t中", "0 1 2")]
    [InlineData("""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":true,"lowercase":false}""", "ÉA", "EA", "0 1")]
    [InlineData("""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":false}""", "ÉA", "ÉA", "0 1")]
    public void A_normalizer_changes_characters_and_keeps_where_each_comes_from(string json, string text, string expected, string places)
    {
        var (source, rewritten) = (new AlignedText(), new RewritableText());
        source.Decode(text, aligned: true);
        rewritten.Load(source, 0, source.Length, 0);
        Read(json).Normalize(rewritten);
        CodePoints.ToText(rewritten.Characters).Should().Be(expected);
        Enumerable.Range(0, rewritten.Length).Select(rewritten.Text.StartOf).Should().Equal(places.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));
    }

    [Theory]
    [InlineData("""{"type":"Lowercase"}""", "ABC")]
    [InlineData("""{"type":"NFD"}""", "é\u0323 ü 한")]
    [InlineData(Bert, "É中x Ünïcode \u0000")]
    public void A_normalizer_gives_the_same_characters_where_nobody_asks_for_places(string json, string text)
    {
        var normalizer = Read(json);
        var results = new[] { true, false }.Select(aligned =>
        {
            var (source, rewritten) = (new AlignedText(), new RewritableText());
            source.Decode(text, aligned);
            rewritten.Load(source, 0, source.Length, 0);
            normalizer.Normalize(rewritten);
            return CodePoints.ToText(rewritten.Characters);
        }).ToArray();
        results[0].Should().Be(results[1]);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_read_as_the_replacement_character()
    {
        var text = new AlignedText();
        text.Decode("a\uD800b\uDC00\uD83D\uDE00\uD83D", aligned: true);
        text.Characters.ToArray().Should().Equal('a', 0xFFFD, 'b', 0xFFFD, 0x1F600, 0xFFFD);
        Enumerable.Range(0, 6).Select(text.EndOf).Should().Equal(1, 2, 3, 4, 5, 6);
    }

    private static INormalizer Read(string json) =>
        NormalizerReader.Read(new JsonSource(System.Text.Encoding.UTF8.GetBytes(json), "normalizer.json").Parse(new HashSet<string>()));
}
