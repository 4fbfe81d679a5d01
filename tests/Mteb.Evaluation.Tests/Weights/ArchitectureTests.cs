using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
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
