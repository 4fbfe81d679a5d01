using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.History;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Repository;
using Mteb.Schemas.Results.Validation;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The profile <c>results-repo</c> of the verb <c>validate</c>: what the public results repository would reject.</summary>
internal static class RepositoryProfile
{
    private const string OptionGroup = "Results repository";

    /// <summary>Chooses the profile.</summary>
    public static readonly OptionSpec Profile = new("--profile", ValueCount.One, "Finds what the checks of the public results repository would reject, and nothing else.")
    {
        Choices = ["results-repo"],
        ValueName = "name",
        Group = OptionGroup,
    };

    /// <summary>What a change is compared with.</summary>
    public static readonly OptionSpec Base = new("--base", ValueCount.One, "The state that changes are compared with: a folder, or a Git revision, of which the merge base with HEAD counts. Without it the rules about changes are left out.")
    {
        ValueName = "folder|revision",
        Group = OptionGroup,
    };

    /// <summary>Whether to mend.</summary>
    public static readonly OptionSpec Fix = new("--fix", ValueCount.None, "Shows what can be mended mechanically, mends it, and checks again.")
    {
        Group = OptionGroup,
    };

    /// <summary>Whether to show what would be mended.</summary>
    public static readonly OptionSpec Diff = new("--diff", ValueCount.None, "Shows what '--fix' would do, and changes nothing.")
    {
        Group = OptionGroup,
    };

    /// <summary>The options of the profile.</summary>
    public static IReadOnlyList<OptionSpec> Options => [Profile, Base, Fix, Diff];

    /// <summary>An option that does not go with the others; null when all do.</summary>
    /// <param name="values">The options.</param>
    /// <param name="others">The options that the profile does not know.</param>
    public static Diagnostic? Conflict(OptionValues values, params OptionSpec[] others)
    {
        if (values.Has(Profile))
        {
            return others.FirstOrDefault(values.Has) is { } other
                ? OptionCodes.ConflictingOptions.Here($"'{other.Name}' and '{Profile.Name}' do not go together.", "Leave one out.")
                : null;
        }

        return new[] { Base, Fix, Diff }.FirstOrDefault(values.Has) is { } lonely
            ? OptionCodes.ConflictingOptions.Here($"'{lonely.Name}' goes with '{Profile.Name} results-repo' only.", "Choose the profile too, or leave the option out.")
            : null;
    }

    /// <summary>Checks.</summary>
    /// <param name="paths">Full paths of folders in a results repository.</param>
    /// <param name="severities">Severities from the command line.</param>
    /// <param name="values">The options.</param>
    /// <param name="environment">The surroundings.</param>
    /// <param name="show">Shows the reports.</param>
    public static ExitCode Run(
        IReadOnlyList<string> paths,
        IEnumerable<KeyValuePair<string, Severity>> severities,
        OptionValues values,
        ToolEnvironment environment,
        Action<IReadOnlyList<FileReport>> show)
    {
        var place = RepositoryPlace.Of(paths);
        if (!place.Succeeded)
        {
            return Refuse(place.Diagnostics, environment);
        }

        var before = OpenBase(values.Text(Base), place.Value.Root, environment);
        if (!before.Succeeded)
        {
            return Refuse(before.Diagnostics, environment);
        }

        var report = RepositoryCheck.Run(place.Value.ResultsFolder, before.Value.State, place.Value.Models, environment.Cancellation.Value.Token);
        if (report.Fixes.Count > 0 && (values.Has(Fix) || values.Has(Diff)))
        {
            FixView.Write(report.Fixes, environment);
        }

        if (report.Fixes.Count > 0 && values.Has(Fix) && !values.Has(Diff))
        {
            try
            {
                report = Mend(report, place.Value, values, environment);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return Refuse([OptionCodes.OutputRefused.Here($"A file cannot be changed: {exception.Message}", "Check the rights of the folder, then run the command again: it goes on with what is left.")], environment);
            }
        }

        var rules = EditorConfigFiles.Read(report.Files.Select(file => file.Path!)).With(severities);
        IReadOnlyList<FileReport> files = [.. report.Files.Select(file => file.With(rules))];
        show(files);
        return files.Any(file => file.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error)) ? ExitCode.Findings : ExitCode.Ok;
    }

    private static RepositoryReport Mend(RepositoryReport report, RepositoryPlace place, OptionValues values, ToolEnvironment environment)
    {
        foreach (var fix in report.Fixes)
        {
            fix.Apply();
        }

        // A folder that was renamed is looked at under its new name.
        var models = place.Models?.Concat(report.Fixes.Select(fix => place.ModelOf(fix.NewPath)).OfType<string>()).ToHashSet(StringComparer.Ordinal);
        var before = OpenBase(values.Text(Base), place.Root, environment).Value;
        return RepositoryCheck.Run(place.ResultsFolder, before?.State, models, environment.Cancellation.Value.Token);
    }

    private static Outcome<ComparedState> OpenBase(string? written, string root, ToolEnvironment environment)
    {
        if (written is null)
        {
            return new ComparedState(null);
        }

        var folder = Path.GetFullPath(written, environment.CurrentDirectory);
        if (Directory.Exists(folder))
        {
            var isResults = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == ResultPaths.ResultsFolder;
            return new ComparedState(new FolderBase(root, isResults ? Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder))! : folder));
        }

        var git = GitBase.Open(written, GitCommand.In(root));
        return git.Succeeded ? new ComparedState(git.Value) : git.FailedAs<ComparedState>();
    }

    private static ExitCode Refuse(IReadOnlyList<Diagnostic> diagnostics, ToolEnvironment environment)
    {
        DiagnosticView.OfUsage(environment).Write(diagnostics);
        return ExitCode.Input;
    }

    /// <summary>What is compared with, if anything is.</summary>
    private sealed record ComparedState(IResultsBase? State);
}
