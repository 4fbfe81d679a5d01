using System.Text;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Caching;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Schemas.Models;
using Mteb.Schemas.Results;

namespace Mteb.Sdk.Evaluator;

/// <summary>Evaluates a model on tasks for a build, in its turn: what is missing or stale is computed, and all else stays.</summary>
/// <param name="request">What is asked for.</param>
/// <param name="say">Takes what there is to say; may be called from any thread.</param>
internal sealed class ModelEvaluation(EvaluationRequest request, Action<BuildMessage> say)
{
    private volatile bool _failed;

    /// <summary>Evaluates. Faults are said, never thrown.</summary>
    /// <param name="cancellationToken">Stops the evaluation; what is finished stays.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        AppContext.SetData("Mteb.NativeFolder", request.NativeFolder);
        try
        {
            await RunInTurnAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Notice("Evaluation was stopped; what was finished stays, and the next build goes on.");
        }
#pragma warning disable CA1031 // The last line of defence: what escaped would look like a crash of native code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Say(InternalCodes.Unexpected.Here($"The evaluation failed with {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}", "-v:detailed shows the stack; what was finished stays."));
            say(new BuildMessage(MessageKind.Suggestion, exception.ToString()));
        }
    }

    private async Task RunInTurnAsync(CancellationToken cancellationToken)
    {
        using var turn = await EvaluationTurn.TakeAsync(
            request.TurnFolder, () => Notice("Another build evaluates this project; this one waits for it."), cancellationToken);
        await EvaluateAsync(cancellationToken);
    }

    private async Task EvaluateAsync(CancellationToken cancellationToken)
    {
        var data = LocalData.Open([request.Data], 1, mayBeMissing: true);
        Say(data.Diagnostics);
        if (!data.Succeeded)
        {
            return;
        }

        var prompts = PromptFile.Read(request.Prompts);
        Say(prompts.Diagnostics);
        var (plans, planning) = WantedTasks.Plan(request.Items, data.Value);
        Say(planning);
        if (_failed || plans.Count == 0)
        {
            return;
        }

        using var model = await OpenAsync(Settings(data.Value, prompts.Value), cancellationToken);
        if (model is null)
        {
            return;
        }

        var context = Context(model, data.Value);
        IReadOnlyList<TaskPlan> tasks = [.. plans.SelectMany(plan => plan.Plans)];
        var states = await new Freshness(context).LookAsync(tasks, cancellationToken);
        if (LackData(tasks, states))
        {
            return;
        }

        if (states.Values.Any(state => state != ResultState.Current) && !await BeginAsync(model, context.Store, cancellationToken))
        {
            return;
        }

        // A task that is asked for twice, by its name and by a benchmark, is made anew once.
        var stale = states.Where(task => task.Value == ResultState.Stale).Select(task => task.Key).ToHashSet(StringComparer.Ordinal);
        var runs = await new RunEngine(context, new ProgressNotices(Say, TimeProvider.System)).RunAsync(
            [.. tasks.Where(HasData)], plan => stale.Remove(plan.Task.Name) ? OverwriteStrategy.Always : OverwriteStrategy.OnlyMissing, cancellationToken);
        var done = runs.GroupBy(run => run.Plan.Task.Name).ToDictionary(group => group.Key, group => group.All(run => run.State != TaskRunState.Failed), StringComparer.Ordinal);
        var kept = tasks.Where(plan => !HasData(plan)).Select(plan => (plan.Task, context.Store.Read(plan.Task.Name).Value, (string?)context.Store.PathOf(plan.Task.Name)));
        new EvaluationRecord(request.Record, request.ResultList).Add([.. runs.Select(run => (run.Plan.Task, run.Result, run.Path)), .. kept], model.Identity);
        var warnings = new EvaluationWarnings(request.StampFolder);
        foreach (var plan in plans.Where(plan => plan.Plans.All(part => !HasData(part) || done.GetValueOrDefault(part.Task.Name))))
        {
            warnings.Keep(plan, runs);
            AtomicFile.Write(Path.Combine(request.StampFolder, plan.Name + ".done"), Encoding.UTF8.GetBytes(plan.Name));
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static bool HasData(TaskPlan plan) => plan.MissingData.Count == 0;

    // Without its data a task keeps the result that holds; where there is none the data are missing.
    private bool LackData(IReadOnlyList<TaskPlan> tasks, IReadOnlyDictionary<string, ResultState> states)
    {
        foreach (var plan in tasks.Where(plan => !HasData(plan)))
        {
            if (states[plan.Task.Name] == ResultState.Current)
            {
                Say(RunCodes.KeptWithoutData.Here($"The data of {plan.Task.Name} are not here; its result was made with these files of the model and is kept.", "Nothing needs to be done."));
            }
            else
            {
                Say(plan.MissingData);
            }
        }

        return tasks.Any(plan => !HasData(plan) && states[plan.Task.Name] != ResultState.Current);
    }

    // Opens the model under the revision of the results that hold for it, where there are some.
    private async Task<LoadedModel?> OpenAsync(EncoderOptions options, CancellationToken cancellationToken)
    {
        var loaded = await LoadedModel.LoadAsync(request.Model, options, request.ModelName, request.ModelRevision, cancellationToken);
        Say(loaded.Diagnostics);
        if (!loaded.Succeeded)
        {
            return null;
        }

        options.Digests!.Save();
        var model = loaded.Value;
        if (request.ModelRevision is null && KnownRevision.Find(ModelResults(model.Identity), model.Describe()) is { } revision)
        {
            model = model.WithRevision(revision);
        }

        return request.EmbeddingCache is { } folder ? model.WithCache(Cache(folder)) : model;
    }

    // What precedes an evaluation: a look at the model, and the file that describes it beside its results.
    private async Task<bool> BeginAsync(LoadedModel model, ResultStore store, CancellationToken cancellationToken)
    {
        Say(await model.ExamineAsync(Environment.ProcessorCount, willEncode: true, unattended: true, progress: null, cancellationToken));
        if (!_failed && model.DescribeBeside(store) is { } problem)
        {
            Say(problem);
        }

        return !_failed;
    }

    private EmbeddingCacheOptions Cache(string folder)
    {
        var cache = new EmbeddingCacheOptions { Folder = folder, Clock = TimeProvider.System };
        return request.EmbeddingCacheSize is { } megabytes ? cache with { Limit = (long)megabytes << 20 } : cache;
    }

    private string ModelResults(ModelIdentity model) => Path.Combine(request.OutputFolder, ResultPaths.ModelFolder(model.Name));

    private EncoderOptions Settings(LocalData data, PromptSet? prompts) => new()
    {
        Threads = Environment.ProcessorCount,
        Device = request.Device,
        Digests = FileDigests.Open(request.Digests),
        Prompts = prompts,
        FindTask = data.Find,
        KnownTasks = data.KnownTasks,
    };

    private RunContext Context(LoadedModel model, LocalData data) => new()
    {
        Encoder = model.Encoder,
        Model = model.Describe(),
        Environment = model.DescribeEnvironment(Environment.ProcessorCount, batchSize: null),
        ToolVersion = request.SdkVersion,
        Data = data.Source,
        Store = new ResultStore(Path.Combine(ModelResults(model.Identity), model.Identity.Revision)),
        Clock = TimeProvider.System,
    };

    private void Notice(string text) => say(new BuildMessage(MessageKind.Notice, text));

    private void Say(BuildMessage message)
    {
        _failed |= message.Kind == MessageKind.Error;
        say(message);
    }

    private void Say(Diagnostic diagnostic) => Say(BuildMessage.Of(diagnostic));

    private void Say(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Say(diagnostic);
        }
    }
}
