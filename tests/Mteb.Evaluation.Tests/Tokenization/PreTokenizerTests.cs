namespace Mteb.Evaluation.Tests.Tokenization;

public sealed class PreTokenizerTests
{
    private const string Split = """{"type":"Split","pattern":{"String":"--"},"invert":false,"behavior":""";

    [Theory]
    [InlineData("""{"type":"BertPreTokenizer"}""", "ab, c!?", "ab@0-2 ,@2-3 c@4-5 !@5-6 ?@6-7")]
    [InlineData("""{"type":"Whitespace"}""", "a_b!? c\u200Dd ²", "a_b@0-3 !?@3-5 c\u200Dd@6-9 ²@10-11")]
    [InlineData("""{"type":"WhitespaceSplit"}""", " a,b\u3000c ", "a,b@1-4 c@5-6")]
    [InlineData("""{"type":"Punctuation"}""", "a,,b", "a@0-1 ,@1-2 ,@2-3 b@3-4")]
    [InlineData("""{"type":"Punctuation","behavior":"Removed"}""", "a,,b", "a@0-1 b@3-4")]
    [InlineData("""{"type":"Punctuation","behavior":"Contiguous"}""", "a,,b", "a@0-1 ,,@1-3 b@3-4")]
    [InlineData("""{"type":"Punctuation","behavior":"MergedWithPrevious"}""", ",a,,b", ",@0-1 a,@1-3 ,@3-4 b@4-5")]
    [InlineData("""{"type":"Punctuation","behavior":"MergedWithNext"}""", "a,,b,", "a@0-1 ,@1-2 ,b@2-4 ,@4-5")]
    [InlineData("""{"type":"Digits"}""", "a12b", "a@0-1 12@1-3 b@3-4")]
    [InlineData("""{"type":"Digits","individual_digits":true}""", "a12½", "a@0-1 1@1-2 2@2-3 ½@3-4")]
    [InlineData("""{"type":"CharDelimiterSplit","delimiter":"😀"}""", "a😀b", "a@0-1 b@2-3")]
    [InlineData("""{"type":"FixedLength","length":2}""", "ab😀de", "ab@0-2 😀d@2-4 e@4-5")]
    [InlineData("""{"type":"FixedLength"}""", "abcdef", "abcde@0-5 f@5-6")]
    [InlineData("""{"type":"Metaspace","replacement":"▁"}""", "a b", "a@0-1  b@1-3")]
    [InlineData("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"never","split":false}""", "a b", "a b@0-3")]
    [InlineData("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Digits"}]}""", "a1 2", "a@0-1 1@1-2 2@3-4")]
    [InlineData("null", "a b", "a b@0-3")]
    [InlineData(Split + "\"Isolated\"}", "a--b----", "a@0-1 --@1-3 b@3-4 --@4-6 --@6-8")]
    [InlineData(Split + "\"Removed\"}", "a--b", "a@0-1 b@3-4")]
    [InlineData("""{"type":"Split","pattern":{"String":"--"},"invert":true,"behavior":"Removed"}""", "a--b", "--@1-3")]
    public void A_pre_tokenizer_divides_as_the_reference_does(string preTokenizer, string text, string places)
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("x"), preTokenizer: preTokenizer);
        tokenizer.Encode(text).Value!.Places(text).Should().Be(places);
    }

    [Theory]
    [InlineData("always", "▁a@[X]▁b")]
    [InlineData("first", "▁a@[X]b")]
    [InlineData("never", "a@[X]b")]
    public void Metaspace_begins_pieces_with_its_character_as_its_scheme_says(string scheme, string expected)
    {
        var tokenizer = SmallTokenizer.Make(
            SmallTokenizer.Words("▁a", "a", "▁b", "b"),
            preTokenizer: $$"""{"type":"Metaspace","replacement":"▁","prepend_scheme":"{{scheme}}"}""",
            added: [SmallTokenizer.Added("[X]")]);
        tokenizer.Encode("a[X]b").Value!.Tokens.Should().Equal(expected.Replace("@[X]", "\n[X]\n", StringComparison.Ordinal).Split('\n'));
        var ids = new List<int>();
        tokenizer.Encode("a[X]b", 100, ids);
        ids.Should().Equal(tokenizer.Encode("a[X]b").Value!.Ids);
    }
}
