using Microsoft.Extensions.AI;
using Mteb.Evaluation.Encoding.Generators;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results.Comparison;

namespace Mteb.Evaluation;

/// <summary>Evaluates embedding generators, for instance in a test.</summary>
public static class MtebEvaluation
{
    /// <summary>Scores a generator on a task as mteb does.</summary>
    /// <param name="generator">Makes the vectors; it is not disposed.</param>
    /// <param name="task">Name of an MTEB task, or of one's own with a <c>task.json</c>.</param>
    /// <param name="dataFolder">Full path of the folder that holds the task's folder.</param>
    /// <param name="settings">How; null for what suits a test.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>The scores, with what was noticed; or why there are none.</returns>
    /// <exception cref="OperationCanceledException">The evaluation was stopped.</exception>
    public static async Task<Outcome<EvaluatedTask>> EvaluateAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator,
        string task,
        string dataFolder,
        EvaluationSettings? settings = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentException.ThrowIfNullOrEmpty(task);
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        settings ??= new EvaluationSettings();
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Generator.BatchSize, 1);

        var data = LocalData.Open([dataFolder], settings.Threads);
        if (!data.Succeeded)
        {
            return data.FailedAs<EvaluatedTask>();
        }

        var selection = new RunSelection { Tasks = [task], EvalSplits = settings.Splits, Subsets = settings.Subsets };
        var (plans, noticed) = new TaskPlanner(data.Value.Own, data.Value.Source).Plan(selection);
        IReadOnlyList<Diagnostic> before = [.. data.Diagnostics, .. noticed];
        if (noticed.Any(diagnostic => diagnostic.Severity == Severity.Error))
        {
            return Outcome.Failure<EvaluatedTask>(before);
        }

        using var model = await OpenAsync(generator, settings, cancellationToken).ConfigureAwait(false);
        var context = Context(model, data.Value, settings);
        var runs = await new RunEngine(context, new NoObserver()).RunAsync(plans, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return Judge(runs, task, before);
    }

    private static Outcome<EvaluatedTask> Judge(IReadOnlyList<TaskRun> runs, string task, IReadOnlyList<Diagnostic> before)
    {
        // An aggregate is run with its members before it: what they say belongs to the answer.
        IReadOnlyList<Diagnostic> noticed = [.. before, .. runs.SelectMany(run => run.Diagnostics)];
        var run = runs.Single(run => run.Plan.Task.Name == task);
        return run.State == TaskRunState.Failed || run.Result is null
            ? Outcome.Failure<EvaluatedTask>(noticed)
            : Outcome.Success(
                new EvaluatedTask(ScoreNumbers.TaskScore(run.Result) ?? double.NaN, run.Result, run.Encoding, run.Path), noticed);
    }

    private static async Task<LoadedModel> OpenAsync(
        IEmbeddingGenerator<string, Embedding<float>> generator, EvaluationSettings settings, CancellationToken cancellationToken)
    {
        var facts = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        var identity = new ModelIdentity(settings.ModelName ?? NameOf(facts), settings.ModelRevision);
        var model = await LoadedModel.OfAsync(new GeneratorEncoder(generator, settings.Generator), identity, [], cancellationToken).ConfigureAwait(false);
        return settings.EmbeddingCache is { } cache ? model.WithCache(cache) : model;
    }

    private static RunContext Context(LoadedModel model, LocalData data, EvaluationSettings settings) => new()
    {
        Encoder = model.Encoder,
        Model = model.Describe(),
        Environment = model.DescribeEnvironment(settings.Threads, settings.Generator.BatchSize),
        ToolVersion = Version,
        Data = data.Source,
        Store = settings.OutputFolder is { } folder ? ResultStore.At(folder, model.Identity) : ResultStore.None,
        Strategy = settings.Strategy,
        BatchSize = settings.Generator.BatchSize,
        Clock = settings.Clock,
    };

    private static string NameOf(EmbeddingGeneratorMetadata? facts) => facts?.DefaultModelId switch
    {
        null or "" => "local/generator",
        var id when id.Contains('/', StringComparison.Ordinal) => id,
        var id => $"local/{id}",
    };

    private static string Version => typeof(MtebEvaluation).Assembly.GetName().Version!.ToString(3);

    private sealed class NoObserver : IRunObserver
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

        public void Noticed(Diagnostic diagnostic)
        {
        }
    }
}
