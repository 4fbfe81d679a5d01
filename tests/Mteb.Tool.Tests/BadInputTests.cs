using System.Text.Json.Nodes;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests;

/// <summary>What a user reads when something is wrong with a model or its data: every fault has a code, a place and a remedy.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Sts = "model/data/QuickstartSTS/";
    private readonly Sandbox _sandbox = new("bad-input");

    public BadInputTests() => _sandbox.Copy(Repository.At("samples/quickstart"), "model");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public Task A_model_folder_that_is_not_there() => VerifyAsync("no-model", () => Directory.Delete(_sandbox.At("model"), recursive: true));

    [Fact]
    public Task A_model_without_its_graph() => VerifyAsync("no-graph", () => File.Delete(_sandbox.At("model/onnx/model.onnx")));

    [Fact]
    public Task A_graph_that_was_cut_short() => VerifyAsync("cut-graph", () => Rewrite("model/onnx/model.onnx", bytes => bytes[..1000]));

    [Fact]
    public Task A_pointer_of_Git_LFS_in_place_of_the_graph() => VerifyAsync("pointer", () =>
        _sandbox.Write("model/onnx/model.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:0123456789abcdef\nsize 1234\n"));

    [Fact]
    public Task A_tokenizer_with_more_tokens_than_the_model_has_vectors() => VerifyAsync("large-tokenizer", () => Edit("model/tokenizer.json", tokenizer =>
    {
        var vocabulary = tokenizer["model"]!["vocab"]!.AsObject();
        vocabulary["oneMore"] = vocabulary.Max(token => token.Value!.GetValue<int>()) + 1;
    }));

    [Fact]
    public Task A_tokenizer_with_a_part_that_nobody_knows() => VerifyAsync("unknown-part", () =>
        Edit("model/tokenizer.json", tokenizer => tokenizer["normalizer"] = new JsonObject { ["type"] = "Sparkle" }));

    [Fact]
    public Task A_module_outside_the_folder() => VerifyAsync("escaping-module", () => Edit("model/modules.json", modules => modules[1]!["path"] = "../../elsewhere"));

    [Fact]
    public Task A_list_of_modules_that_is_no_JSON() => VerifyAsync("broken-modules", () => _sandbox.Write("model/modules.json", "[\n  {\"idx\": 0,,\n"));

    [Fact]
    public Task A_column_of_another_name() => VerifyAsync("wrong-column", () =>
        _sandbox.Write(Sts + "test.jsonl", File.ReadAllText(_sandbox.At(Sts + "test.jsonl")).Replace("sentence1", "first_sentence", StringComparison.Ordinal)));

    [Fact]
    public Task A_value_that_is_no_number() => VerifyAsync("wrong-value", () =>
        _sandbox.Write(Sts + "test.jsonl", "{\"sentence1\": \"a\", \"sentence2\": \"b\", \"score\": 1}\n{\"sentence1\": \"a\", \"sentence2\": \"😀\", \"score\": \"high\"}\n"));

    [Fact]
    public Task A_split_without_rows() => VerifyAsync("empty-split", () => _sandbox.Write(Sts + "test.jsonl", ""));

    [Fact]
    public Task A_split_that_is_not_there() => VerifyAsync("no-split", () => File.Delete(_sandbox.At(Sts + "test.jsonl")));

    [Fact]
    public Task A_task_description_with_a_wrong_type() => VerifyAsync("wrong-type", () => Edit(Sts + "task.json", task => task["type"] = "STZ"));

    [Fact]
    public Task A_task_that_nobody_knows() => VerifyAsync("unknown-task", () => { }, "-t", "QuickstartSTZ");

    [Fact]
    public Task A_subset_that_is_not_there() => VerifyAsync("unknown-subset", () => { }, "--subsets", "de");

    // The vectors of the tokens lie in the graph as they are in memory: some of them become NaN.
    [Fact]
    public Task Weights_that_are_no_numbers() => VerifyAsync("weights-not-finite", () => Rewrite("model/onnx/model.onnx", bytes =>
    {
        var middle = bytes.Length / 2 / 4 * 4;
        bytes.AsSpan(middle - 20_000, 40_000).Fill(0xFF);
        return bytes;
    }));

    private async Task VerifyAsync(string name, Action damage, params string[] options)
    {
        damage();
        var before = Snapshot();

        var transcript = await RunAsync(options);

        transcript.ExitCode.Should().Be(3, transcript.ToString());
        transcript.Error.Should().NotContain("   at ", "a user is not shown a stack");
        Snapshot().Should().Equal(before, "what the user has is left as it is");
        Approved.Verify(transcript.Error, $"{name}.txt");
    }

    private Task<Transcript> RunAsync(params string[] options) =>
        ToolProcess.RunAsync(_sandbox.Root, ["run", "-m", "model", "--output-folder", "out", "-v", "1", .. options]);

    private Dictionary<string, string> Snapshot() => Directory.Exists(_sandbox.At("model"))
        ? Directory.GetFiles(_sandbox.At("model"), "*", SearchOption.AllDirectories).ToDictionary(file => file, file => Convert.ToHexString(File.ReadAllBytes(file)))
        : [];

    private void Rewrite(string file, Func<byte[], byte[]> change) => File.WriteAllBytes(_sandbox.At(file), change(File.ReadAllBytes(_sandbox.At(file))));

    private void Edit(string file, Action<JsonNode> change)
    {
        var node = JsonNode.Parse(File.ReadAllText(_sandbox.At(file)))!;
        change(node);
        File.WriteAllText(_sandbox.At(file), node.ToJsonString());
    }
}
