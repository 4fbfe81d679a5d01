using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary>What <c>mteb encode</c> makes of lines.</summary>
public sealed class EncodeVerbTests : IDisposable
{
    private readonly Sandbox _sandbox = new("encode");

    public EncodeVerbTests() => _sandbox.Copy(Repository.At("samples/quickstart"), "model");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_line_of_text_gives_a_line_with_its_vector_and_equal_texts_equal_lines()
    {
        var lines = await LinesAsync("A cat sat.\n\nA cat sat.\n");

        lines.Should().HaveCount(3);
        lines[0].Should().Be(lines[2]).And.StartWith("{\"embedding\":[").And.NotBe(lines[1]);
        Length(Vector(lines[0])).Should().BeApproximately(1, 1e-5, "the model ends with a normalisation");
    }

    [Fact]
    public async Task Ids_give_what_their_text_gives()
    {
        var text = (await LinesAsync("""{"text": "A cat sat."}"""))[0];
        var tokens = new ToolRun { CurrentDirectory = _sandbox.Root, Input = """{"text": "A cat sat."}""" };
        await tokens.InvokeAsync("tokenize", "--tokenizer", "model");
        var ids = JsonDocument.Parse(tokens.Output).RootElement.GetProperty("ids").ToString();

        (await LinesAsync($$"""{"input_ids": {{ids}}}"""))[0].Should().Be(text);
        var padded = $$"""{"input_ids": {{ids[..^1]}}, 0, 0], "attention_mask": [{{string.Join(", ", Enumerable.Repeat(1, Count(ids)))}}, 0, 0]}""";
        Vector((await LinesAsync(padded))[0]).Should().Equal(Vector(text), "padding counts for nothing");
    }

    [Theory]
    [InlineData("cls")]
    [InlineData("mean")]
    [InlineData("max")]
    [InlineData("lasttoken")]
    [InlineData("weightedmean")]
    [InlineData("mean_sqrt_len_tokens")]
    public async Task Each_pooling_is_what_its_formula_makes_of_the_token_vectors(string pooling)
    {
        const string Line = """{"input_ids": [7, 8, 9, 10, 11], "attention_mask": [0, 1, 1, 0, 1]}""";
        var states = JsonDocument.Parse((await LinesAsync(Line, "--pooling", "none"))[0]).RootElement.GetProperty("states").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray()).ToArray();

        var pooled = Vector((await LinesAsync(Line, "--pooling", pooling))[0]);

