using System.Numerics.Tensors;
using System.Reflection;
using System.Text.Json;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tests.Encoding;
using Mteb.Evaluation.Tokenization;
using Mteb.Evaluation.Weights.Graphs;
using Mteb.Evaluation.Weights.Guard;
using Mteb.Quantise;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;
using Mteb.Testing.Onnx;
using Xunit.Sdk;

namespace Mteb.Evaluation.Tests.Weights;

public sealed class WeightsGuardTests
{
    [SharedTheory("goldens/architectures/guard/")]
    [GuardCases]
    public void A_checkpoint_gets_the_verdict_of_its_label(string folder, string kind, string verdict)
    {
        var (found, diagnostics) = Judge(SharedMaterial.At($"goldens/architectures/guard/{folder}"));

        found.Should().Be(verdict, $"of {kind}; found: {string.Join(" ", diagnostics.Select(diagnostic => $"{diagnostic.Code} {diagnostic.Message}"))}");
    }

    [SharedTheory("goldens/architectures/*/", "goldens/architectures/variants/*/")]
    [ArchitectureFolders]
    public void No_golden_model_is_refused(string folder, string configName)
    {
        configName.Should().NotBeEmpty();
        var (found, diagnostics) = Judge(SharedMaterial.At($"goldens/architectures/{folder}"));

        found.Should().NotBe("refuse", string.Join(" ", diagnostics.Select(diagnostic => diagnostic.Message)));
    }

    [SharedFact("models/all-MiniLM-L6-v2/")]
    public void A_published_model_is_accepted_with_its_weights_and_with_its_ONNX_file()
    {
        var root = SharedMaterial.At("models/all-MiniLM-L6-v2");

        Judge(root).Verdict.Should().Be("accept");
        WeightsGuard.Examine(ModelFolder.Open(root).Value!, "model.onnx", 2, null, CancellationToken.None).Diagnostics.Should().BeEmpty();
    }

    [SharedFact("models/all-MiniLM-L6-v2/")]
    public async Task A_quantised_file_beside_the_weights_is_accepted_and_points_nearly_where_they_point()
    {
        using var sandbox = new Sandbox("quantised");
        sandbox.Copy(SharedMaterial.At("models/all-MiniLM-L6-v2"), "model");
        var quantised = OnnxQuantizer.Quantize(sandbox.At("model/model.onnx"));
        await File.WriteAllBytesAsync(sandbox.At("model/model_quantized.onnx"), quantised.Model);
        var folder = ModelFolder.Open(sandbox.At("model")).Value!;
        var tokenizer = TokenizerFolder.Load(sandbox.At("model")).Value!;
        string[] texts = ["A man is playing a guitar.", "The weather is lovely today.", "Quarterly revenue rose by four percent.", "He drove to the stadium."];

        var report = WeightsGuard.Examine(folder, "model_quantized.onnx", 2, null, CancellationToken.None);
        using var whole = OnnxEncoder.Create(folder, tokenizer, new EncoderOptions { Threads = 1, GraphName = "model.onnx" }).Value!;
        using var small = OnnxEncoder.Create(folder, tokenizer, new EncoderOptions { Threads = 1, GraphName = "model_quantized.onnx" }).Value!;
        var request = new EncodeRequest(texts, "Quantised", "STS", "test", "default", null);
        var (expected, actual) = ((await whole.EncodeAsync(request, null, default)).Value!.Embeddings, (await small.EncodeAsync(request, null, default)).Value!.Embeddings);

        (quantised.Matrices, quantised.Tables).Should().Be((36, 3));
        quantised.Model.Length.Should().BeLessThan((int)(0.3 * new FileInfo(sandbox.At("model/model.safetensors")).Length));
        report.Diagnostics.Should().BeEmpty();
        Enumerable.Range(0, texts.Length).Min(text => TensorPrimitives.CosineSimilarity(expected[text], actual[text])).Should().BeGreaterThan(0.98f);
    }

    [SharedFact("models/all-MiniLM-L6-v2/")]
    public void Reading_tells_how_far_it_is_with_an_ONNX_file_and_without()
    {
        var folder = ModelFolder.Open(SharedMaterial.At("models/all-MiniLM-L6-v2")).Value!;
        var (weights, graph) = (new Heard(), new Heard());

        WeightsGuard.Examine(folder, graph: null, 4, weights, CancellationToken.None).IsRefused.Should().BeFalse();
        WeightsGuard.Examine(folder, "model.onnx", 4, graph, CancellationToken.None).IsRefused.Should().BeFalse();

        // 22.7 million numbers of four bytes; the ONNX file has them once more.
        weights.All.Should().BeInAscendingOrder(progress => progress.Done).And.OnlyContain(progress => progress.Total > 90_000_000 && progress.Total < 92_000_000);
        graph.All.Should().BeInAscendingOrder(progress => progress.Done).And.OnlyContain(progress => progress.Total > 180_000_000 && progress.Total < 184_000_000);
        weights.All[^1].Done.Should().Be(weights.All[^1].Total);
        graph.All[^1].Done.Should().Be(graph.All[^1].Total);
    }

