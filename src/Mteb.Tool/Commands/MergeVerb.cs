using System.Globalization;
using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Schemas.Results;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>merge</c>: joins partial results of one task.</summary>
internal static class MergeVerb
{
    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("merge", "Joins partial results of a task into one.", (values, environment) => Task.FromResult(Execute(values, environment)))
    {
        Argument = "path",
        ArgumentMeaning = "Result files of one task, or folders; files with the same path below them are joined.",
        Options = [MergeOptions.OutputFolder, MergeOptions.SameVersion, FindingsOption.Output],
        Remarks =
        [
            "Later paths win: an entry for a split and subset that is there already takes its place. Times and emissions add up, the later date counts, and the version becomes a range when entries differ, as in mteb.",
            "Results of different tasks or on different revisions of the data are not joined; the command ends with 1 then.",
        ],
        Examples =
        [
            new("mteb merge first/STS22.json second/STS22.json > STS22.json", "Joins two files."),
            new("mteb merge machine-1/results machine-2/results --output-folder results", "Joins what two machines evaluated."),
        ],
    };

    private static ExitCode Execute(OptionValues values, ToolEnvironment environment)
    {
        var view = DiagnosticView.OfUsage(environment);
        view.Write(values.Notices);
        if (values.Arguments.Count < 2)
        {
            view.Write([OptionCodes.MissingValue.Here("'mteb merge' needs at least two files or folders.", "Name the results to join, the later ones last.")]);
            return ExitCode.Usage;
        }

        var groups = Groups(values.Arguments, environment);
        if (!groups.Succeeded)
        {
            view.Write(groups.Diagnostics);
            return ExitCode.Input;
        }

        var target = values.Text(MergeOptions.OutputFolder) is { } folder ? CardMaking.Full(environment, folder) : null;
        if (target is null && (groups.Value.Count > 1 || values.Text(FindingsOption.Output) is not (null or "text")))
        {
            view.Write([OptionCodes.MissingOption.Here(
                groups.Value.Count > 1 ? $"There are {groups.Value.Count} results to write, and standard output holds one." : "The result and '--output' both want standard output.",
                "Say where with '--output-folder'.")]);
            return ExitCode.Usage;
        }

        return Join(groups.Value, target, values, environment, view);
    }

    /// <summary>What belongs together, by the path that the joined result gets.</summary>
    private static Outcome<OrderedDictionary<string, List<NamedResult>>> Groups(IReadOnlyList<string> paths, ToolEnvironment environment)
    {
        var groups = new OrderedDictionary<string, List<NamedResult>>(StringComparer.Ordinal);
        var onlyFiles = paths.All(path => File.Exists(CardMaking.Full(environment, path)));
        var diagnostics = new List<Diagnostic>();
        foreach (var path in paths)
        {
            var files = ResultArguments.Find([path], environment);
            diagnostics.AddRange(files.Diagnostics);
            foreach (var file in files.Value ?? [])
            {
                // Partial results of one task may be called anything when they are named one by one.
                var key = onlyFiles ? "" : file.Relative;
                if (!groups.TryGetValue(key, out var group))
                {
                    groups[key] = group = [];
                }

                group.Add(file);
            }
        }

        return diagnostics.Count > 0 ? Outcome.Failure<OrderedDictionary<string, List<NamedResult>>>(diagnostics) : groups;
    }

    private static ExitCode Join(
        OrderedDictionary<string, List<NamedResult>> groups, string? target, OptionValues values, ToolEnvironment environment, DiagnosticView view)
    {
        var findings = new List<Diagnostic>();
        var (joined, failed) = (0, 0);
        foreach (var (path, files) in groups)
        {
            var merged = JoinedResult.Of(files, values.Has(MergeOptions.SameVersion));
            findings.AddRange(merged.Diagnostics);
            if (!merged.Succeeded)
            {
                failed++;
                continue;
            }

            joined++;
            var bytes = TaskResultWriter.Write(merged.Value);
            if (target is null)
            {
                environment.Print(Encoding.ASCII.GetString(bytes));
                continue;
            }

            try
            {
                AtomicFile.Write(Path.Combine(target, path.Length > 0 ? path : merged.Value.TaskName + ".json"), bytes);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                view.Write([.. findings, MigrationCodes.FileRefused.At(new SourcePlace(target), exception.Message, "Check the access rights and the free space.")]);
                return ExitCode.Input;
            }
        }

        FindingsOption.Show(findings, values, environment, view);
        if (target is not null && values.Text(FindingsOption.Output) is (null or "text"))
        {
            environment.Print(string.Create(
                CultureInfo.InvariantCulture, $"Results written to {DiagnosticView.Shortened(target, environment.CurrentDirectory)}: {joined}; refused: {failed}.\n"));
        }

        return failed > 0 ? ExitCode.Findings : ExitCode.Ok;
    }
}
