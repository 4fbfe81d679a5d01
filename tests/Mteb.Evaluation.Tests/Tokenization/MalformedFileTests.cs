using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Tokenization;

public sealed class MalformedFileTests
{
    private const string Model = """{"type":"WordLevel","unk_token":"a","vocab":{"a":0}}""";

    [Theory]
    [InlineData("", "MTEB3051", 1, 1)]
    [InlineData("{", "MTEB3051", 1, 2)]
    [InlineData("[]", "MTEB3052", 1, 1)]
    [InlineData("{\n  \"version\": \"1.0\",\n  model: 1 }", "MTEB3051", 3, 3)]
    [InlineData("{} x", "MTEB3051", 1, 4)]
    [InlineData("{\n \"version\": \"2.0\"}", "MTEB3053", 2, 13)]
    [InlineData("{\n \"é\": 0, \"extra\": 1, \"model\": null}", "MTEB3053", 2, 7)]
    [InlineData("{\"version\": \"1.0\"}", "MTEB3052", 1, 1)]
    [InlineData("{\"model\": {},\n \"model\": {}}", "MTEB3052", 2, 2)]
    [InlineData("{\"version\": \"\\ud800\"}", "MTEB3051", 1, 13)]
    [InlineData("\uFEFF{}", "MTEB3051", 1, 1)]
    public void A_file_that_cannot_be_read_is_refused_with_its_place(string json, string code, int line, int column)
    {
        var diagnostic = SmallTokenizer.ParseFile(json).Diagnostics.Single();
        diagnostic.Code.Should().Be(code, diagnostic.Message);
        diagnostic.Place.Should().Be(new SourcePlace("tokenizer.json", line, column));
    }

    [Theory]
    [InlineData("""{"type":"Odd"}""", "MTEB3054", "'Odd'")]
    [InlineData("""{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"Odd"}]}""", "MTEB3054", "'Odd'")]
    [InlineData("""{"type":"Replace","pattern":{"Regex":"(a)\\1"},"content":""}""", "MTEB3059", "has a back reference")]
    [InlineData("""{"type":"Precompiled","precompiled_charsmap":"?"}""", "MTEB3052", "'precompiled_charsmap'")]
    [InlineData("""{"type":"Precompiled","precompiled_charsmap":"/////wAA"}""", "MTEB3052", "'precompiled_charsmap'")]
    [InlineData("""{"type":"Strip","strip_left":true}""", "MTEB3052", "'strip_right'")]
    [InlineData("""{"type":"Strip","strip_left":true,"strip_right":1}""", "MTEB3052", "'normalizer.strip_right'")]
    [InlineData("""{"strip_left":true}""", "MTEB3052", "'type'")]
    [InlineData("[]", "MTEB3052", "'normalizer'")]
    public void A_wrong_normalizer_is_refused_by_name(string normalizer, string code, string named) =>
        Check(SmallTokenizer.Parse(Model, normalizer: normalizer), code, named, line: 6);

    [Theory]
    [InlineData("""{"type":"Odd"}""", "MTEB3054", "'Odd'")]
    [InlineData("""{"type":"Split","pattern":{"Regex":"(?:x*)*"},"invert":false,"behavior":"Removed"}""", "MTEB3059", "'(?:x*)*'")]
    [InlineData("""{"type":"Split","pattern":{"Regex":"("},"invert":false,"behavior":"Removed"}""", "MTEB3059", "lacks a ')'")]
    [InlineData("""{"type":"Punctuation","behavior":"Somehow"}""", "MTEB3052", "'pre_tokenizer.behavior'")]
    [InlineData("""{"type":"FixedLength","length":0}""", "MTEB3052", "length 0")]
    [InlineData("""{"type":"CharDelimiterSplit","delimiter":"ab"}""", "MTEB3052", "'pre_tokenizer.delimiter'")]
    [InlineData("""{"type":"Metaspace","replacement":"_","add_prefix_space":false}""", "MTEB3052", "'prepend_scheme'")]
    public void A_wrong_pre_tokenizer_is_refused_by_name(string preTokenizer, string code, string named) =>
        Check(SmallTokenizer.Parse(Model, preTokenizer: preTokenizer), code, named, line: 7);

    [Theory]
    [InlineData("""{"type":"Odd"}""", "MTEB3054", "'Odd'")]
    [InlineData("""{"type":"BertProcessing","sep":["x"],"cls":["x",0]}""", "MTEB3052", "'post_processor.sep'")]
    [InlineData("""{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"X","type_id":0}}],"pair":[],"special_tokens":{}}""", "MTEB3055", "'X'")]
    [InlineData("""{"type":"TemplateProcessing","single":[{"Sequence":{"id":"B","type_id":0}}],"pair":[],"special_tokens":{}}""", "MTEB3052", "\"A\"")]
    public void A_wrong_post_processor_is_refused_by_name(string postProcessor, string code, string named) =>
        Check(SmallTokenizer.Parse(Model, postProcessor: postProcessor), code, named, line: 8);

