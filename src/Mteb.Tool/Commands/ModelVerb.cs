using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Verification;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>model</c>: examines a model folder.</summary>
internal static class ModelVerb
{
    private static readonly OptionSpec Lock = new("--lock", ValueCount.None, "Writes mteb.lock.json, with the SHA-256 of every file of the model, if there is no error. Later runs of the model hold its files against it.");

    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("model", "Examines a model folder before it is evaluated or published.", ExecuteAsync)
    {
        Argument = "action",
        ArgumentMeaning = "check FOLDER.",
        Options = [Lock, RunOptions.Device, RunOptions.Threads, RunOptions.Ci, RunOptions.Verbosity, FindingsOption.Output],
        Remarks =
        [
            "Looks at the configuration, the modules, the tokenizer and the weights: whether every tensor that the architecture needs is there, and whether its numbers can have been trained. Then the model encodes a few sentences in the languages of its card: each must be nearer to its paraphrase than to something else.",
            "Also looks for what a published model should have beside it: card, licence, versions of dependencies, an example, a word on training. 'mteb run' does the first part by itself.",
        ],
        Examples =
        [
            new("mteb model check ./my-model", "Prints the whole examination."),
            new("mteb model check ./my-model --lock", "Records the files, so that a later run notices any change."),
        ],
    };

    private static async Task<ExitCode> ExecuteAsync(OptionValues values, ToolEnvironment environment)
    {
        var view = new DiagnosticView(environment.Error, environment.ErrorTerminal.Colour, environment.CurrentDirectory, values.Number(RunOptions.Verbosity) ?? 2);
        var wrong = new List<Diagnostic>(values.Notices);
        var device = RunArgumentsReader.Device(values, wrong);
        if (values.Arguments.ToArray() is not ["check", var written])
        {
            wrong.Add(OptionCodes.UnexpectedArgument.Here($"'{string.Join(' ', values.Arguments.Prepend("model"))}' is not complete or has too many values.", "'mteb model --help' shows the form."));
            written = "";
        }

        view.Write(wrong);
        if (wrong.Any(diagnostic => diagnostic.Severity == Severity.Error))
        {
            return ExitCode.Usage;
        }

        var folder = Path.GetFullPath(written, environment.CurrentDirectory);
        var options = new EncoderOptions { Threads = values.Number(RunOptions.Threads) ?? environment.Processors, Device = device ?? "auto" };
        var locks = values.Has(Lock);
        var parts = await ExamineAsync(folder, options, verifiesLock: !locks, values, environment);
        if (values.Has(RunOptions.Ci) || environment.IsUnattended)
        {
            parts = [.. parts.Select(part => part.Name is "weights" or "behaviour" ? part with { Diagnostics = UnattendedSeverity.Raise(part.Diagnostics) } : part)];
        }

        return await ShowAsync(parts, folder, locks, values, environment, view);
    }

    private static async Task<IReadOnlyList<ExaminedPart>> ExamineAsync(
        string folder, EncoderOptions options, bool verifiesLock, OptionValues values, ToolEnvironment environment)
    {
        var line = new ProgressView(environment.Error, environment.ErrorTerminal, environment.Time, values.Number(RunOptions.Verbosity) ?? 2);
        var progress = new ExaminationView(Path.GetFileName(folder), environment.Time, progress => line.Show(progress));
        try
        {
            return await ModelExaminer.ExamineFolderAsync(folder, options, verifiesLock, progress, environment.Cancellation.Value.Token);
        }
        finally
        {
            line.Clear();
        }
    }

    private static async Task<ExitCode> ShowAsync(
        IReadOnlyList<ExaminedPart> parts, string folder, bool locks, OptionValues values, ToolEnvironment environment, DiagnosticView view)
    {
        if (values.Text(FindingsOption.Output) is null or "text")
        {
            environment.Print(Table(parts));
        }

        var findings = parts.SelectMany(part => part.Diagnostics).ToList();
        FindingsOption.Show(findings, values, environment, view);
        if (parts is [{ Name: "folder", Summary: "" }])
        {
            return ExitCode.Input;
        }

        if (findings.Any(finding => finding.Severity == Severity.Error))
        {
            return ExitCode.Findings;
        }

        if (locks)
        {
            var files = await ModelLock.HashAsync(ModelFolder.Open(folder).Value!, [], environment.Cancellation.Value.Token);
            ModelLock.Write(folder, files);
            environment.Error.Write($"{files.Count} files locked in {DiagnosticView.Shortened(Path.Combine(folder, ModelLock.FileName), environment.CurrentDirectory)}\n");
        }

        return ExitCode.Ok;
    }

    private static string Table(IReadOnlyList<ExaminedPart> parts)
    {
        var table = new TextTable(("part", Align.Left), ("verdict", Align.Left), ("what it is", Align.Left));
        foreach (var part in parts)
        {
            table.Add(part.Name, Verdict(part.Diagnostics), part.Summary);
        }

        return table.ToString();
    }

    private static string Verdict(IReadOnlyList<Diagnostic> diagnostics)
    {
        string[] counts =
        [
            .. new[] { Severity.Error, Severity.Warning, Severity.Suggestion }
                .Select(severity => (Word: DiagnosticView.Word(severity), Count: diagnostics.Count(diagnostic => diagnostic.Severity == severity)))
                .Where(pair => pair.Count > 0)
                .Select(pair => $"{pair.Count} {pair.Word}{(pair.Count == 1 ? "" : "s")}"),
        ];
        return counts.Length == 0 ? "ok" : string.Join(", ", counts);
    }
}
