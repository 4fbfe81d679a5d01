using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Repository;

/// <summary>Rules about a file of results by itself (C101, C102, C115).</summary>
internal static class TaskFileRules
{
    private const long LargestFile = 10 * 1024 * 1024;

    /// <summary>C101 and C115: the name of the file, and whether mteb loads it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isExperiment">Whether it belongs to an experiment; nobody looks at the names of those files.</param>
    public static FileReport Check(string file, bool isExperiment)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FileReport.Unreadable(new ResultFile(file, FileKind.TaskResult), exception);
        }

        var report = ResultValidator.Validate(bytes, file);
        List<Diagnostic> found =
        [
            .. report.Diagnostics.Where(diagnostic => diagnostic.Descriptor.Severity == Severity.Error && diagnostic.Descriptor != RepositoryCodes.FileNameDiffers),
        ];
        if (found.Count > 0)
        {
            found.Add(RepositoryCodes.NotLoadable.At(found[0].Place, "mteb does not load the file.", $"Mend what {found[0].Code} names."));
        }

        if (!isExperiment)
        {
            found.AddRange(report.Diagnostics.Where(diagnostic => diagnostic.Descriptor == RepositoryCodes.FileNameDiffers));
            if (found.Count > 0 && JsonValue.Parse(bytes, out _) is { } root && NameOf(root) is null)
            {
                found.Add(RepositoryCodes.FileNameDiffers.At(SourceText.Of(bytes, file).PlaceOf(root.Start), "The file names no task.", "Add 'task_name'."));
            }
        }

        return report with { Verdict = VerdictRules.Of(found), Diagnostics = found };
    }

    /// <summary>Gives a file that holds another task's result the name of that task, unless that name is taken.</summary>
    public static void FixName(FileReport report, RepositoryFindings findings)
    {
        if (report.Diagnostics.Any(diagnostic => diagnostic.Descriptor == RepositoryCodes.FileNameDiffers)
            && JsonValue.Parse(File.ReadAllBytes(report.Path!), out _) is { } root
            && NameOf(root) is { Length: > 0 } name
            && name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0
            && ResultPaths.TaskFile(Path.GetDirectoryName(report.Path)!, name) is var target
            && !Path.Exists(target))
        {
            findings.Fix(new RepositoryFix(report.Path!, target, null, $"The file holds a result of '{name}'."));
        }
    }

    /// <summary>C102: the size of a file that was changed.</summary>
    public static void CheckSize(string file, FileKind kind, RepositoryFindings findings)
    {
        var length = new FileInfo(file).Length;
        if (length <= LargestFile)
        {
            return;
        }

        findings.Add(file, kind, RepositoryCodes.FileTooLarge.At(
            new SourcePlace(file),
            string.Create(CultureInfo.InvariantCulture, $"The file has {length:N0} bytes; the repository takes {LargestFile:N0}."),
            "Write it without spaces ('--fix' does), or leave out subsets that the task does not count."));
        var bytes = File.ReadAllBytes(file);
        if (JsonValue.Parse(bytes, out _) is not null && JsonText.Compact(bytes) is { Length: <= (int)LargestFile } compact)
        {
            findings.Fix(new RepositoryFix(file, file, compact, "Without spaces and line breaks the file is small enough."));
        }
    }

    private static string? NameOf(JsonValue root) =>
        root["task_name"]?.AsText() is { Length: > 0 } name ? name : root["mteb_dataset_name"]?.AsText();
}
