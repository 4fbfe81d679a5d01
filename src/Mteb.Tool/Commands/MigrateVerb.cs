using System.Globalization;
using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Text;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>migrate</c>: turns results of any generation into the current schema.</summary>
internal static class MigrateVerb
{
    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("migrate", "Turns results of older versions of mteb into the current form.", (values, environment) => Task.FromResult(Execute(values, environment)))
    {
        Argument = "path",
        ArgumentMeaning = "Result files, or folders that are searched for them.",
        Options = [MigrateOptions.OutputFolder, MigrateOptions.InPlace, MigrateOptions.Diff, MigrateOptions.AsMteb, FindingsOption.Output],
        Remarks =
        [
            "Files that are current keep every byte. Of an older file, scores, texts and unknown metrics keep theirs; floats are rounded to six decimals as mteb does, and the version that made the scores stays.",
            "Every conversion is reported. Without a target nothing is written. The command ends with 1 when a file cannot be converted.",
        ],
        Examples =
        [
            new("mteb migrate results", "Says what would be converted."),
            new("mteb migrate results --in-place", "Converts every older result below a folder."),
            new("mteb migrate STS12.json --diff", "Shows the change line by line."),
            new("mteb migrate results --output-folder reference --as-mteb", "Writes what mteb itself would write, to compare with it."),
        ],
    };

    private static ExitCode Execute(OptionValues values, ToolEnvironment environment)
    {
        var view = DiagnosticView.OfUsage(environment);
        view.Write(values.Notices);
        if (Misuse(values) is { } misuse)
        {
            view.Write([misuse]);
            return ExitCode.Usage;
        }

        var files = ResultArguments.Find(values.Arguments, environment);
        var target = values.Text(MigrateOptions.OutputFolder) is { } folder ? CardMaking.Full(environment, folder) : null;
        if (!files.Succeeded || SameTarget(files.Value, target) is not null)
        {
            view.Write(files.Succeeded ? [SameTarget(files.Value, target)!] : files.Diagnostics);
            return ExitCode.Input;
        }

        var run = new MigrationRun(values, environment, target);
        var code = run.Convert(files.Value);
        FindingsOption.Show(run.Findings, values, environment, view);
        if (values.Has(MigrateOptions.Diff))
        {
            environment.Print(run.Differences);
        }
        else if (values.Text(FindingsOption.Output) is null or "text")
        {
            environment.Print(run.Summary());
        }

        return code;
    }

    private static Diagnostic? Misuse(OptionValues values) =>
        values.Arguments.Count == 0 ? OptionCodes.MissingValue.Here("'mteb migrate' needs files or folders.", "Name a result file, or a folder that holds results.")
        : values.Has(MigrateOptions.InPlace) && values.Has(MigrateOptions.OutputFolder) ? OptionCodes.ConflictingOptions.Here(
            "'--in-place' and '--output-folder' name two targets.", "Give one of them.")
        : values.Has(MigrateOptions.Diff) && values.Text(FindingsOption.Output) is not (null or "text") ? OptionCodes.ConflictingOptions.Here(
            "'--diff' and '--output' both want standard output.", "Give one of them.")
        : null;

    private static Diagnostic? SameTarget(IReadOnlyList<NamedResult> files, string? target) => target is null ? null
        : files.GroupBy(file => file.Relative, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is not { } group ? null
        : MigrationCodes.SameTarget.At(
            new SourcePlace(group.Last().Path), $"'{group.Key}' would be written twice, for two of the named paths hold it.", "Name the folder above them, or use one output folder for each.");
}

/// <summary>One conversion of many files.</summary>
/// <param name="values">The options.</param>
/// <param name="environment">The surroundings.</param>
/// <param name="target">The output folder; null when there is none.</param>
internal sealed class MigrationRun(OptionValues values, ToolEnvironment environment, string? target)
{
    private readonly List<Diagnostic> _findings = [];
    private readonly StringBuilder _differences = new();
    private readonly TextTable _table = new(("File", Align.Left), ("Generation", Align.Left), ("Outcome", Align.Left));
    private readonly bool _asMteb = values.Has(MigrateOptions.AsMteb);
    private readonly bool _shows = values.Has(MigrateOptions.Diff);
    private int _current;
    private int _converted;
    private int _refused;

    /// <summary>Everything that was noticed.</summary>
    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>What would change, as a unified difference.</summary>
    public string Differences => _differences.ToString();

    /// <summary>Converts the files.</summary>
    public ExitCode Convert(IReadOnlyList<NamedResult> files)
    {
        foreach (var file in files)
        {
            try
            {
                Convert(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _findings.Add(MigrationCodes.FileRefused.At(new SourcePlace(file.Path), exception.Message, "Check the access rights and the free space."));
                return ExitCode.Input;
            }
        }

        return _refused > 0 ? ExitCode.Findings : ExitCode.Ok;
    }

    /// <summary>Files that are not current, and the numbers of all.</summary>
    public string Summary()
    {
        var wanted = target is not null ? $"written to {DiagnosticView.Shortened(target, environment.CurrentDirectory)}"
            : values.Has(MigrateOptions.InPlace) ? "replaced in place"
            : "nothing is written without '--in-place' or '--output-folder'";
        var numbers = string.Create(
            CultureInfo.InvariantCulture,
            $"Files: {_current + _converted + _refused}; unchanged: {_current}, converted: {_converted}, refused: {_refused}; {wanted}.\n");
        return (_converted + _refused > 0 ? _table + "\n" : "") + numbers;
    }

    private void Convert(NamedResult file)
    {
        var name = DiagnosticView.Shortened(file.Path, environment.CurrentDirectory);
        var bytes = File.ReadAllBytes(file.Path);
        var migrated = ResultMigration.Migrate(bytes, file.Path, _asMteb);
        _findings.AddRange(migrated.Diagnostics);
        if (!migrated.Succeeded)
        {
            _refused++;
            _table.Add(name, "?", "refused");
            return;
        }

        var (_, generation, converted, isChanged) = migrated.Value;
        if (isChanged)
        {
            _converted++;
            _table.Add(name, generation.ToString(), _asMteb ? "as mteb writes it" : "converted");
        }
        else
        {
            _current++;
        }

        if (_shows)
        {
            _differences.Append(LineDifference.Show(name.Replace('\\', '/'), Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(converted.Span)));
        }
        else if (target is not null)
        {
            AtomicFile.Write(Path.Combine(target, file.Relative), converted.Span);
        }
        else if (isChanged && values.Has(MigrateOptions.InPlace))
        {
            AtomicFile.Write(file.Path, converted.Span);
        }
    }
}
