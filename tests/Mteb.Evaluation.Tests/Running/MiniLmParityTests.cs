using System.Text.Json;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Running;
using Mteb.Evaluation.Tests.Datasets;
using Mteb.Schemas.Catalogue;

namespace Mteb.Evaluation.Tests.Running;

/// <summary>
/// all-MiniLM-L6-v2 on real data, from model folder to result file, against what mteb 2.26.24 computed with
/// sentence-transformers on the same folder (README beside the goldens).
/// </summary>
public sealed class MiniLmParityTests(MiniLmFixture fixture) : IClassFixture<MiniLmFixture>
{
    [SharedTheory("models/all-MiniLM-L6-v2/", "datasets/", "goldens/minilm/")]
    [InlineData("STSBenchmark", null)]
    [InlineData("STS13", null)]
    [InlineData("Banking77Classification", null)]
    [InlineData("AmazonCounterfactualClassification", null, "en")]
    [InlineData("LIMITSmallRetrieval", null)]
    [InlineData("BIRCO-WTB", null)]
    [InlineData("BIRCO-WTB", "Reranking")]
    [InlineData("BIRCO-WTB", "InstructionRetrieval")]
    [InlineData("ClusTREC-Covid", null)]
    [InlineData("ParsinluQueryParaphPC", null)]
    [InlineData("Tatoeba", null, "ang-eng", "cmn-eng", "deu-eng", "hin-eng")]
    [InlineData("STSBenchmarkMultilingualSTS", null, "fr", "zh")]
    [InlineData("standin-NLUpp-banking", null)]
    [InlineData("standin-REALSumm-abs", null)]
    public Task The_scores_are_those_of_mteb(string task, string? asType, params string[] subsets) => fixture.CompareAsync(task, asType, subsets);

    [SharedTheory("models/all-MiniLM-L6-v2/", "datasets/", "goldens/minilm/")]
    [InlineData("Banking77Classification")]
    [InlineData("AmazonCounterfactualClassification", "en")]
    public async Task The_predicted_labels_are_exactly_those_of_mteb(string task, params string[] subsets)
    {
        var golden = Goldens.Parse(SharedMaterial.At($"goldens/minilm/{task}.predictions.json.gz"));

        await fixture.RunAsync(new RunSelection { Tasks = [task], Subsets = subsets });

        var ours = Goldens.Parse(Path.Combine(fixture.PredictionFolder, $"{task}_predictions.json"));
        foreach (var subset in golden.EnumerateObject().Where(member => member.Name != "mteb_model_meta"))
        {
            foreach (var split in subset.Value.EnumerateObject())
            {
                JsonElement.DeepEquals(ours.GetProperty(subset.Name).GetProperty(split.Name), split.Value).Should().BeTrue();
            }
        }
    }

    [SharedFact("models/all-MiniLM-L6-v2/", "datasets/")]
    public async Task The_catalogues_revision_stands_in_a_result_whose_data_are_the_catalogues()
    {
        var run = await fixture.RunAsync(new RunSelection { Tasks = ["LIMITSmallRetrieval"] });

        run.Result!.DatasetRevision.Should().Be(run.Plan.Task.DatasetRevision);
        run.Diagnostics.Should().NotContain(diagnostic => diagnostic.Code == "MTEB3170");
    }
}

/// <summary>The model, loaded once, and the runs so far.</summary>
public sealed class MiniLmFixture : IAsyncLifetime, IDisposable
{
    private readonly Sandbox _sandbox = new("minilm");
    private readonly Dictionary<string, TaskRun> _runs = [];
    private LoadedModel? _model;
    private LocalData? _data;

    // Real data in the layout of a type, which are no task of mteb.
    private static readonly Dictionary<string, TaskFacts> StandIns = new[]
    {
        Facts.Of("standin-NLUpp-banking", "AbsTaskMultilabelClassification"),
        Facts.Of("standin-REALSumm-abs", "AbsTaskSummarization", attributes: """{"min_score": 0, "max_score": 1}""") with { MainScore = "cosine_spearman" },
    }.ToDictionary(task => task.Name);

    public string PredictionFolder => _sandbox.At("predictions");

    public async Task InitializeAsync()
    {
        if (SharedMaterial.Root is null)
        {
            return;
        }

        var options = new EncoderOptions { Threads = 2 };
        var loaded = await LoadedModel.LoadAsync(
            SharedMaterial.At("models/all-MiniLM-L6-v2"), options, "sentence-transformers/all-MiniLM-L6-v2", new string('0', 40), CancellationToken.None);
        _model = loaded.Value;
        _data = LocalData.Open([SharedMaterial.At("datasets")], 2).Value;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _model?.Dispose();
        _sandbox.Dispose();
    }

    /// <summary>Runs a task; a second time the run is remembered.</summary>
    internal async Task<TaskRun> RunAsync(RunSelection selection)
    {
        var key = $"{selection.Tasks[0]}+{selection.AsType}+{string.Join(',', selection.Subsets)}";
        if (!_runs.TryGetValue(key, out var run))
        {
            var (plans, _) = new TaskPlanner(StandIns, _data!.Source).Plan(selection);
            run = (await new RunEngine(Context(), new Silence()).RunAsync(plans, CancellationToken.None)).Single();
            _runs[key] = run;
        }

        return run;
    }

    /// <summary>Runs subsets of a task and compares every number with the reference's, as far as its own noise allows.</summary>
    internal async Task CompareAsync(string task, string? asType, string[] subsets)
    {
        var name = asType is null ? task : $"{task}+{asType}";
        var golden = Goldens.Parse(SharedMaterial.At($"goldens/minilm/{name}.json")).GetProperty("scores_unrounded");
        var noise = Goldens.Parse(SharedMaterial.At("goldens/minilm/noise.json")).GetProperty("noise");
        var (main, any) = Noise(noise, name);

        var run = await RunAsync(new RunSelection { Tasks = [task], AsType = asType, Subsets = subsets });

        run.State.Should().Be(TaskRunState.Done);
        run.Result!.Scores.Select(split => split.Split).Should().BeEquivalentTo(golden.EnumerateObject().Select(split => split.Name));
        foreach (var split in run.Result.Scores)
        {
            var expected = golden.GetProperty(split.Split).EnumerateArray()
                .Where(entry => subsets.Length == 0 || subsets.Contains(entry.GetProperty("hf_subset").GetString()))
                .ToDictionary(entry => entry.GetProperty("hf_subset").GetString()!);
            split.Subsets.Select(entry => entry.Subset).Should().BeEquivalentTo(expected.Keys);
            foreach (var entry in split.Subsets)
            {
                GoldenScores.Differences(entry, expected[entry.Subset], Math.Max(1e-6, 3 * main), Math.Max(1e-5, 3 * any)).Should().BeEmpty();
            }
        }
    }

    private RunContext Context() => new()
    {
        Encoder = _model!.Encoder,
        Model = _model.Describe(),
        Environment = TestRuns.Environment,
        ToolVersion = "0.0.0",
        Data = _data!.Source,
        Store = ResultStore.At(_sandbox.Root, _model.Identity),
        Strategy = OverwriteStrategy.Always,
        PredictionFolder = PredictionFolder,
        Clock = TimeProvider.System,
    };

    private static (double Main, double Any) Noise(JsonElement noise, string name) => noise.TryGetProperty(name, out var own)
        ? (own.GetProperty("main").GetDouble(), own.GetProperty("any").GetDouble())
        : (0, 0);
}
