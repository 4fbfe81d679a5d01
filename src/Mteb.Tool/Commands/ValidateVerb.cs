using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>validate</c>: says what is wrong with result files.</summary>
internal static class ValidateVerb
{
    private static readonly OptionSpec Severities = new("--severity", ValueCount.OneOrMore, "Another severity for a code: none, suggestion, warning or error. It wins over .editorconfig.")
    {
        ValueName = "code=severity",
    };

    private static readonly OptionSpec Verbose = new("--verbose", ValueCount.None, "Lists every suggestion instead of one line a code.")
    {
        Group = "Output",
    };

    private static readonly OptionSpec Strict = new("--strict", ValueCount.None, "Holds every file to its JSON Schema too, and reports what only that finds. It takes about ten times as long.");

    private static readonly OptionSpec Watch = new("--watch", ValueCount.None, "Goes on, and validates again what is saved, until Ctrl+C.");

    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("validate", "Says what is wrong with result files.", ExecuteAsync)
    {
        Argument = "path",
        ArgumentMeaning = "Files, folders and patterns such as 'results/**/STS*.json'. Folders are searched for results with all that is below them.",
        Options = [Severities, Strict, Watch, .. RepositoryProfile.Options, FindingsOption.Output, Verbose],
        Remarks =
        [
            "Every file gets a verdict: valid, legacy (sound, of before mteb 1.11), suspicious (something about it is probably wrong) or invalid (mteb does not load it). The verb ends with 1 when there is an error.",
            "A line 'mteb_diagnostic.MTEB1207.severity = error' in an .editorconfig gives a code another severity in the files of its section.",
        ],
        Examples =
        [
            new("mteb validate results", "Validates every result below a folder."),
            new("mteb validate results --severity MTEB1230=none MTEB1207=error --output sarif > results.sarif", "Validates with severities of one's own, for programs."),
            new("mteb validate . --profile results-repo --base origin/main", "Finds what the public results repository would reject of a change."),
            new("mteb validate results --watch", "Validates again whenever a file is saved."),
        ],
    };

    private static async Task<ExitCode> ExecuteAsync(OptionValues values, ToolEnvironment environment)
    {
        var view = DiagnosticView.OfUsage(environment);
        view.Write(values.Notices);
        var problems = new List<Diagnostic>();
        var given = ReadSeverities(values, problems);
        if (values.Arguments.Count == 0)
        {
            problems.Add(OptionCodes.UnexpectedArgument.Here("No file or folder is named.", "'mteb validate --help' shows the forms."));
        }

        if (RepositoryProfile.Conflict(values, Watch, Strict) is { } conflict)
        {
            problems.Add(conflict);
        }

        if (problems.Count > 0)
        {
            view.Write(problems);
            return ExitCode.Usage;
        }

        var paths = values.Arguments.Select(path => Path.GetFullPath(path, environment.CurrentDirectory)).ToList();
        if (values.Has(RepositoryProfile.Profile))
        {
            return RepositoryProfile.Run(paths, given, values, environment, reports => Show(reports, values, environment));
        }

        var files = ResultFiles.Find(paths, missing => problems.Add(OptionCodes.FolderMissing.At(new SourcePlace(missing), "There is no such file or folder.", "Name one that exists.")));
        if (problems.Count > 0)
        {
            view.Write(problems);
            return ExitCode.Input;
        }

        var exitCode = Validate(files, given, values, environment);
        return values.Has(Watch)
            ? await SavedFiles.WatchAsync(paths, saved => Validate(saved, given, values, environment), environment.Cancellation.Value.Token)
            : exitCode;
    }

    private static List<KeyValuePair<string, Severity>> ReadSeverities(OptionValues values, List<Diagnostic> problems)
    {
        var given = new List<KeyValuePair<string, Severity>>();
        foreach (var written in values.All(Severities))
        {
            var pair = written.Split('=', 2);
            if (pair.Length == 2 && SeverityRules.Parse(pair[1]) is { } severity && DiagnosticLedger.Find(pair[0].ToUpperInvariant()) is { } descriptor)
            {
                given.Add(new(descriptor.Code, severity));
            }
            else
            {
                problems.Add(OptionCodes.UnusableValue.Here($"'{written}' is not a value of '{Severities.Name}'.", "Write a code of the ledger, '=' and none, suggestion, warning or error: MTEB1207=error."));
            }
        }

        return given;
    }

    private static ExitCode Validate(IReadOnlyList<ResultFile> files, List<KeyValuePair<string, Severity>> given, OptionValues values, ToolEnvironment environment)
    {
        var severities = EditorConfigFiles.Read(files.Select(file => file.Path)).With(given);
        var reports = FileValidation.Run(files, severities, environment.Processors, values.Has(Strict));
        Show(reports, values, environment);
        return reports.Any(report => report.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error)) ? ExitCode.Findings : ExitCode.Ok;
    }

    private static void Show(IReadOnlyList<FileReport> reports, OptionValues values, ToolEnvironment environment)
    {
        string Shown(string path) => DiagnosticView.Shortened(path, environment.CurrentDirectory).Replace('\\', '/');
        switch (values.Text(FindingsOption.Output))
        {
            case "json":
                environment.Print(ValidationJson.Write(reports, Shown));
                break;
            case null or "text":
                ValidationView.Write(reports, values.Has(Verbose), environment);
                break;
            default:
                FindingsOption.Show([.. reports.SelectMany(report => report.Diagnostics)], values, environment, DiagnosticView.OfUsage(environment));
                break;
        }
    }
}
