namespace Mteb.Evaluation.Tests.Tokenization;

/// <summary>Texts that nobody writes: they must be encoded all the same, in time that grows with their length alone.</summary>
public sealed class HostileInputTests
{
    private const int Million = 1_000_000;
    private const string Bert = """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""";
    private const string NormalForms = """{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"NFKD"},{"type":"NFKC"},{"type":"Lowercase"}]}""";

    [Theory]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData(",")]
    [InlineData("中")]
    [InlineData("\u0301")]
    [InlineData("\u0301\u0323")]
    [InlineData("\u0344")]
    [InlineData("\uD800")]
    [InlineData("\uDC00")]
    [InlineData("😀")]
    [InlineData("\uFDFA")]
    [InlineData("İ")]
    [InlineData("\u0000")]
    [InlineData("<t>")]
    [InlineData(" <t>")]
    [InlineData("<t")]
    public void A_million_of_the_same_is_encoded(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, Million / unit.Length));
        foreach (var normalizer in new[] { Bert, NormalForms })
        {
            var tokenizer = SmallTokenizer.Make(
                SmallTokenizer.WordPieces("a", "##a", ",").Replace("100", "2000000", StringComparison.Ordinal),
                normalizer,
                """{"type":"BertPreTokenizer"}""",
                added: [SmallTokenizer.Added("<t>", "lstrip", "rstrip"), SmallTokenizer.Added("<tt>", "normalized", "single_word")]);
            var ids = new List<int>();
            tokenizer.Encode(text, int.MaxValue, ids);
            tokenizer.Encode(text).Value!.Ids.SequenceEqual(ids).Should().BeTrue();
        }
    }

    [Fact]
    public void Any_units_in_any_order_are_encoded_with_places_in_the_text()
    {
        var random = new Random(42);
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.WordPieces("a", "##a"), Bert, """{"type":"BertPreTokenizer"}""");
        for (var round = 0; round < 200; round++)
        {
            var text = new string([.. Enumerable.Range(0, 200).Select(_ => (char)random.Next(0x10000))]);
            var encoding = tokenizer.Encode(text).Value!;
            var length = text.EnumerateRunes().Count();
            encoding.Offsets.Should().OnlyContain(span => span.Start < span.End && span.End <= length);
            encoding.Offsets.Select(span => span.Start).Should().BeInAscendingOrder();
        }
    }
}