    [Theory]
    [InlineData(1f, new string[0])]
    [InlineData(1.05f, new[] { "MTEB3367" })]
    public void An_ONNX_file_is_compared_with_the_weights_beside_it(float factor, string[] expected)
    {
        var random = new Random(3);
        float[] stored = [.. Enumerable.Range(0, 96 * 64).Select(_ => random.NextSingle() - 0.4f)];

        // Exporters turn matrices and rename them.
        float[] exported = [.. Enumerable.Range(0, 64 * 96).Select(i => factor * stored[i % 96 * 64 + i / 96])];
        using var model = new TinyModel("Pooling")
            .Tensors("model.safetensors", ("encoder.weight", [96, 64], stored))
            .Write("onnx/model.onnx", OnnxModels.MatMul(exported, 96));

        var report = WeightsGuard.Examine(ModelFolder.Open(model.Root).Value!, "onnx/model.onnx", 2, null, CancellationToken.None);

        report.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal(expected);
    }

    [Theory]
    [InlineData(float.NaN, "MTEB3360")]
    [InlineData(0f, "MTEB3362")]
    public void Unsound_numbers_inside_an_ONNX_file_are_noticed(float number, string code)
    {
        float[] values = [.. Enumerable.Range(0, 64 * 96).Select(i => number == 0 ? 0.5f : i)];
        values[17] = number == 0 ? 0.5f : number;
        using var model = new TinyModel("Pooling").Write("onnx/model.onnx", OnnxModels.MatMul(values, 96));

        var report = WeightsGuard.Examine(ModelFolder.Open(model.Root).Value!, "onnx/model.onnx", 2, null, CancellationToken.None);

        report.Diagnostics.Should().ContainSingle().Which.Code.Should().Be(code);
        report.IsRefused.Should().BeTrue();
    }

    [SharedTheory("goldens/architectures/*/")]
    [ArchitectureFolders]
    public void Fresh_weights_of_every_architecture_are_refused(string folder, string configName)
    {
        using var sandbox = new Sandbox("fresh");
        var root = SharedMaterial.At($"goldens/architectures/{folder}");
        File.Copy(Path.Combine(root, configName), sandbox.At("config.json"));
        var needs = GraphCompiler.Compile(ModelFolder.Open(root).Value!).Value!.Needs;
        FreshWeights.Write(sandbox.At("model.safetensors"), needs, deviation: 0.02, seed: 7);

        var report = WeightsGuard.Examine(ModelFolder.Open(sandbox.Root).Value!, graph: null, 2, null, CancellationToken.None);

        report.Diagnostics.Should().Contain(diagnostic => diagnostic.Code == "MTEB3363");
        report.IsRefused.Should().BeTrue();
    }

    /// <summary>The verdict of everything that is looked at before a run: the folder, its tokenizer apart, and its weights.</summary>
    private static (string Verdict, IReadOnlyList<Diagnostic> Diagnostics) Judge(string root)
    {
        var opened = ModelFolder.Open(root);
        var found = new List<Diagnostic>(opened.Diagnostics);
        if (opened.Succeeded)
        {
            found.AddRange(WeightsGuard.Examine(opened.Value, graph: null, 2, null, CancellationToken.None).Diagnostics);
            found.AddRange(opened.Value.Modules.OfType<DenseModule>().SelectMany(module => DenseReader.Read(opened.Value, module).Diagnostics));
        }

        // A bare checkpoint has neither modules.json nor a tokenizer, which is worth warnings of its own.
        found.RemoveAll(diagnostic => diagnostic.Code is "MTEB3021" or "MTEB3022");
        var verdict = found.Any(diagnostic => diagnostic.Severity == Severity.Error) ? "refuse"
            : found.Any(diagnostic => diagnostic.Severity == Severity.Warning) ? "warn"
            : "accept";
        return (verdict, found);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class GuardCasesAttribute : DataAttribute
    {
        public override IEnumerable<object[]> GetData(MethodInfo testMethod) => SharedMaterial.Root is null
            ? [["(absent)", "", ""]]
            : Goldens.Parse(SharedMaterial.At("goldens/architectures/guard/manifest.json")).GetProperty("cases").EnumerateArray()
                .Select(entry => new object[] { Text(entry, "folder"), Text(entry, "kind"), Text(entry, "verdict") });

        private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString()!;
    }

    private sealed class Heard : IProgress<ScanProgress>
    {
        public List<ScanProgress> All { get; } = [];

        public void Report(ScanProgress value) => All.Add(value);
    }
}
