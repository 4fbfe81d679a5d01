using System.Text;
using System.Text.Json;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary><c>mteb encode</c> on token ids against what transformers and sentence-transformers make of them, for every architecture with goldens.</summary>
public sealed class EncodeGoldenTests : IDisposable
{
    private const string Material = "goldens/architectures";

    private static readonly string[] Poolings = ["cls", "mean", "max", "lasttoken", "mean_sqrt_len_tokens", "weightedmean"];

    private readonly Sandbox _sandbox = new("golden");

    public void Dispose() => _sandbox.Dispose();

    public static TheoryData<string, string> Models()
    {
        var models = new TheoryData<string, string>();
        if (SharedMaterial.Root is null)
        {
            models.Add("(absent)", "");
            return models;
        }

        var names = Directory.GetDirectories(SharedMaterial.At(Material))
            .Where(folder => File.Exists(Path.Combine(folder, "config.transformers5.json")))
            .Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            models.Add(names[i]!, Poolings[i % Poolings.Length]);
        }

        return models;
    }

    [SharedTheory("goldens/architectures/*/")]
    [MemberData(nameof(Models))]
    public async Task Vectors_of_tokens_and_of_texts_are_those_of_the_reference(string name, string pooling)
    {
        var expected = JsonDocument.Parse(await File.ReadAllTextAsync(SharedMaterial.At($"{Material}/{name}/expected.json"))).RootElement;
        var model = _sandbox.Copy(SharedMaterial.At($"{Material}/{name}"), "model");
        _sandbox.Copy(SharedMaterial.At($"{Material}/{name}/{expected.GetProperty("tokenizer").GetString()}"), "tokenizer");
        File.Copy(_sandbox.At("tokenizer/tokenizer.json"), Path.Combine(model, "tokenizer.json"));
        var tolerance = expected.GetProperty("tolerance_abs").GetDouble();
        var cases = expected.GetProperty("cases").EnumerateArray().ToList();
        var rows = cases.SelectMany(Rows).ToList();
        var lines = string.Join('\n', rows.Select(row => row.Line));

        var states = await EncodeAsync(lines, "none");
        var pooled = await EncodeAsync(lines, pooling);

        states.Should().HaveCount(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var tokens = states[i].GetProperty("states").EnumerateArray().ToList();
            tokens.Should().HaveCount(rows[i].Mask.Length);
            var counted = Enumerable.Range(0, tokens.Count).Where(token => rows[i].Mask[token] == 1);
            var given = counted.SelectMany(token => Numbers(tokens[token])).ToArray();
            Largest(given, [.. counted.SelectMany(token => Part(rows[i].Case.GetProperty("last_hidden_state"), rows[i].Index, token))]).Should().BeLessThan(tolerance, $"{name}, states of line {i}");
            Largest([.. Numbers(pooled[i].GetProperty("embedding"))], [.. Part(rows[i].Case.GetProperty("pooled").GetProperty(pooling), rows[i].Index, null)])
                .Should().BeLessThan(tolerance, $"{name}, {pooling} of line {i}");
        }
    }

    private static IEnumerable<Row> Rows(JsonElement golden)
    {
        var inputs = golden.GetProperty("inputs");
        for (var index = 0; index < inputs.GetProperty("input_ids").GetArrayLength(); index++)
        {
            var line = new StringBuilder("{");
            foreach (var input in inputs.EnumerateObject())
            {
                line.Append(line.Length > 1 ? ", " : "").Append('"').Append(input.Name).Append("\": ").Append(input.Value[index].GetRawText());
            }

            yield return new Row(golden, index, line.Append('}').ToString(), [.. inputs.GetProperty("attention_mask")[index].EnumerateArray().Select(bit => bit.GetInt32())]);
        }
    }

    private async Task<List<JsonElement>> EncodeAsync(string lines, string pooling)
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root, Input = lines };
        (await run.InvokeAsync("encode", "-m", "model", "--pooling", pooling, "--device", "cpu")).Should().Be(ExitCode.Ok, run.Error);
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static IEnumerable<double> Numbers(JsonElement list) => list.EnumerateArray().Select(number => number.GetDouble());

    /// <summary>One row of an array, or one row of that.</summary>
    private static IEnumerable<double> Part(JsonElement array, int row, int? token)
    {
        int[] shape = [.. array.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())];
        var width = shape[^1];
        var start = token is { } place ? ((row * shape[1]) + place) * width : row * width;
        var data = array.GetProperty("data");
        return Enumerable.Range(start, width).Select(i => data[i].GetDouble());
    }

    private static double Largest(double[] left, double[] right) => left.Length == right.Length ? left.Zip(right, (a, b) => Math.Abs(a - b)).Max() : double.PositiveInfinity;

    private sealed record Row(JsonElement Case, int Index, string Line, int[] Mask);
}
