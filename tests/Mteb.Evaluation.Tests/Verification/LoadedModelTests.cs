using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Running;
using Mteb.Evaluation.Tests.Encoding;
using Mteb.Evaluation.Verification;
using Mteb.Evaluation.Weights.Guard;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Tests.Verification;

/// <summary>What is looked at between loading a model and evaluating it.</summary>
public sealed class LoadedModelTests : IDisposable
{
    private readonly Sandbox _sandbox = new("examined");

    public LoadedModelTests() => _sandbox.Copy(Repository.At("samples/quickstart"), "model");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task The_quickstart_model_passes_unattended() => (await ExamineAsync(unattended: true)).Should().BeEmpty();

    [Fact]
    public async Task A_model_whose_files_were_locked_is_refused_when_one_changed()
    {
        var folder = ModelFolder.Open(_sandbox.At("model")).Value!;
        ModelLock.Write(folder.Path, await ModelLock.HashAsync(folder, [], CancellationToken.None));
        (await ExamineAsync(unattended: false)).Should().BeEmpty();
        File.AppendAllText(_sandbox.At("model/tokenizer.json"), "\n");

        (await ExamineAsync(unattended: false)).Should().ContainSingle().Which.Code.Should().Be("MTEB3402");
    }

    [Theory]
    [InlineData(false, Severity.Warning)]
    [InlineData(true, Severity.Error)]
    public async Task A_collapsed_model_is_a_warning_and_unattended_an_error(bool unattended, Severity expected)
    {
        // Every text gets the same vector.
        var encoder = new FlatEncoder();
        var report = await CanaryCheck.RunAsync(encoder, "model", CanaryCheck.Choose(["eng"]), null, CancellationToken.None);

        var found = unattended ? UnattendedSeverity.Raise(report.Value!.Diagnostics) : report.Value!.Diagnostics;

        found.Should().Contain(diagnostic => diagnostic.Code == "MTEB3401" && diagnostic.Severity == expected);
        found.Should().Contain(diagnostic => diagnostic.Code == "MTEB3400" && diagnostic.Severity == expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task An_examination_tells_how_far_it_is(int threads)
    {
        var folder = ModelFolder.Open(_sandbox.At("model")).Value!;
        ModelLock.Write(folder.Path, await ModelLock.HashAsync(folder, [], CancellationToken.None));
        var loaded = await LoadedModel.LoadAsync(folder.Path, new EncoderOptions { Threads = 2, Device = "cpu" }, "a/b", "c", CancellationToken.None);
        using var model = loaded.Value!;
        var progress = new Heard();

        (await model.ExamineAsync(threads, willEncode: true, unattended: false, progress, CancellationToken.None)).Should().BeEmpty();

        progress.All.Select(step => step.Step).Distinct().Should().Equal(ExaminationStep.Lock, ExaminationStep.Weights, ExaminationStep.Behaviour);
        var table = OnnxInitializers.Read(Path.Combine(folder.Path, "onnx/model.onnx")).Max(weights => weights.Entry.Length);
        var weights = progress.All.Where(step => step.Step == ExaminationStep.Weights).ToList();
        weights[0].Should().Be(new ExaminationProgress(ExaminationStep.Weights, 0, 0), "it is said before anything is read");
        weights[^1].Done.Should().Be(weights[^1].Total).And.BeGreaterThanOrEqualTo(table);
        weights.Select(step => step.Done).Should().BeInAscendingOrder();
        var sentences = progress.All[^1];
        sentences.Should().Be(new ExaminationProgress(ExaminationStep.Behaviour, sentences.Total, sentences.Total)).And.NotBe(new ExaminationProgress(ExaminationStep.Behaviour, 0, 0));
    }

    [Fact]
    public async Task Where_nothing_will_be_encoded_the_lock_file_alone_is_looked_at()
    {
        // Weights that are not those of the ONNX file.
        var place = _sandbox.At("model");
        var count = (int)OnnxInitializers.Read(Path.Combine(place, "onnx/model.onnx")).Max(weights => weights.Entry.Length / 4);
        using var other = new TinyModel("Pooling").Tensors("model.safetensors", ("vectors", [count], new float[count]));
        File.Copy(Path.Combine(other.Root, "model.safetensors"), Path.Combine(place, "model.safetensors"));
        var loaded = await LoadedModel.LoadAsync(place, new EncoderOptions { Threads = 1 }, "a/b", "c", CancellationToken.None);
        using var model = loaded.Value!;

        (await model.ExamineAsync(1, willEncode: true, unattended: false, null, default)).Should().NotBeEmpty();
        (await model.ExamineAsync(1, willEncode: false, unattended: false, null, default)).Should().BeEmpty();
        var folder = ModelFolder.Open(place).Value!;
        ModelLock.Write(folder.Path, await ModelLock.HashAsync(folder, [], CancellationToken.None));
        File.AppendAllText(Path.Combine(place, "modules.json"), "\n");
        (await ExamineAsync(unattended: false, willEncode: false)).Should().ContainSingle().Which.Code.Should().Be("MTEB3402");
    }

    private async Task<IReadOnlyList<Diagnostic>> ExamineAsync(bool unattended, bool willEncode = true)
    {
        var loaded = await LoadedModel.LoadAsync(_sandbox.At("model"), new EncoderOptions { Threads = 2, Device = "cpu" }, "a/b", "c", CancellationToken.None);
        using var model = loaded.Value!;
        return await model.ExamineAsync(2, willEncode, unattended, null, CancellationToken.None);
    }

    private sealed class Heard : IProgress<ExaminationProgress>
    {
        public List<ExaminationProgress> All { get; } = [];

        public void Report(ExaminationProgress value) => All.Add(value);
    }

    private sealed class FlatEncoder : IModelEncoder
    {
        public EncoderFacts Facts => new() { Width = 2, MaximumLength = null, Device = "cpu", Modules = [] };

        public PromptRules Prompts => PromptRules.None;

        public SimilarityFunction Similarity => SimilarityFunction.Cosine;

        public Task<Outcome<EncodedTexts>> EncodeAsync(EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) =>
            EncodeAsync(request.Texts, default, progress, cancellationToken);

        public Task<Outcome<EncodedTexts>> EncodeAsync(
            IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
        {
            var values = new float[2 * texts.Count];
            Array.Fill(values, 1);
            var statistics = new EncodingStatistics(texts.Count, texts.Count, texts.Count, 0, null, null);
            return Task.FromResult<Outcome<EncodedTexts>>(new EncodedTexts(new(values, texts.Count, 2), statistics));
        }

        public Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ModelFile>>([]);

        public void Dispose()
        {
        }
    }
}
