namespace Mteb.Evaluation.Tests.Tokenization;

public sealed class AddedTokenTests
{
    private const string Bert = """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""";

    [Theory]
    [InlineData("", "a <t> b", "a @0-2 <t>@2-5  b@5-7")]
    [InlineData("lstrip", "a <t> b", "a@0-1  <t>@1-5  b@5-7")]
    [InlineData("rstrip", "a <t> b", "a @0-2 <t> @2-6 b@6-7")]
    [InlineData("lstrip rstrip", "<t>  <t> ", "<t>  @0-5 <t> @5-9")]
    [InlineData("single_word", "a<t> <t>", "a<t> @0-5 <t>@5-8")]
    [InlineData("single_word", "²<t>", "²@0-1 <t>@1-4")]
    public void Flags_say_what_a_token_takes_and_where_it_counts(string flags, string text, string places)
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("x"), added: [SmallTokenizer.Added("<t>", flags.Split(' '))]);
        tokenizer.Encode(text).Value!.Places(text).Should().Be(places);
    }

    [Fact]
    public void The_leftmost_and_then_the_longest_token_is_found()
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("x"), added: [.. new[] { "ab", "abc", "bcd" }.Select(content => SmallTokenizer.Added(content))]);
        tokenizer.Encode("abcd").Value!.Tokens.Should().Equal("abc", "[UNK]");
    }

    [Fact]
    public void A_normalized_token_is_found_in_the_normalized_text_by_its_normalized_content()
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("x"), normalizer: Bert,
            added: [SmallTokenizer.Added("É", "normalized"), SmallTokenizer.Added("Z")]);
        tokenizer.Encode("xEz").Value!.Places("xEz").Should().Be("x@0-1 E@1-2 z@2-3");
        tokenizer.Encode("xEz").Value!.Ids.Should().Equal(1, 2, 0);
        tokenizer.Encode("Zz").Value!.Ids.Should().Equal(3, 0);
    }

    [Fact]
    public void Each_piece_between_raw_tokens_is_normalized_by_itself()
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("▁a", "▁b"), normalizer: """{"type":"Prepend","prepend":"▁"}""", added: [SmallTokenizer.Added("<s>")]);
        tokenizer.Encode("a<s>b").Value!.Tokens.Should().Equal("▁a", "<s>", "▁b");
    }

    [Fact]
    public void A_token_has_the_id_of_the_vocabulary_or_the_next_free_one_whatever_the_file_says()
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("a", "b"), added: [.. new[] { "b", "new", "", "newer", "new" }.Select(content => SmallTokenizer.Added(content))]);
        new[] { "b", "new", "newer" }.Select(tokenizer.IdOf).Should().Equal(2, 3, 4);
        tokenizer.VocabularySize.Should().Be(5);
    }

    [Fact]
    public void A_token_that_normalizes_to_nothing_is_refused_with_its_place()
    {
        var outcome = SmallTokenizer.Parse(SmallTokenizer.Words("a"), normalizer: """{"type":"StripAccents"}""", added: [SmallTokenizer.Added("\u0301", "normalized")]);
        outcome.Diagnostics.Single().Code.Should().Be("MTEB3052");
        outcome.Diagnostics.Single().Place.Line.Should().Be(5);
    }

    [Fact]
    public void Padding_comes_from_the_file_or_from_a_token_with_a_usual_name()
    {
        SmallTokenizer.Make(SmallTokenizer.Words("a", "<pad>")).PadTokenId.Should().Be(2);
        SmallTokenizer.Make(SmallTokenizer.Words("a"), added: [SmallTokenizer.Added("[PAD]")]).PadTokenId.Should().Be(2);
        SmallTokenizer.Make(SmallTokenizer.Words("a")).PadTokenId.Should().Be(0);
        SmallTokenizer.Make(SmallTokenizer.Words("a", "<pad>"), padding: """
            {"strategy":"BatchLongest","direction":"Right","pad_to_multiple_of":null,"pad_id":1,"pad_type_id":0,"pad_token":"a"}
            """).PadTokenId.Should().Be(1);
    }
}
