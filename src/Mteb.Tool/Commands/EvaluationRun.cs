using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Output;

namespace Mteb.Tool.Commands;

/// <summary>Runs <c>mteb run</c> with the evaluation library.</summary>
internal sealed class EvaluationRun(ToolEnvironment environment) : IRunEngine
{
    /// <inheritdoc/>
    public async Task<DryRunReport> PlanAsync(RunArguments arguments, IRunReporter reporter, CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(arguments, reporter, cancellationToken);
        if (prepared is null)
        {
            return new DryRunReport { Model = arguments.Model, ExitCode = ExitCode.Input };
        }

        using var model = prepared.Model;
        var encoder = new CountingEncoder(request => model.Encoder.Prompts.Resolve(request.TaskName, request.TaskType, request.PromptType));
        var store = ResultStore.At(arguments.OutputFolder, model.Identity);
        var rows = new List<DryRunRow>();
        var prompts = new List<DryRunPrompt>();
        var hasErrors = prepared.HasErrors;
        foreach (var plan in prepared.Plans)
        {
            var counted = await DryRun.CountAsync(plan, prepared.Data.Source, encoder, environment.Time, cancellationToken);
            foreach (var diagnostic in counted.Diagnostics)
            {
                reporter.Report(diagnostic);
            }

            hasErrors |= counted.Diagnostics.Count > 0;
            var present = store.Read(plan.Task.Name).Value;
            rows.AddRange(counted.Cells.Select(cell => new DryRunRow(
                plan.Task.Name, plan.Task.Type, cell.Split, cell.Subset, cell.Texts, present?.Find(cell.Split, cell.Subset) is not null)));
            prompts.AddRange(counted.Cells.SelectMany(cell => cell.Calls)
                .Select(call => new DryRunPrompt(plan.Task.Name, RoleName(call.PromptType), call.Statistics.Prompt ?? ""))
                .Distinct());
        }

        return new DryRunReport
        {
            Model = model.Identity.Name,
            Revision = model.Identity.Revision,
            Rows = rows,
            Prompts = prompts,
            ExitCode = hasErrors ? ExitCode.Input : ExitCode.Ok,
        };
    }

    /// <inheritdoc/>
    public async Task<RunReport> RunAsync(RunArguments arguments, IRunReporter reporter, CancellationToken cancellationToken)
    {
        var prepared = await PrepareAsync(arguments, reporter, cancellationToken);
        if (prepared is null)
        {
            return new RunReport { Model = arguments.Model, ExitCode = ExitCode.Input };
        }

        using var model = prepared.Model;
        var store = ResultStore.At(arguments.OutputFolder, model.Identity);
        var engine = new Evaluation.Running.RunEngine(Context(arguments, prepared, store), new Observer(reporter));
        var examined = await model.ExamineAsync(
            arguments.Threads ?? environment.Processors,
            engine.HasWork(prepared.Plans),
            arguments.Unattended || environment.IsUnattended,
            new ExaminationView(model.Identity.Name, environment.Time, progress => reporter.Progress(progress)),
            cancellationToken);
        if (Report(examined, reporter))
        {
            return new RunReport { Model = model.Identity.Name, Revision = model.Identity.Revision, ExitCode = ExitCode.Input };
        }

        if (model.DescribeBeside(store) is { } problem)
        {
            reporter.Report(problem);
            return new RunReport { Model = model.Identity.Name, Revision = model.Identity.Revision, ExitCode = ExitCode.Input };
        }

        var runs = await engine.RunAsync(prepared.Plans, cancellationToken);
        var report = RunReportBuilder.Build(model.Identity, store, runs, arguments.Benchmarks, prepared.HasErrors);
        Report([.. report.Benchmarks.Select(RunReportBuilder.Incomplete).OfType<Diagnostic>()], reporter);
        return report;
    }

