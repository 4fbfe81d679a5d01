using System.Numerics.Tensors;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Weights;
using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Tests.Weights;

public sealed class ArchitectureTests
{
    [SharedTheory("goldens/architectures/*/", "goldens/architectures/variants/*/")]
    [ArchitectureFolders]
    public void A_graph_from_weights_gives_the_hidden_states_of_the_reference(string folder, string configName)
    {
        var root = SharedMaterial.At($"goldens/architectures/{folder}");
        var expected = Goldens.Parse(Path.Combine(root, "expected.json"));
        if (expected.TryGetProperty("same_as", out var same))
        {
            expected = Goldens.Parse(Path.Combine(root, same.GetString()!));
        }

        using var session = Open(root, configName);
        var tolerance = expected.GetProperty("tolerance_abs").GetDouble();
        foreach (var test in expected.GetProperty("cases").EnumerateArray())
        {
            LargestDifference(session, test).Should().BeLessThanOrEqualTo(tolerance, test.GetProperty("name").GetString());
        }
    }

    [SharedTheory("goldens/architectures/*/", "goldens/architectures/variants/*/")]
    [ArchitectureFolders]
    public async Task Token_ids_alone_give_the_pooled_vectors_of_the_reference(string folder, string configName)
    {
        configName.Should().NotBeEmpty();
        var root = SharedMaterial.At($"goldens/architectures/{folder}");
        var expected = Goldens.Parse(Path.Combine(root, "expected.json"));
        expected = expected.TryGetProperty("same_as", out var same) ? Goldens.Parse(Path.Combine(root, same.GetString()!)) : expected;
        foreach (var (name, mode) in Poolings)
        {
            using var encoder = FolderEncoder.Open(root, new EncoderOptions { NeedsTokenizer = false, Pooling = mode, Threads = 2 }).Value!;
            foreach (var test in expected.GetProperty("cases").EnumerateArray())
            {
                var encoded = await encoder.EncodeTokensAsync(Texts(test.GetProperty("inputs")), states: false, CancellationToken.None);

                encoded.Value!.SelectMany(vector => vector.Values.ToArray()).Zip(Numbers(test.GetProperty("pooled").GetProperty(name)), (actual, wanted) => Math.Abs(actual - wanted))
                    .Max().Should().BeLessThanOrEqualTo(expected.GetProperty("tolerance_abs").GetSingle(), $"{name} of {test.GetProperty("name")}");
            }
        }
    }

    // On the processor ONNX Runtime widens most operators again, so that this shows types that fit everywhere, not their rounding.
    [SharedTheory("goldens/architectures/*/")]
    [ArchitectureFolders]
    public async Task In_half_precision_vectors_point_where_they_did(string folder, string configName)
    {
        configName.Should().NotBeEmpty();
        var root = SharedMaterial.At($"goldens/architectures/{folder}");
        var options = new EncoderOptions { NeedsTokenizer = false, Pooling = PoolingMode.Mean, Threads = 1 };
        using var whole = FolderEncoder.Open(root, options).Value!;
        using var half = FolderEncoder.Open(root, options with { Dtype = "float16" }).Value!;
        TokenizedText[] texts = [new([5, 6, 7, 8, 9], [], []), new([11, 3, 2], [], [])];

        var (expected, actual) = (await whole.EncodeTokensAsync(texts, states: false, default), await half.EncodeTokensAsync(texts, states: false, default));

        half.Facts.Dtype.Should().Be("float16");
        foreach (var (one, other) in expected.Value!.Zip(actual.Value!))
        {
            TensorPrimitives.CosineSimilarity(one.Values.Span, other.Values.Span).Should().BeGreaterThan(0.999f);
        }
    }

    private static readonly (string Name, PoolingMode Mode)[] Poolings =
    [
        ("cls", PoolingMode.FirstToken), ("mean", PoolingMode.Mean), ("max", PoolingMode.Max), ("lasttoken", PoolingMode.LastToken),
        ("mean_sqrt_len_tokens", PoolingMode.MeanSquareRootLength), ("weightedmean", PoolingMode.WeightedMean),
    ];

