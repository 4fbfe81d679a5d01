using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>run</c>: scores a model on tasks.</summary>
internal static class RunVerb
{
    /// <summary>The verb.</summary>
    public const string Name = "run";

    /// <summary>The verb's definition.</summary>
    /// <param name="engine">Makes what does the work; called only when there is work.</param>
    public static VerbSpec Create(Func<ToolEnvironment, IRunEngine> engine) =>
        new(Name, "Evaluates a model on tasks and writes one result file per task.", (values, environment) => ExecuteAsync(values, environment, engine))
        {
            Options = RunOptions.All,
            OneOf = [RunOptions.Model, ForeignOptions.Endpoint, ForeignOptions.Command],
            Remarks =
            [
                "Results that are already there are kept, so a run that was stopped goes on where it stopped when the same command is given again.",
                "The outcome is written to standard output, everything else to standard error.",
            ],
            Examples =
            [
                new("mteb run -m ./my-model -t STS12 STS13", "Scores the model in 'my-model' on two tasks, with data from 'my-model/data'."),
                new("mteb run -m ./my-model -b \"MTEB(eng, v2)\" --data ./data --dry-run", "Shows what a whole benchmark would mean, and runs nothing."),
                new("mteb run --endpoint http://localhost:8080 --model-name my-org/my-model -t STS12 --data ./data", "Scores a model that a server runs."),
                new("mteb run -m ./my-model --task-types Retrieval -l deu --device cuda --output json", "Runs all German retrieval tasks on a GPU and gives the outcome as JSON."),
            ],
        };

    private static async Task<ExitCode> ExecuteAsync(OptionValues values, ToolEnvironment environment, Func<ToolEnvironment, IRunEngine> engine)
    {
        var read = RunArgumentsReader.Read(values, environment.CurrentDirectory);
        if (!read.Succeeded)
        {
            DiagnosticView.OfUsage(environment).Write(read.Diagnostics);
            var errors = read.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error);
            return errors.All(error => error.Descriptor == OptionCodes.FolderMissing) ? ExitCode.Input : ExitCode.Usage;
        }

        var arguments = read.Value;
        using var reporter = new RunReporter(environment, arguments.Verbosity);
        foreach (var notice in arguments.Notices)
        {
            reporter.Report(notice);
        }

        var token = environment.Cancellation.Value.Token;
        return arguments.DryRun
            ? await PlanAsync(arguments, environment, engine(environment), reporter, token)
            : await RunAsync(arguments, environment, engine(environment), reporter, token);
    }

    private static async Task<ExitCode> PlanAsync(RunArguments arguments, ToolEnvironment environment, IRunEngine engine, RunReporter reporter, CancellationToken token)
    {
        var report = await engine.PlanAsync(arguments, reporter, token);
        reporter.Finish();
        environment.Print(arguments.OutputFormat == OutputFormat.Json
            ? ReportJson.Of(report, reporter.Diagnostics)
            : DryRunView.Render(report));
        return report.ExitCode;
    }

    private static async Task<ExitCode> RunAsync(RunArguments arguments, ToolEnvironment environment, IRunEngine engine, RunReporter reporter, CancellationToken token)
    {
        RunReport report;
        try
        {
            report = await engine.RunAsync(arguments, reporter, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            report = new RunReport { Model = arguments.ModelName ?? arguments.Model, Revision = arguments.ModelRevision };
        }

        reporter.Finish();
        if (token.IsCancellationRequested)
        {
            report = report with { ExitCode = ExitCode.Cancelled };
            environment.Error.Write(MtebCommandLine.CancelledMessage);
        }

        if (arguments.OutputFormat == OutputFormat.Json)
        {
            environment.Print(ReportJson.Of(report, reporter.Diagnostics));
        }
        else if (report.Rows.Count > 0)
        {
            environment.Print(ResultTable.Render(report));
        }

        return report.ExitCode;
    }
}
