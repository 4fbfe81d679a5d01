using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Caching;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Schemas.Models;
using Mteb.Schemas.Results;
using Task = System.Threading.Tasks.Task;

namespace Mteb.Sdk;

/// <summary>Evaluates a model on tasks. Only what is missing or stale is computed: results that are there and were made from the same files of model and data stay.</summary>
public sealed class EvaluateMtebModel : MtebTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The folder of the model.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>The folder that holds the data of the tasks.</summary>
    [Required]
    public string Data { get; set; } = "";

    /// <summary>Names of the tasks and benchmarks to evaluate.</summary>
    [Required]
    public string[] Tasks { get; set; } = [];

    /// <summary>All tasks and benchmarks of the project, with what is asked of each: <c>Kind</c>, <c>Splits</c>, <c>Subsets</c>.</summary>
    [Required]
    public ITaskItem[] Wanted { get; set; } = [];

    /// <summary>The folder below which results lie.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>Where the model runs.</summary>
    [Required]
    public string Device { get; set; } = "";

    /// <summary>The folder with the native libraries.</summary>
    [Required]
    public string NativeFolder { get; set; } = "";

    /// <summary>The version of this package.</summary>
    [Required]
    public string SdkVersion { get; set; } = "";

    /// <summary>
    /// The folder in which a task or benchmark that is complete leaves <c>name.done</c>, and <c>name.log</c> with its warnings.
    /// Nothing is handed back to MSBuild: where the process dies with the model, there must be one error, not a second one about
    /// what could not be read of it.
    /// </summary>
    [Required]
    public string StampFolder { get; set; } = "";

    /// <summary>The folder in which builds that run at the same time find out whose turn it is.</summary>
    [Required]
    public string TurnFolder { get; set; } = "";

    /// <summary>The file that lists what was evaluated.</summary>
    [Required]
    public string Record { get; set; } = "";

    /// <summary>The file that lists the results of what was evaluated, by which builds see that one is gone.</summary>
    [Required]
    public string ResultList { get; set; } = "";

    /// <summary>The file that keeps the digests of the model's files.</summary>
    [Required]
    public string Digests { get; set; } = "";

    /// <summary>A folder in which vectors are kept from build to build; empty to keep none.</summary>
    public string? EmbeddingCache { get; set; }

    /// <summary>How many MiB that folder may hold; empty for the usual limit.</summary>
    public string? EmbeddingCacheSize { get; set; }

    /// <summary>The name under which results are filed; empty for the folder's own.</summary>
    public string? ModelName { get; set; }

    /// <summary>The revision under which results are filed; empty for the folder's own.</summary>
    public string? ModelRevision { get; set; }

    /// <summary>Files with prompts, separated by semicolons.</summary>
    public string? Prompts { get; set; }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();

    private protected override void Run(DiagnosticLog log)
    {
        AppContext.SetData("Mteb.NativeFolder", Full(NativeFolder));
        try
        {
            RunInTurnAsync(log, _cancellation.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            Log.LogMessage(MessageImportance.High, "Evaluation was stopped; what was finished stays, and the next build goes on.");
        }
    }

    private async Task RunInTurnAsync(DiagnosticLog log, CancellationToken cancellationToken)
    {
        using var turn = await EvaluationTurn.TakeAsync(
            Full(TurnFolder), () => Log.LogMessage(MessageImportance.High, "Another build evaluates this project; this one waits for it."), cancellationToken);
        await RunAsync(log, cancellationToken);
    }

    private async Task RunAsync(DiagnosticLog log, CancellationToken cancellationToken)
    {
        var data = LocalData.Open([Full(Data)], 1, mayBeMissing: true);
        log.Write(data.Diagnostics);
        if (!data.Succeeded)
        {
            return;
        }

        var prompts = PromptFile.Read([.. (Prompts ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Full)]);
        log.Write(prompts.Diagnostics);
        var (plans, planning) = WantedTasks.Plan([.. Wanted.Where(item => Tasks.Contains(item.ItemSpec))], data.Value);
        log.Write(planning);
        if (Log.HasLoggedErrors || plans.Count == 0)
        {
            return;
        }

        using var model = await OpenAsync(Settings(data.Value, prompts.Value), log, cancellationToken);
        if (model is null)
        {
            return;
        }

        var context = Context(model, data.Value);
        IReadOnlyList<TaskPlan> tasks = [.. plans.SelectMany(plan => plan.Plans)];
        var states = await new Freshness(context).LookAsync(tasks, cancellationToken);
        if (LackData(tasks, states, log))
        {
            return;
        }

        if (states.Values.Any(state => state != ResultState.Current) && !await BeginAsync(model, context.Store, log, cancellationToken))
        {
            return;
        }

        // A task that is asked for twice, by its name and by a benchmark, is made anew once.
        var stale = states.Where(task => task.Value == ResultState.Stale).Select(task => task.Key).ToHashSet(StringComparer.Ordinal);
        var runs = await new RunEngine(context, new Observer(log)).RunAsync(
            [.. tasks.Where(HasData)], plan => stale.Remove(plan.Task.Name) ? OverwriteStrategy.Always : OverwriteStrategy.OnlyMissing, cancellationToken);
        var done = runs.GroupBy(run => run.Plan.Task.Name).ToDictionary(group => group.Key, group => group.All(run => run.State != TaskRunState.Failed), StringComparer.Ordinal);
        var kept = tasks.Where(plan => !HasData(plan)).Select(plan => (plan.Task, context.Store.Read(plan.Task.Name).Value, (string?)context.Store.PathOf(plan.Task.Name)));
        new EvaluationRecord(Full(Record), Full(ResultList)).Add([.. runs.Select(run => (run.Plan.Task, run.Result, run.Path)), .. kept], model.Identity);
        var warnings = new EvaluationWarnings(Full(StampFolder));
        foreach (var plan in plans.Where(plan => plan.Plans.All(part => !HasData(part) || done.GetValueOrDefault(part.Task.Name))))
        {
            warnings.Keep(plan, runs);
            AtomicFile.Write(Path.Combine(Full(StampFolder), plan.Name + ".done"), Encoding.UTF8.GetBytes(plan.Name));
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static bool HasData(TaskPlan plan) => plan.MissingData.Count == 0;

    // Without its data a task keeps the result that holds; where there is none the data are missing.
    private static bool LackData(IReadOnlyList<TaskPlan> tasks, IReadOnlyDictionary<string, ResultState> states, DiagnosticLog log)
    {
        foreach (var plan in tasks.Where(plan => !HasData(plan)))
        {
            if (states[plan.Task.Name] == ResultState.Current)
            {
                log.Write(RunCodes.KeptWithoutData.Here($"The data of {plan.Task.Name} are not here; its result was made with these files of the model and is kept.", "Nothing needs to be done."));
            }
            else
            {
                log.Write(plan.MissingData);
            }
        }

        return tasks.Any(plan => !HasData(plan) && states[plan.Task.Name] != ResultState.Current);
    }

    // Opens the model under the revision of the results that hold for it, where there are some.
    private async Task<LoadedModel?> OpenAsync(EncoderOptions options, DiagnosticLog log, CancellationToken cancellationToken)
    {
        var loaded = await LoadedModel.LoadAsync(Full(Model), options, Given(ModelName), Given(ModelRevision), cancellationToken);
        log.Write(loaded.Diagnostics);
        if (!loaded.Succeeded)
        {
            return null;
        }

        options.Digests!.Save();
        var model = loaded.Value;
        if (Given(ModelRevision) is null && KnownRevision.Find(ModelResults(model.Identity), model.Describe()) is { } revision)
        {
            model = model.WithRevision(revision);
        }

        return Given(EmbeddingCache) is { } folder ? model.WithCache(Cache(Full(folder))) : model;
    }

    // What precedes an evaluation: a look at the model, and the file that describes it beside its results.
    private async Task<bool> BeginAsync(LoadedModel model, ResultStore store, DiagnosticLog log, CancellationToken cancellationToken)
    {
        log.Write(await model.ExamineAsync(Environment.ProcessorCount, willEncode: true, unattended: true, progress: null, cancellationToken));
        if (!Log.HasLoggedErrors && model.DescribeBeside(store) is { } problem)
        {
            log.Write(problem);
        }

        return !Log.HasLoggedErrors;
    }

    private EmbeddingCacheOptions Cache(string folder)
    {
        var cache = new EmbeddingCacheOptions { Folder = folder, Clock = TimeProvider.System };
        return int.TryParse(EmbeddingCacheSize, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) ? cache with { Limit = (long)megabytes << 20 } : cache;
    }

    private string ModelResults(ModelIdentity model) => Path.Combine(Full(OutputFolder), ResultPaths.ModelFolder(model.Name));

    private EncoderOptions Settings(LocalData data, PromptSet? prompts) => new()
    {
        Threads = Environment.ProcessorCount,
        Device = Device,
        Digests = FileDigests.Open(Full(Digests)),
        Prompts = prompts,
        FindTask = data.Find,
        KnownTasks = data.KnownTasks,
    };

    private RunContext Context(LoadedModel model, LocalData data) => new()
    {
        Encoder = model.Encoder,
        Model = model.Describe(),
        Environment = model.DescribeEnvironment(Environment.ProcessorCount, batchSize: null),
        ToolVersion = SdkVersion,
        Data = data.Source,
        Store = new ResultStore(Path.Combine(ModelResults(model.Identity), model.Identity.Revision)),
        Clock = TimeProvider.System,
    };

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed class Observer(DiagnosticLog log) : IRunObserver
    {
        public void TaskStarted(TaskPlan plan, int index, int count)
        {
        }

        public void Progressed(RunProgress progress)
        {
        }

        public void TaskFinished(TaskRun run)
        {
        }

        public void Noticed(Diagnostic diagnostic) => log.Write(diagnostic);
    }
}