    private static List<TokenizedText> Texts(JsonElement inputs)
    {
        var (batch, length) = Shape(inputs.GetProperty("input_ids"));
        int[][] Rows(string name) => inputs.TryGetProperty(name, out var array)
            ? [.. Flat(array).Chunk(length).Select(row => Array.ConvertAll(row, number => (int)number))]
            : [.. Enumerable.Repeat<int[]>([], batch)];
        var (ids, mask, types) = (Rows("input_ids"), Rows("attention_mask"), Rows("token_type_ids"));
        return [.. Enumerable.Range(0, batch).Select(row => new TokenizedText(ids[row], Array.ConvertAll(mask[row], bit => (byte)bit), types[row]))];
    }

    private static float[] Numbers(JsonElement array) => [.. array.GetProperty("data").EnumerateArray().Select(number => number.GetSingle())];

    [SharedTheory("goldens/architectures/bert/", "goldens/architectures/variants/qwen3_sharded/")]
    [InlineData("bert", "bert")]
    [InlineData("variants/qwen3_sharded", "qwen3")]
    public void Weights_may_be_links_to_blobs_as_in_a_cache_of_the_Hub(string folder, string expected)
    {
        using var sandbox = new Sandbox("snapshot");
        Directory.CreateDirectory(sandbox.At("snapshots/0123"));
        Directory.CreateDirectory(sandbox.At("blobs"));
        foreach (var file in Directory.EnumerateFiles(SharedMaterial.At($"goldens/architectures/{folder}")))
        {
            var blob = $"blobs/{Path.GetFileName(file).GetHashCode(StringComparison.Ordinal):x8}";
            File.Copy(file, sandbox.At(blob));
            File.CreateSymbolicLink(sandbox.At($"snapshots/0123/{Path.GetFileName(file)}"), $"../../{blob}");
        }

        using var session = Open(sandbox.At("snapshots/0123"), "config.json");

        var golden = Goldens.Parse(SharedMaterial.At($"goldens/architectures/{expected}/expected.json"));
        LargestDifference(session, golden.GetProperty("cases")[0]).Should().BeLessThanOrEqualTo(golden.GetProperty("tolerance_abs").GetDouble());
    }

    private static InferenceSession Open(string root, string configName)
    {
        var checkpoint = Checkpoint.Open(root);
        checkpoint.Diagnostics.Should().BeEmpty();
        var config = new ModelConfig { Json = Goldens.Parse(Path.Combine(root, configName)) };
        var compiled = GraphCompiler.Compile(config, configName, checkpoint.Value!);
        compiled.Diagnostics.Should().BeEmpty();
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", compiled.Value!.WeightFolder);
        return new InferenceSession(compiled.Value.Model, options);
    }

    private static double LargestDifference(InferenceSession session, JsonElement test)
    {
        var given = test.GetProperty("inputs");
        var (batch, length) = Shape(given.GetProperty("input_ids"));
        var values = session.InputNames.Select(name => OrtValue.CreateTensorValueFromMemory(Flat(given.GetProperty(name)), [batch, length])).ToList();
        using var run = new RunOptions();
        using var outputs = session.Run(run, session.InputNames, values, session.OutputNames);
        var states = outputs[0].GetTensorDataAsSpan<float>();
        var mask = Flat(given.GetProperty("attention_mask"));
        var width = states.Length / mask.Length;
        var (largest, index) = (0.0, 0);
        foreach (var number in test.GetProperty("last_hidden_state").GetProperty("data").EnumerateArray())
        {
            if (mask[index / width] != 0)
            {
                var difference = Math.Abs(states[index] - number.GetSingle());
                largest = difference <= largest ? largest : double.IsNaN(difference) ? double.PositiveInfinity : difference;
            }

            index++;
        }

        index.Should().Be(states.Length);
        return largest;
    }

    private static (int Batch, int Length) Shape(JsonElement array) => array.ValueKind == JsonValueKind.Object
        ? (array.GetProperty("shape")[0].GetInt32(), array.GetProperty("shape")[1].GetInt32())
        : (array.GetArrayLength(), array[0].GetArrayLength());

    private static long[] Flat(JsonElement array) => array.ValueKind == JsonValueKind.Object
        ? [.. array.GetProperty("data").EnumerateArray().Select(number => number.GetInt64())]
        : [.. array.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(number => number.GetInt64()))];
}