    private async Task<Prepared?> PrepareAsync(RunArguments arguments, IRunReporter reporter, CancellationToken cancellationToken)
    {
        if (arguments is { ModelFolder: null, Foreign: null })
        {
            reporter.Report(OptionCodes.FolderMissing.Here(
                $"There is no model folder '{arguments.Model}'.",
                "Name a folder that holds the model; models are not downloaded."));
            return null;
        }

        if (arguments.ModelFolder is { } folder)
        {
            Report(ProjectSdk.Compare(folder, ToolVersion.Text), reporter);
        }

        if (arguments.DataFolders.Count == 0)
        {
            reporter.Report(OptionCodes.DataFolderNeeded.Here(
                arguments.Foreign is null ? "The model folder has no folder 'data', and '--data' names none." : "'--data' names no folder, and a model in another program has none.", "Name the folder that holds the task folders with '--data'."));
            return null;
        }

        var data = LocalData.Open(arguments.DataFolders, arguments.NumProc ?? 1);
        var hasErrors = Report(data.Diagnostics, reporter);
        if (!data.Succeeded)
        {
            return null;
        }

        var (plans, planning) = new TaskPlanner(data.Value.Own, data.Value.Source).Plan(Selection(arguments));
        hasErrors |= Report(planning, reporter);
        if (plans.Count == 0)
        {
            return null;
        }

        var prompts = PromptFile.Read(arguments.PromptFiles);
        if (Report(prompts.Diagnostics, reporter))
        {
            return null;
        }

        var model = await ModelOpening.OpenAsync(
            arguments, EncoderSettings(arguments, data.Value, prompts.Value), environment, reporter, cancellationToken);
        Report(model.Diagnostics, reporter);
        return model.Succeeded ? new Prepared(model.Value, data.Value, plans, hasErrors) : null;
    }

    private static bool Report(IReadOnlyList<Diagnostic> diagnostics, IRunReporter reporter)
    {
        foreach (var diagnostic in diagnostics)
        {
            reporter.Report(diagnostic);
        }

        return diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
    }

    private static RunSelection Selection(RunArguments arguments) => new()
    {
        Tasks = arguments.Tasks,
        TaskTypes = arguments.TaskTypes,
        Categories = arguments.Categories,
        Languages = arguments.Languages,
        Benchmarks = arguments.Benchmarks,
        EvalSplits = arguments.EvalSplits,
        Subsets = arguments.Subsets,
        AsType = arguments.AsType,
    };

    private EncoderOptions EncoderSettings(RunArguments arguments, LocalData data, PromptSet? prompts) => new()
    {
        Threads = arguments.Threads ?? environment.Processors,
        Device = arguments.Device ?? "auto",
        ProviderOptions = arguments.ProviderOptions,
        Dtype = arguments.Dtype,
        BatchSize = arguments.BatchSize,
        Prompts = prompts,
        FindTask = data.Find,
        KnownTasks = data.KnownTasks,
    };

    private RunContext Context(RunArguments arguments, Prepared prepared, ResultStore store) => new()
    {
        Encoder = prepared.Model.Encoder,
        Model = prepared.Model.Describe(),
        Environment = prepared.Model.DescribeEnvironment(arguments.Threads ?? environment.Processors, arguments.BatchSize),
        ToolVersion = ToolVersion.Text,
        Data = prepared.Data.Source,
        Store = store,
        Strategy = arguments.OverwriteStrategy switch
        {
            OverwriteStrategy.Always => Evaluation.Running.OverwriteStrategy.Always,
            OverwriteStrategy.Never => Evaluation.Running.OverwriteStrategy.Never,
            OverwriteStrategy.OnlyCache => Evaluation.Running.OverwriteStrategy.OnlyCache,
            _ => Evaluation.Running.OverwriteStrategy.OnlyMissing,
        },
        PredictionFolder = arguments.PredictionFolder,
        BatchSize = arguments.BatchSize,
        Memory = arguments.Memory is { } megabytes ? (long)megabytes << 20 : null,
        Clock = environment.Time,
    };

    private static string RoleName(PromptType? role) => role switch
    {
        PromptType.Query => "query",
        PromptType.Document => "document",
        _ => "text",
    };

    private sealed record Prepared(LoadedModel Model, LocalData Data, IReadOnlyList<TaskPlan> Plans, bool HasErrors);

    /// <summary>Passes what the engine tells on to the views.</summary>
    private sealed class Observer(IRunReporter reporter) : IRunObserver
    {
        public void TaskStarted(TaskPlan plan, int index, int count) => reporter.Progress(
            new Output.RunProgress(plan.Task.Name, index, count, null, null, "Preparing", 0, 0, null, TimeSpan.Zero, null));

        public void Progressed(Evaluation.Running.RunProgress progress) => reporter.Progress(new Output.RunProgress(
            progress.Task,
            progress.TaskIndex,
            progress.TaskCount,
            progress.Split,
            progress.Subset,
            progress.Phase,
            progress.Done,
            progress.Total,
            progress.TokensPerSecond,
            progress.Elapsed,
            progress.Remaining));

        public void TaskFinished(TaskRun run)
        {
        }

        public void Noticed(Diagnostic diagnostic) => reporter.Report(diagnostic);
    }
}