    [Theory]
    [InlineData("""{"type":"Odd"}""", "MTEB3054", "'Odd'")]
    [InlineData("""{"type":"BPE","vocab":{}}""", "MTEB3052", "'merges'")]
    [InlineData("""{"unk_id":0,"vocab":[]}""", "MTEB3052", "empty")]
    [InlineData("""{"type":"Unigram","unk_id":1,"vocab":[["a",0]]}""", "MTEB3052", "1")]
    [InlineData("""{"type":"Unigram","unk_id":0,"vocab":[["a",-1],["b","c"]]}""", "MTEB3052", "Entry 1")]
    [InlineData("""{"type":"WordLevel","vocab":{"a":0}}""", "MTEB3052", "'unk_token'")]
    [InlineData("""{"type":"WordLevel","unk_token":"a","vocab":{"a":-1}}""", "MTEB3052", "'a'")]
    [InlineData("""{"type":"WordLevel","unk_token":"a","vocab":{"a":1.5}}""", "MTEB3052", "'a'")]
    [InlineData("""{"type":"WordLevel","unk_token":"a","vocab":[]}""", "MTEB3052", "'model.vocab'")]
    [InlineData("""{"type":"WordPiece","unk_token":"a","continuing_subword_prefix":"","vocab":{}}""", "MTEB3052", "'max_input_chars_per_word'")]
    public void A_wrong_model_is_refused_by_name(string model, string code, string named) =>
        Check(SmallTokenizer.Parse(model), code, named, line: 10);

    [Fact]
    public void A_wrong_id_in_the_vocabulary_is_pointed_at()
    {
        var outcome = SmallTokenizer.ParseFile("{\"model\": {\"type\":\"WordLevel\",\"unk_token\":\"a\",\"vocab\":{\n\"a\":0,\n\"b\": true}}}");
        outcome.Diagnostics.Single().Place.Should().Be(new SourcePlace("tokenizer.json", 3, 6));
    }

    [Theory]
    [InlineData("""{"id":0,"content":"x","single_word":false,"lstrip":false,"rstrip":false,"special":false}""", "'normalized'")]
    [InlineData("""{"content":"x","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":false}""", "'id'")]
    public void A_field_that_an_added_token_lacks_is_named(string token, string named) =>
        Check(SmallTokenizer.Parse(Model, added: [token]), "MTEB3052", named, line: 5);

    [Fact]
    public void A_file_that_is_not_there_is_a_diagnostic()
    {
        using var sandbox = new Sandbox("tokenizer");
        TokenizerFile.Load(sandbox.At("tokenizer.json")).Diagnostics.Single().Code.Should().Be("MTEB3050");
        TokenizerFolder.Load(sandbox.Root).Diagnostics.Single().Code.Should().Be("MTEB3050");
    }

    [Fact]
    public void Invalid_bytes_in_a_string_are_refused()
    {
        byte[] bytes = [.. "{\"version\": \""u8, 0xFF, .. "\"}"u8];
        TokenizerFile.Parse(bytes, "tokenizer.json").Diagnostics.Single().Code.Should().Be("MTEB3051");
        bytes = [.. "{\"model\": {\"type\":\"WordLevel\",\"unk_token\":\"a\",\"vocab\":{\""u8, 0xFF, .. "\":0}}}"u8];
        TokenizerFile.Parse(bytes, "tokenizer.json").Succeeded.Should().BeFalse();
    }

    [Fact]
    public void Every_prefix_of_a_file_is_refused_and_none_breaks_the_reader()
    {
        var whole = System.Text.Encoding.UTF8.GetBytes($$$"""{"version":"1.0","added_tokens":[{{{SmallTokenizer.Added("é")}}}],"model":{{{Model}}}}""");
        TokenizerFile.Parse(whole, "tokenizer.json").Succeeded.Should().BeTrue();
        for (var length = 0; length < whole.Length; length++)
        {
            TokenizerFile.Parse(whole.AsMemory(0, length), "tokenizer.json").Succeeded.Should().BeFalse();
        }
    }

    private static void Check(Outcome<Tokenizer> outcome, string code, string named, int line)
    {
        var diagnostic = outcome.Diagnostics.Single();
        diagnostic.Code.Should().Be(code, diagnostic.Message);
        diagnostic.Message.Should().Contain(named);
        diagnostic.Remedy.Should().NotBeEmpty();
        diagnostic.Place.Line.Should().Be(line);
        diagnostic.Place.Column.Should().BePositive();
    }
}
