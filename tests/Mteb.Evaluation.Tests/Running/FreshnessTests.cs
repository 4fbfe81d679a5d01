using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Tests.Running;

/// <summary>Whether results that are there still hold.</summary>
public sealed class FreshnessTests : IDisposable
{
    private const string Pairs = "QuickstartSTS";
    private static readonly ModelDescription Model = TestRuns.Model with { Files = [new ModelFile("model.onnx", 3, "aaa"), new ModelFile("config.json", 2, "bbb")] };

    private readonly Sandbox _sandbox = new("freshness");
    private readonly LetterCounts _encoder = new();

    public FreshnessTests() => _sandbox.Copy(Repository.At("samples/quickstart/data"), "data");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_result_holds_as_long_as_model_and_data_are_those_of_its_manifest()
    {
        (await LookAsync(Model)).Should().Be(ResultState.Missing);
        await RunAsync(Model);
        _encoder.Requests = 0;

        (await LookAsync(Model)).Should().Be(ResultState.Current);
        (await LookAsync(Model with { Files = [.. Model.Files.Reverse()], Name = "other/name" })).Should().Be(ResultState.Current);
        _encoder.Requests.Should().Be(0, "looking encodes nothing");
    }

    [Fact]
    public async Task Another_file_of_the_model_or_another_use_of_it_makes_a_result_stale()
    {
        await RunAsync(Model);

        (await LookAsync(Model with { Files = [Model.Files[0] with { Sha256 = "ccc" }, Model.Files[1]] })).Should().Be(ResultState.Stale);
        (await LookAsync(Model with { Files = [Model.Files[0]] })).Should().Be(ResultState.Stale);
        (await LookAsync(Model with { MaxLength = 9 })).Should().Be(ResultState.Stale);
        (await LookAsync(Model with { Modules = ["mean"] })).Should().Be(ResultState.Stale);
    }

    [Fact]
    public async Task Other_data_make_a_result_stale_and_another_time_of_the_same_data_does_not()
    {
        await RunAsync(Model);
        var file = _sandbox.At($"data/{Pairs}/test.jsonl");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(1));

        (await LookAsync(Model)).Should().Be(ResultState.Current);
        File.WriteAllText(file, File.ReadAllText(file).Replace("baker", "butcher", StringComparison.Ordinal));
        (await LookAsync(Model)).Should().Be(ResultState.Stale);
    }

    [Fact]
    public async Task A_result_of_which_nothing_is_known_is_left_alone()
    {
        await RunAsync(Model);
        File.Delete(Path.Combine(Store.Folder, RunManifest.FileName));

        (await LookAsync(Model with { MaxLength = 9 })).Should().Be(ResultState.Current);
    }

    [Fact]
    public async Task The_revision_of_results_is_found_by_the_files_of_the_model()
    {
        await RunAsync(Model);
        var revisions = Path.GetDirectoryName(Store.Folder)!;

        KnownRevision.Find(revisions, Model with { Revision = "other" }).Should().Be(Model.Revision);
        KnownRevision.Find(revisions, Model with { Files = [] }).Should().BeNull();
        KnownRevision.Find(_sandbox.At("nowhere"), Model).Should().BeNull();
        File.WriteAllText(Path.Combine(Store.Folder, RunManifest.FileName), "{\"tasks\": {\"QuickstartSTS\": 3}}");
        KnownRevision.Find(revisions, Model).Should().BeNull();
    }

    [Fact]
    public async Task Each_task_is_run_with_the_strategy_that_was_chosen_for_it()
    {
        await RunAsync(Model);
        _encoder.Requests = 0;
        var (context, plans) = Prepare(Model, "QuickstartSTS", "QuickstartClassification");

        var runs = await new RunEngine(context, new Silence()).RunAsync(
            plans, plan => plan.Task.Name == Pairs ? OverwriteStrategy.Always : OverwriteStrategy.OnlyCache, CancellationToken.None);

        runs.ToDictionary(run => run.Plan.Task.Name, run => run.State).Should().BeEquivalentTo(
            new Dictionary<string, TaskRunState> { ["QuickstartSTS"] = TaskRunState.Done, ["QuickstartClassification"] = TaskRunState.Failed });
    }

    private ResultStore Store => ResultStore.At(_sandbox.At("out"), new ModelIdentity(Model.Name, Model.Revision));

    private async Task<ResultState> LookAsync(ModelDescription model)
    {
        var (context, plans) = Prepare(model, Pairs);
        return (await new Freshness(context).LookAsync(plans, CancellationToken.None))[Pairs];
    }

    private async Task RunAsync(ModelDescription model)
    {
        var (context, plans) = Prepare(model, Pairs);
        var runs = await new RunEngine(context, new Silence()).RunAsync(plans, CancellationToken.None);
        runs.Single().State.Should().Be(TaskRunState.Done);
    }

    private (RunContext Context, IReadOnlyList<TaskPlan> Plans) Prepare(ModelDescription model, params string[] tasks)
    {
        var data = LocalData.Open([_sandbox.At("data")], 1).Value!;
        var context = new RunContext
        {
            Encoder = _encoder,
            Model = model,
            Environment = TestRuns.Environment,
            ToolVersion = "0.0.0",
            Data = data.Source,
            Store = Store,
            Clock = TimeProvider.System,
        };
        return (context, new TaskPlanner(data.Own, data.Source).Plan(new RunSelection { Tasks = tasks }).Plans);
    }

    /// <summary>A vector says how often each letter stands in a text.</summary>
    private sealed class LetterCounts : IEncoder
    {
        public int Requests { get; set; }

        public SimilarityFunction Similarity => SimilarityFunction.Cosine;

        public Task<Outcome<EncodedTexts>> EncodeAsync(
            EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
        {
            Requests++;
            var values = request.Texts.SelectMany(text => Enumerable.Range('a', 26).Select(letter => (float)text.Count(sign => sign == letter))).ToArray();
            return Task.FromResult(Outcome.Success(
                new EncodedTexts(new EmbeddingMatrix(values, request.Texts.Count, 26), new EncodingStatistics(request.Texts.Count, request.Texts.Count, 0, 0, null, null)), []));
        }
    }
}
