using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Running;
using Mteb.Evaluation.Tests.Tasks;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tests.Running;

/// <summary>Runs that were stopped, and go on.</summary>
public sealed class ResumeTests : IDisposable
{
    private const string Clustering = "clustering_fast";
    private const string Multilabel = "multilabel_knn";
    private const string Sts = "sts_cosine";
    private static readonly string[] Subsets = ["first", "second", "third"];

    private readonly Sandbox _sandbox = new("resume");
    private readonly TextVectorEncoder _encoder = new();
    private readonly Notices _notices = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(Clustering, "second")]
    [InlineData(Clustering, "third")]
    [InlineData(Multilabel, "second")]
    [InlineData(Multilabel, "third")]
    public async Task A_stopped_run_goes_on_and_scores_as_one_that_was_never_stopped(string golden, string stopAt)
    {
        var whole = await RunAsync("whole", golden);
        var stopped = await RunAsync("stopped", golden, new StoppingData(Data(golden), stopAt));
        var finished = Array.IndexOf(Subsets, stopAt);
        var saved = Read("stopped");
        _encoder.Clear();

        var resumed = await RunAsync("stopped", golden);

        stopped.Should().BeEmpty("a task that was stopped has no outcome");
        saved.Scores.Single().Subsets.Select(entry => entry.Subset).Should().Equal(Subsets.Take(finished));
        resumed.Single().State.Should().Be(TaskRunState.Completed);
        _encoder.Requests.Select(request => request.Subset).Distinct().Should().Equal(Subsets.Skip(finished), "finished subsets are not encoded again");
        Scores("stopped").Should().Be(Scores("whole"));
        whole.Single().Result!.Scores.Single().Subsets.Select(entry => Number(entry.MainScore)).Distinct().Should()
            .HaveCountGreaterThan(1, "equal subsets score differently because they draw differently, so that this test can fail");
    }

    [Fact]
    public async Task A_subset_between_finished_ones_draws_as_in_a_run_of_all()
    {
        await RunAsync("whole", Clustering);
        await RunAsync("gap", Clustering);
        var gap = Read("gap");
        Store("gap").Save(gap with { Scores = [gap.Scores[0] with { Subsets = [gap.Scores[0].Subsets[0], gap.Scores[0].Subsets[2]] }] });
        _encoder.Clear();

        await RunAsync("gap", Clustering);

        _encoder.Requests.Select(request => request.Subset).Should().Equal("second");
        var (found, wanted) = (Read("gap"), Read("whole"));
        foreach (var subset in Subsets)
        {
            found.Find("test", subset)!.MainScore.Should().Be(wanted.Find("test", subset)!.MainScore, subset);
        }
    }

    [Theory]
    [InlineData(Clustering)]
    [InlineData(Multilabel)]
    public async Task A_run_on_data_of_ones_own_goes_on_and_ends_in_the_same_files(string golden)
    {
        var whole = await RunAsync("whole", golden, OwnData(golden));
        await RunAsync("stopped", golden, new StoppingData(OwnData(golden), "second"));
        _encoder.Clear();

        var resumed = await RunAsync("stopped", golden, OwnData(golden));

        resumed.Single().State.Should().Be(TaskRunState.Completed);
        _encoder.Requests.Select(request => request.Subset).Distinct().Should().Equal(Subsets.Skip(1));
        Scores("stopped").Should().Be(Scores("whole"));
        var (found, wanted) = (Store("stopped").ManifestOf("Golden")!, Store("whole").ManifestOf("Golden")!);
        found.Data.Should().BeEquivalentTo(wanted.Data, options => options.WithStrictOrdering());
        found.Encoding.Should().Equal(wanted.Encoding, "the manifest speaks of all entries, of the kept ones too");
        found.DatasetRevision.Should().Be(whole.Single().Result!.DatasetRevision);
        _notices.Diagnostics.Should().BeEmpty();
    }

    [Fact]
    public async Task Entries_of_data_that_have_changed_since_are_not_completed_but_made_anew()
    {
        var changed = OwnData(Multilabel).With("train", Reversed(Goldens.Json("tasks/multilabel_knn.json").GetProperty("inputs").GetProperty("train")), "first");
        await RunAsync("changed", Multilabel, new StoppingData(OwnData(Multilabel), "third"));
        var before = Read("changed");
        _encoder.Clear();

        var run = await RunAsync("changed", Multilabel, changed);

        run.Single().State.Should().Be(TaskRunState.Done);
        run.Single().Result!.DatasetRevision.Should().NotBe(before.DatasetRevision);
        _encoder.Requests.Select(request => request.Subset).Distinct().Should().BeEquivalentTo(Subsets);
        _notices.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3271");
    }

    [Theory]
    [InlineData(Clustering)]
    [InlineData(Multilabel)]
    [InlineData(Sts)]
    public async Task Data_that_changed_under_a_finished_subset_are_noticed_in_every_type(string golden)
    {
        var split = golden == Multilabel ? "train" : "test";
        var inputs = Goldens.Json($"tasks/{golden}.json").GetProperty("inputs");
        var changed = OwnData(golden).With(split, Reversed(golden == Multilabel ? inputs.GetProperty(split) : inputs), "first");
        await RunAsync("changed", golden, new StoppingData(OwnData(golden), "third"));
        await RunAsync("anew", golden, changed);
        _encoder.Clear();

        var run = await RunAsync("changed", golden, OwnData(golden).With(split, Reversed(golden == Multilabel ? inputs.GetProperty(split) : inputs), "first"));

        run.Single().State.Should().Be(TaskRunState.Done);
        _encoder.Requests.Select(request => request.Subset).Distinct().Should().BeEquivalentTo(Subsets);
        _notices.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3271");
        Scores("changed").Should().Be(Scores("anew"));
    }

    [Theory]
    [InlineData(OverwriteStrategy.OnlyMissing)]
    [InlineData(OverwriteStrategy.Never)]
    [InlineData(OverwriteStrategy.OnlyCache)]
    public async Task A_complete_result_of_data_that_changed_is_kept_and_pointed_out(OverwriteStrategy strategy)
    {
        await RunAsync("complete", Sts, OwnData(Sts));
        var before = Scores("complete");
        _encoder.Clear();

        var same = await RunAsync("complete", Sts, OwnData(Sts), strategy);
        _notices.Diagnostics.Should().BeEmpty();
        var changed = await RunAsync("complete", Sts, OwnData(Sts).With("test", Reversed(Goldens.Json($"tasks/{Sts}.json").GetProperty("inputs")), "second"), strategy);

        (same.Single().State, changed.Single().State).Should().Be((TaskRunState.Cached, TaskRunState.Cached));
        _encoder.Requests.Should().BeEmpty();
        Scores("complete").Should().Be(before);
        _notices.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3272");
    }

    [Fact]
    public async Task There_is_work_until_results_are_complete_and_where_it_is_allowed()
    {
        RunEngine Engine(OverwriteStrategy strategy) => new(Context("work", Data(Sts), strategy), _notices);
        TaskPlan[] plans = [Plan(Sts)];

        Engine(OverwriteStrategy.OnlyMissing).HasWork(plans).Should().BeTrue();
        Engine(OverwriteStrategy.OnlyCache).HasWork(plans).Should().BeFalse("nothing may be computed");
        await RunAsync("work", Sts, new StoppingData(Data(Sts), "second"));
        Engine(OverwriteStrategy.OnlyMissing).HasWork(plans).Should().BeTrue("a subset is missing");
        await RunAsync("work", Sts);
        Engine(OverwriteStrategy.OnlyMissing).HasWork(plans).Should().BeFalse();
        Engine(OverwriteStrategy.Always).HasWork(plans).Should().BeTrue();
        Engine(OverwriteStrategy.OnlyMissing).HasWork([Plan(Sts), Plan(Clustering) with { Task = Plan(Clustering).Task with { Name = "Another" } }]).Should().BeTrue();
    }

    [Fact]
    public async Task Without_the_manifest_nothing_tells_of_which_data_entries_are_and_the_task_is_made_anew()
    {
        await RunAsync("whole", Clustering, OwnData(Clustering));
        await RunAsync("bare", Clustering, new StoppingData(OwnData(Clustering), "third"));
        File.Delete(Path.Combine(Store("bare").Folder, RunManifest.FileName));
        _encoder.Clear();

        var run = await RunAsync("bare", Clustering, OwnData(Clustering));

        run.Single().State.Should().Be(TaskRunState.Done);
        _encoder.Requests.Select(request => request.Subset).Distinct().Should().Equal(Subsets);
        _notices.Diagnostics.Should().ContainSingle(diagnostic => diagnostic.Code == "MTEB3271");
        Scores("bare").Should().Be(Scores("whole"));
    }

    [Theory]
    [InlineData(OverwriteStrategy.OnlyMissing, TaskRunState.Cached, 0)]
    [InlineData(OverwriteStrategy.Never, TaskRunState.Cached, 0)]
    [InlineData(OverwriteStrategy.OnlyCache, TaskRunState.Cached, 0)]
    [InlineData(OverwriteStrategy.Always, TaskRunState.Done, 3)]
    public async Task A_complete_result_is_computed_again_only_when_that_is_asked_for(OverwriteStrategy strategy, TaskRunState state, int encoded)
    {
        await RunAsync("complete", Clustering);
        var before = Scores("complete");
        _encoder.Clear();

        var run = await RunAsync("complete", Clustering, strategy: strategy);

        run.Single().State.Should().Be(state);
        _encoder.Requests.Should().HaveCount(encoded);
        Scores("complete").Should().Be(before);
    }

    [Theory]
    [InlineData(OverwriteStrategy.Never)]
    [InlineData(OverwriteStrategy.OnlyCache)]
    public async Task A_strategy_that_forbids_computing_names_what_is_missing_and_leaves_the_file(OverwriteStrategy strategy)
    {
        await RunAsync("part", Clustering, new StoppingData(Data(Clustering), "third"));
        var before = File.ReadAllBytes(Store("part").PathOf("Golden")!);
        _encoder.Clear();

        var run = await RunAsync("part", Clustering, strategy: strategy);

        run.Single().State.Should().Be(TaskRunState.Failed);
        _notices.Diagnostics.Should().ContainSingle(diagnostic => diagnostic.Severity == Severity.Error).Which.Message.Should().Contain("test/third");
        _encoder.Requests.Should().BeEmpty();
        File.ReadAllBytes(Store("part").PathOf("Golden")!).Should().Equal(before);
    }

    [Fact]
    public async Task The_order_of_tasks_changes_no_result()
    {
        var clustering = Plan(Clustering);
        var other = Plan(Clustering) with { Task = clustering.Task with { Name = "Other" } };
        var bad = new TaskPlan(clustering.Task with { Name = "Bad", MainScore = "no_such_metric" }, clustering.Splits, clustering.Subsets);

        foreach (var (root, plans) in new[] { ("forth", new[] { clustering, other }), ("back", [bad, other, clustering]) })
        {
            await new RunEngine(Context(root, Data(Clustering), OverwriteStrategy.OnlyMissing), _notices).RunAsync(plans, CancellationToken.None);
        }

        Scores("back").Should().Be(Scores("forth"));
        Scores("back", "Other").Should().Be(Scores("forth", "Other"));
    }

    [Fact]
    public async Task A_result_of_other_files_of_the_model_is_kept_and_pointed_out()
    {
        var other = TestRuns.Model with { Files = [new("prompts/p.json", 2, new string('1', 64))] };
        await RunAsync("other", Clustering);
        _notices.Diagnostics.Should().BeEmpty();

        var run = await new RunEngine(Context("other", Data(Clustering), OverwriteStrategy.OnlyMissing) with { Model = other }, _notices)
            .RunAsync([Plan(Clustering)], CancellationToken.None);

        run.Single().State.Should().Be(TaskRunState.Cached);
        _notices.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(diagnostic =>
            diagnostic.Code == "MTEB3270" && diagnostic.Message.Contains("prompts/p.json"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_left_as_it_is()
    {
        var path = Store("broken").PathOf("Golden")!;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{ half a fi");

        var run = await RunAsync("broken", Clustering);

        run.Single().State.Should().Be(TaskRunState.Failed);
        _notices.Diagnostics.Should().Contain(diagnostic => diagnostic.Place.File == path && diagnostic.Severity == Severity.Error);
        File.ReadAllText(path).Should().Be("{ half a fi");
    }

    [Fact]
    public async Task A_task_that_fails_stops_no_other()
    {
        var good = Plan(Clustering);
        var bad = new TaskPlan(good.Task with { Name = "Bad", MainScore = "no_such_metric" }, good.Splits, good.Subsets);

        var runs = await new RunEngine(Context("both", Data(Clustering), OverwriteStrategy.OnlyMissing), _notices).RunAsync([bad, good], CancellationToken.None);

        runs.Select(run => run.State).Should().Equal(TaskRunState.Failed, TaskRunState.Done);
        _notices.Diagnostics.Should().Contain(diagnostic => diagnostic.Message.Contains("no_such_metric", StringComparison.Ordinal));
        File.Exists(Store("both").PathOf("Bad")).Should().BeFalse();
    }

    [Fact]
    public async Task Predictions_of_every_subset_stand_in_one_file()
    {
        var folder = _sandbox.At("predictions");

        await RunAsync("predicted", Clustering, new StoppingData(Data(Clustering), "third"), predictions: folder);
        await RunAsync("predicted", Clustering, predictions: folder);

        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "Golden_predictions.json")));
        file.RootElement.EnumerateObject().Select(member => member.Name).Should().Equal("mteb_model_meta", "first", "second", "third");
        file.RootElement.GetProperty("third").GetProperty("test").GetProperty("Level 0").GetArrayLength().Should().Be(3);
    }

    private async Task<IReadOnlyList<TaskRun>> RunAsync(
        string root, string golden, ITaskDataSource? data = null, OverwriteStrategy strategy = OverwriteStrategy.OnlyMissing, string? predictions = null)
    {
        using var stop = new CancellationTokenSource();
        if (data is StoppingData stopping)
        {
            stopping.Source = stop;
        }

        return await new RunEngine(Context(root, data ?? Data(golden), strategy) with { PredictionFolder = predictions }, _notices).RunAsync([data is MemoryData { TakesRecords: true } or StoppingData { TakesRecords: true } ? OwnPlan(golden) : Plan(golden)], stop.Token);
    }

    private RunContext Context(string root, ITaskDataSource data, OverwriteStrategy strategy) => new()
    {
        Encoder = _encoder,
        Model = TestRuns.Model,
        Environment = TestRuns.Environment,
        ToolVersion = "0.0.0",
        Data = data,
        Store = Store(root),
        Strategy = strategy,
        Clock = TimeProvider.System,
    };

    private ResultStore Store(string root) => ResultStore.At(_sandbox.At(root), new ModelIdentity(TestRuns.Model.Name, TestRuns.Model.Revision));

    private TaskResult Read(string root, string task = "Golden") => Store(root).Read(task).Value!;

    // What a run must not change: everything but times.
    private string Scores(string root, string task = "Golden") =>
        System.Text.Encoding.UTF8.GetString(TaskResultWriter.Write(Read(root, task) with { Date = null, EvaluationTime = 0, EvaluationPhases = null }));

    private static double Number(ScoreValue score) => score switch
    {
        ScoreValue.Number number => number.Value,
        ScoreValue.NumpyNumber number => number.Value,
        _ => double.NaN,
    };

    private static TaskPlan Plan(string golden)
    {
        var facts = golden == Clustering
            ? GoldenTask.Facts("AbsTaskClustering", "Clustering", "v_measure",
                """{"max_document_to_embed": 60, "max_fraction_of_documents_to_embed": null, "max_documents_per_cluster": 32, "n_clusters": 3}""")
            : golden == Sts ? GoldenTask.Facts("AbsTaskSTS", "STS", "cosine_spearman")
            : GoldenTask.Facts("AbsTaskMultilabelClassification", "MultilabelClassification", "accuracy", """{"n_experiments": 3}""");
        facts = facts with { DatasetRevision = new string('a', 40), Subsets = [.. Subsets.Select(name => new SubsetFacts(name, ["eng-Latn"]))] };
        return new TaskPlan(facts, facts.EvalSplits, facts.Subsets);
    }

    // A task of one's own has no revision in the catalogue: its results name the content of its data.
    private static TaskPlan OwnPlan(string golden)
    {
        var plan = Plan(golden);
        return new TaskPlan(plan.Task with { DatasetRevision = null }, plan.Splits, plan.Subsets);
    }

    private static MemoryData OwnData(string golden) => Fill(new MemoryData { TakesRecords = true }, golden);

    private static MemoryData Data(string golden) => Fill(new MemoryData(), golden);

    private static JsonElement Reversed(JsonElement columns) => JsonSerializer.SerializeToElement(
        columns.EnumerateObject().Where(column => column.Value.ValueKind == JsonValueKind.Array)
            .ToDictionary(column => column.Name, column => column.Value.EnumerateArray().Reverse().ToList()));

    private static MemoryData Fill(MemoryData data, string golden)
    {
        var inputs = Goldens.Json($"tasks/{golden}.json").GetProperty("inputs");
        foreach (var subset in Subsets)
        {
            foreach (var split in golden == Multilabel ? new[] { "train", "test" } : ["test"])
            {
                data.With(split, golden == Multilabel ? inputs.GetProperty(split) : inputs, subset);
            }
        }

        return data;
    }

    /// <summary>The user stops the run as a subset is about to be read.</summary>
    private sealed class StoppingData(MemoryData data, string stopAt) : ITaskDataSource
    {
        public CancellationTokenSource? Source { get; set; }

        public bool TakesRecords => data.TakesRecords;

        public IReadOnlyList<string> TaskNames => data.TaskNames;

        public IReadOnlyList<DataRecord> Records(string task) => data.Records(task);

        public Outcome<IReadOnlyList<SubsetFacts>> FindSubsets(TaskFacts task) => data.FindSubsets(task);

        public Task<Outcome<Table>> ReadTableAsync(
            TaskFacts task, string subset, string split, IReadOnlyList<ColumnSpec> columns, CancellationToken cancellationToken)
        {
            if (subset == stopAt)
            {
                Source!.Cancel();
                cancellationToken.ThrowIfCancellationRequested();
            }

            return data.ReadTableAsync(task, subset, split, columns, cancellationToken);
        }

        public Task<Outcome<RetrievalData>> ReadRetrievalAsync(
            TaskFacts task, string subset, string split, RetrievalParts parts, CancellationToken cancellationToken) =>
            data.ReadRetrievalAsync(task, subset, split, parts, cancellationToken);
    }

    private sealed class Notices : IRunObserver
    {
        public List<Diagnostic> Diagnostics { get; } = [];

        public void TaskStarted(TaskPlan plan, int index, int count)
        {
        }

        public void Progressed(RunProgress progress)
        {
        }

        public void TaskFinished(TaskRun run)
        {
        }

        public void Noticed(Diagnostic diagnostic) => Diagnostics.Add(diagnostic);
    }
}
