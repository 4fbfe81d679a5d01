using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary>What <c>mteb tokenize</c> makes of lines.</summary>
public sealed class TokenizeVerbTests : IDisposable
{
    private const string Tokenizer =
        """
        {
          "version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
          "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "BertPreTokenizer"},
          "post_processor": {"type": "BertProcessing", "cls": ["[CLS]", 1], "sep": ["[SEP]", 2]}, "decoder": null,
          "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "hi": 3, "##gh": 4, "there": 5}}
        }
        """;

    private const string Lines =
        """
        {"text": "High \ud83d\ude00 there"}
        {"text": "hi", "pair": "there hi"}

        {"text": "", "pair": null}
        ["hi"]
        {"text": 1}
        {"text": "hi", "pair": 1}
        {"text": "hi"
        {"text": "\ud83d"}
        {"text": "hi"}
        """;

    private readonly Sandbox _sandbox = new("tokenize");

    public TokenizeVerbTests() => _sandbox.Write("model/tokenizer.json", Tokenizer);

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [Cultures]
    public async Task Lines_come_out_side_by_side_and_bad_ones_are_pointed_at(string culture)
    {
        using var _ = new InCulture(culture);
        var run = new ToolRun { CurrentDirectory = _sandbox.Root, Input = Lines };

        (await run.InvokeAsync("tokenize", "--tokenizer", "model")).Should().Be(ExitCode.Findings);

        Approved.Verify($"{run.Output}--- standard error\n{run.Error}", "tokenize.txt");
    }

    [Fact]
    public async Task Without_special_tokens_there_are_those_of_the_text_alone()
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root, Input = "{\"text\":\"hi there\"}" };

        (await run.InvokeAsync("tokenize", "--tokenizer", "model/tokenizer.json", "--no-special-tokens")).Should().Be(ExitCode.Ok);

        run.Output.Should().Be("""{"ids":[3,5],"type_ids":[0,0],"attention_mask":[1,1],"offsets":[[0,2],[3,8]]}""" + "\n");
        run.Error.Should().BeEmpty();
    }

    [Theory]
    [InlineData("nowhere", "MTEB3050")]
    [InlineData("spiece.model", "MTEB3060")]
    [InlineData("sentencepiece", "MTEB3060")]
    public async Task A_tokenizer_that_cannot_be_read_is_named_and_nothing_is_written(string path, string code)
    {
        _sandbox.Write("spiece.model", "x");
        _sandbox.Write("sentencepiece/tokenizer.model", "x");
        var run = new ToolRun { CurrentDirectory = _sandbox.Root, Input = Lines };

        (await run.InvokeAsync("tokenize", "--tokenizer", path)).Should().Be(ExitCode.Input);

        run.Output.Should().BeEmpty();
        run.Error.Should().Contain(code);
    }

    [Fact]
    public async Task Without_a_tokenizer_the_line_is_wrong() => (await new ToolRun().InvokeAsync("tokenize")).Should().Be(ExitCode.Usage);
}