        states.Should().HaveCount(5, "every given token has its row");
        int[] counted = [1, 2, 4];
        for (var column = 0; column < pooled.Length; column++)
        {
            var values = counted.Select(row => states[row][column]).ToArray();
            var expected = pooling switch
            {
                "cls" => values[0],
                "lasttoken" => values[2],
                "max" => values.Max(),
                "mean" => values.Average(),
                "mean_sqrt_len_tokens" => values.Sum() / Math.Sqrt(3),
                _ => (values[0] + (2 * values[1]) + (4 * values[2])) / 7,
            };
            ((double)pooled[column]).Should().BeApproximately(expected, 1e-6);
        }
    }

    [Fact]
    public async Task A_matrix_of_numpy_holds_the_same_vectors()
    {
        var lines = await LinesAsync("one\ntwo\nthree");

        (await Run("one\ntwo\nthree").InvokeAsync("encode", "-m", "model", "--output-file", "out/x.npy")).Should().Be(ExitCode.Ok);

        var bytes = await File.ReadAllBytesAsync(_sandbox.At("out/x.npy"));
        bytes[..8].Should().Equal([0x93, .. "NUMPY"u8, 1, 0]);
        BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8)).Should().Be(118);
        var width = Vector(lines[0]).Length;
        Encoding.ASCII.GetString(bytes, 10, 118).TrimEnd().Should()
            .Be(string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': (3, {width}), }}"));
        Enumerable.Range(0, 3 * width).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(128 + (4 * i)))).Should().Equal(lines.SelectMany(Vector));
        Directory.GetFiles(_sandbox.At("out")).Should().ContainSingle("nothing temporary stays");
    }

    [Fact]
    public async Task A_prompt_is_put_in_front_by_its_name_or_its_role()
    {
        _sandbox.Write("prompts.json", """{ "query": "find: ", "odd": "odd: " }""");
        var query = (await LinesAsync("find: cats"))[0];
        var odd = (await LinesAsync("odd: cats"))[0];
        var plain = (await LinesAsync("cats"))[0];

        (await LinesAsync("cats", "--prompts", "prompts.json", "--prompt-type", "query"))[0].Should().Be(query).And.NotBe(plain);
        (await LinesAsync("cats", "--prompts", "prompts.json", "--prompt-name", "odd"))[0].Should().Be(odd);
        (await LinesAsync("cats", "--prompts", "prompts.json", "--prompt-type", "document"))[0].Should().Be(plain, "none is declared");
        var unknown = Run("cats");
        (await unknown.InvokeAsync("encode", "-m", "model", "--prompts", "prompts.json", "--prompt-name", "strange")).Should().Be(ExitCode.Input);
        unknown.Error.Should().Contain("MTEB3135").And.Contain("query, odd");
    }

    [Theory]
    [Cultures]
    public async Task Bad_lines_are_pointed_at_and_keep_their_place(string culture)
    {
        using var _ = new InCulture(culture);
        var run = Run(
            """
            {"text": "hi"}
            ["hi"]
            {"text": 1}
            {"text": "é", "texts": 2}
            {"text": "hi"
            {"text": "\ud83d"}
            {"input_ids": [1, "2"]}
            {"input_ids": []}
            {"input_ids": [1], "attention_mask": [1, 1]}
            {"input_ids": [1], "attention_mask": [2]}
            {"input_ids": [123456789]}
            {"input_ids": [1], "text": "both"}
            {}
            {"text": "hi"} {}
            """);

        (await run.InvokeAsync("encode", "-m", "model", "-v", "1")).Should().Be(ExitCode.Findings);

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Approved.Verify($"{string.Join('\n', lines.Select(line => line.StartsWith("{\"emb", StringComparison.Ordinal) ? "(vector)" : line))}\n--- standard error\n{run.Error}", "encode.txt");
    }

    [Theory]
    [InlineData()]
    [InlineData("--pooling", "none")]
    public async Task Texts_that_are_cut_are_counted(params string[] options)
    {
        var run = Run(string.Join(' ', Enumerable.Repeat("word", 5000)) + "\nshort");

        (await run.InvokeAsync(["encode", "-m", "model", .. options])).Should().Be(ExitCode.Ok);

        run.Error.Should().Contain("MTEB3263: 1 of 2 texts");
    }

    [Fact]
    public async Task A_matrix_with_a_gap_is_not_written()
    {
        (await Run("{\"text\": \"one\"}\n{}\n").InvokeAsync("encode", "-m", "model", "--output-file", "x.npy")).Should().Be(ExitCode.Findings);

        Directory.GetFiles(_sandbox.Root).Should().BeEmpty();
    }

    [Fact]
    public async Task Many_lines_come_out_in_their_order_and_progress_is_told()
    {
        var texts = Enumerable.Range(0, 3000).Select(i => $"text number {i % 1500}").ToList();
        var file = _sandbox.Write("texts.txt", string.Join('\n', texts));
        var run = Run("");

        (await run.InvokeAsync("encode", "-m", "model", file)).Should().Be(ExitCode.Ok);

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(3000);
        lines[..1500].Should().Equal(lines[1500..]);
        run.Error.Should().Contain("encode: lines 1024,");
    }

    [Theory]
    [InlineData(2, "MTEB5008", "--prompt-name", "a", "--prompt-type", "query")]
    [InlineData(2, "MTEB5008", "--pooling", "none", "--output-file", "x.npy")]
    [InlineData(2, "MTEB5005", "--pooling", "median")]
    [InlineData(2, "MTEB5006", "one.txt", "two.txt")]
    [InlineData(3, "MTEB5025", "nowhere.txt")]
    public async Task What_cannot_be_asked_for_is_refused(int exitCode, string code, params string[] line)
    {
        var run = Run("text");

        (await run.InvokeAsync(["encode", "-m", "model", .. line])).Should().Be((ExitCode)exitCode);

        run.Output.Should().BeEmpty();
        run.Error.Should().Contain(code);
    }

    private ToolRun Run(string input) => new() { CurrentDirectory = _sandbox.Root, Input = input };

    private async Task<string[]> LinesAsync(string input, params string[] options)
    {
        var run = Run(input);
        (await run.InvokeAsync(["encode", "-m", "model", .. options])).Should().Be(ExitCode.Ok, run.Error);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static float[] Vector(string line) =>
        [.. JsonDocument.Parse(line).RootElement.GetProperty("embedding").EnumerateArray().Select(value => value.GetSingle())];

    private static double Length(float[] vector) => Math.Sqrt(vector.Sum(value => (double)value * value));

    private static int Count(string list) => JsonDocument.Parse(list).RootElement.GetArrayLength();
}
