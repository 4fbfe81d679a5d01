using Mteb.Evaluation.Tokenization;

namespace Mteb.Evaluation.Tests.Tokenization;

public sealed class EncodingTests
{
    private const string Split = """{"type":"WhitespaceSplit"}""";
    private const string Template = """
        {"type":"TemplateProcessing",
         "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],
         "pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}},
                 {"Sequence":{"id":"B","type_id":1}},{"SpecialToken":{"id":"[SEP]","type_id":1}}],
         "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[10],"tokens":["[CLS]"]},"[SEP]":{"id":"[SEP]","ids":[11],"tokens":["[SEP]"]}}}
        """;

    [Theory]
    [InlineData(Template, "10 1 2 11", "10 1 2 11 3 11", "0 0 0 0 1 1")]
    [InlineData("""{"type":"BertProcessing","sep":["[SEP]",11],"cls":["[CLS]",10]}""", "10 1 2 11", "10 1 2 11 3 11", "0 0 0 0 1 1")]
    [InlineData("""{"type":"RobertaProcessing","sep":["</s>",11],"cls":["<s>",10],"trim_offsets":true,"add_prefix_space":false}""", "10 1 2 11", "10 1 2 11 11 3 11", "0 0 0 0 0 0 0")]
    [InlineData("""{"type":"Sequence","processors":[{"type":"BertProcessing","sep":["[SEP]",11],"cls":["[CLS]",10]}]}""", "10 1 2 11", "10 1 2 11 3 11", "0 0 0 0 1 1")]
    [InlineData("null", "1 2", "1 2 3", "0 0 1")]
    public void A_post_processor_adds_its_special_tokens_and_types(string postProcessor, string alone, string pair, string types)
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("a", "b", "c"), preTokenizer: Split, postProcessor: postProcessor);
        Join(tokenizer.Encode("a b").Value!.Ids).Should().Be(alone);
        Join(tokenizer.Encode("a b", "c").Value!.Ids).Should().Be(pair);
        Join(tokenizer.Encode("a b", "c").Value!.TypeIds).Should().Be(types);
        Join(tokenizer.Encode("a b", "c", addSpecialTokens: false).Value!.Ids).Should().Be("1 2 3");
        tokenizer.SpecialTokenCount.Should().Be(tokenizer.Encode("a b").Value!.Length - 2);
    }

    [Fact]
    public void The_short_way_cuts_the_text_and_keeps_the_special_tokens()
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("a", "b", "c"), preTokenizer: Split, postProcessor: Template);
        var ids = new List<int> { 99 };
        tokenizer.Encode("a b c", 5, ids).Should().BeFalse();
        tokenizer.Encode("a b c", 4, ids).Should().BeTrue();
        tokenizer.Encode("a b c", 2, ids).Should().BeTrue();
        tokenizer.Encode("", 2, ids).Should().BeFalse();
        Join(ids).Should().Be("99 10 1 2 3 11 10 1 2 11 10 11 10 11");
        var tooSmall = () => tokenizer.Encode("a", 1, ids);
        tooSmall.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData("LongestFirst", "Right", 1, "10 1 2 3 11", "10 2 3 1 11|10 3 1 2 11")]
    [InlineData("OnlyFirst", "Left", 1, "10 3 1 2 11", "10 2 3 1 11|10 1 2 3 11")]
    public void Truncation_leaves_room_for_special_tokens_and_keeps_what_overflows(string strategy, string direction, int step, string kept, string overflowing)
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("a", "b", "c"), preTokenizer: Split, postProcessor: Template,
            truncation: $$"""{"direction":"{{direction}}","max_length":5,"strategy":"{{strategy}}","stride":{{3 - step}}}""");
        var encoding = tokenizer.Encode("a b c a b").Value!;
        Join(encoding.Ids).Should().Be(kept);
        string.Join('|', encoding.Overflowing.Select(part => Join(part.Ids))).Should().Be(overflowing);
    }

    [Theory]
    [InlineData("""{"max_length":1,"strategy":"LongestFirst","stride":0}""", "special tokens")]
    [InlineData("""{"max_length":3,"strategy":"OnlySecond","stride":0}""", "second text")]
    [InlineData("""{"max_length":4,"strategy":"LongestFirst","stride":2}""", "stride")]
    public void Truncation_that_is_not_possible_is_refused(string truncation, string reason)
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("a", "b", "c"), preTokenizer: Split, postProcessor: Template, truncation: truncation);
        var diagnostic = tokenizer.Encode("a b c").Diagnostics.Single();
        diagnostic.Code.Should().Be("MTEB3057");
        diagnostic.Message.Should().Contain(reason);
    }

    [Fact]
    public void A_batch_is_filled_up_to_its_longest_text_and_to_the_multiple()
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("a", "b", "c"), preTokenizer: Split,
            padding: """{"strategy":"BatchLongest","direction":"Left","pad_to_multiple_of":4,"pad_id":7,"pad_type_id":3,"pad_token":"P"}""");
        var batch = tokenizer.EncodeBatch([("a b c a b", null), ("c", null)]).Value!;
        batch.Select(encoding => Join(encoding.Ids)).Should().Equal("7 7 7 1 2 3 1 2", "7 7 7 7 7 7 7 3");
        batch[1].AttentionMask.Should().Equal(0, 0, 0, 0, 0, 0, 0, 1);
        batch[1].SpecialTokensMask.Should().Equal(1, 1, 1, 1, 1, 1, 1, 0);
        batch[1].TypeIds.Should().Equal(3, 3, 3, 3, 3, 3, 3, 0);
        batch[1].Tokens.Should().Equal("P", "P", "P", "P", "P", "P", "P", "c");
    }

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.WordPieces("a", "##b", "##c", "b"), preTokenizer: Split, postProcessor: Template);
        var texts = Enumerable.Range(0, 2000).Select(i => string.Concat(Enumerable.Range(0, 1 + i % 37).Select(j => "abc "[(i * 7 + j * 3) % 4]))).ToArray();
        var expected = texts.Select(text => Ids(tokenizer, text)).ToArray();
        var actual = new string[texts.Length];
        Parallel.For(0, texts.Length, i => actual[i] = Ids(tokenizer, texts[i]));
        actual.Should().Equal(expected);
    }

    private static string Ids(Tokenizer tokenizer, string text)
    {
        var ids = new List<int>();
        tokenizer.Encode(text, 20, ids);
        return Join(ids);
    }

    private static string Join(IEnumerable<int> numbers) => string.Join(' ', numbers);
}
