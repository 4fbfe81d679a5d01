using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Says what is wrong with a task result, of any generation of mteb. It may be used from several threads.</summary>
public static class ResultValidator
{
    private static readonly PythonVersion FirstNewForm = new(1, 11, 0);
    private static readonly PythonVersion FirstFlatPairs = new(1, 12, 48);

    [ThreadStatic]
    private static ScanScratch? _scratch;

    private static readonly string[] KnownFields =
    [
        "dataset_revision", "task_name", "mteb_version", "scores", "evaluation_time", "kg_co2_emissions", "date", "evaluation_phases",

        // Files of 2025 carry the name in its old field too.
        "mteb_dataset_name",
    ];

    /// <summary>Validates.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it: the place of diagnostics, and the name that must be the task's. Null when it is no file.</param>
    /// <returns>Everything that was found.</returns>
    public static FileReport Validate(ReadOnlyMemory<byte> utf8, string? path)
    {
        var findings = new FindingList(SourceText.Of(utf8, path));
        var scratch = _scratch ??= new ScanScratch();
        if (ResultScanner.ReadRoot(utf8.Span, Path.GetFileNameWithoutExtension(path), findings, scratch) is { } root)
        {
            var result = Read(utf8, root, findings, scratch);
            CheckName(result, path, findings);
            Check(result, findings);
        }

        return new FileReport(path, FileKind.TaskResult, VerdictRules.Of(findings.Found), findings.Found);
    }

    private static ScannedResult Read(ReadOnlyMemory<byte> utf8, RootFields root, FindingList findings, ScanScratch scratch)
    {
        var header = new HeaderReader(utf8, root, findings);
        if (root["scores"] is null && root["mteb_dataset_name"] is not null)
        {
            return ReadLegacy(utf8, root, header, findings);
        }

        if (root["scores"] is null && root["task_name"] is null && IsOld(root, utf8.Span))
        {
            findings.Add(FormCodes.FieldMissing, root.Start, "The file has neither 'task_name' and 'scores' nor, as before mteb 1.11, 'mteb_dataset_name'.", "Add the name of the task, or evaluate the task again.");
            return new ScannedResult { Start = root.Start };
        }

        var before = findings.Found.Count;
        var result = ReadCurrent(utf8, root, header, findings, scratch);
        if (root["mteb_dataset_name"] is null || !IsOld(root, utf8.Span) || !findings.Found.Any(IsRefusal))
        {
            return result;
        }

        // As for mteb: what is old, and does not have the form of today, is taken for a result of before 1.11 where it can be.
        var attempt = findings.Fresh();
        var old = ReadLegacy(utf8, root, new HeaderReader(utf8, root, attempt), attempt);
        if (attempt.HasErrors)
        {
            return result;
        }

        findings.Replace(before, IsRefusal, attempt);
        return old;
    }

    private static bool IsRefusal(Diagnostic diagnostic) => diagnostic.Severity == Severity.Error && diagnostic.Descriptor != FormCodes.OldUnknownTask;

    private static ScannedResult ReadCurrent(ReadOnlyMemory<byte> utf8, RootFields root, HeaderReader header, FindingList findings, ScanScratch scratch)
    {
        var name = header.Text("task_name");
        var revision = header.Text("dataset_revision");
        var version = header.TextOrNull("mteb_version");
        var task = name is { Text: { } text } ? TaskExpectations.FindByAnyName(text) : null;
        var scores = root["scores"];
        var splits = new List<ScannedSplit>();
        if (scores is null)
        {
            findings.Add(FormCodes.FieldMissing, root.Start, "The field 'scores' is missing.", "Restore 'scores', or evaluate the task again.");
        }
        else if (scores.Kind != JsonTokenKind.BeginObject)
        {
            findings.Add(FormCodes.ScoresNotObject, scores.Start, "'scores' must be an object with one list of entries a split.", "Restore 'scores', or evaluate the task again.");
        }
        else
        {
            var needsTask = MtebVersionRange.TryParse(version?.Text, out var range) && range.Oldest.CompareTo(FirstFlatPairs) < 0;
            if (needsTask && name is { Text: { } unknown } && task is null && LegacyNames.LanguageOfWithdrawn(unknown) is null)
            {
                findings.Add(FormCodes.OldUnknownTask, name.Value.At, $"mteb does not load results of before 1.12.48 of a task that it does not know, and it has no task '{unknown}'.", "Correct the name of the task.");
            }

            splits = root.Splits is { } read && root.ScoredTask == task ? read : ReadAgain(utf8.Span, root, scores, task, findings, scratch);
        }

        var result = new ScannedResult
        {
            Start = root.Start,
            TaskName = name,
            Revision = revision,
            Version = version,
            EvaluationTime = header.Number("evaluation_time", isRequired: true),
            Emissions = header.Number("kg_co2_emissions", isRequired: false),
            Date = header.Date(),
            Task = task,
            HasScores = scores is { Kind: JsonTokenKind.BeginObject },
            ScoresAt = scores?.Start ?? root.Start,
            Splits = splits,
        };
        header.CheckPhases();
        foreach (var field in root.All.Where(field => !KnownFields.Contains(field.Name)))
        {
            findings.Add(ContentCodes.UnknownField, field.At, $"mteb does not know the field '{field.Name}', and drops it when it writes the file again.", "Remove the field, or keep it elsewhere.");
        }

        return result;
    }

    private static List<ScannedSplit> ReadAgain(
        ReadOnlySpan<byte> utf8, RootFields root, RootField scores, TaskExpectations? task, FindingList findings, ScanScratch scratch)
    {
        findings.ForgetErrors(root.SplitFindings.From, root.SplitFindings.To);
        return ResultScanner.ReadScores(utf8, scores, task, findings, scratch);
    }

    private static ScannedResult ReadLegacy(ReadOnlyMemory<byte> utf8, RootFields root, HeaderReader header, FindingList findings)
    {
        findings.Add(ContentCodes.OldForm, root.Start, "The file has the form of before mteb 1.11.", "Nothing; 'mteb migrate' converts it once and for all.");
        var name = header.Text("mteb_dataset_name");
        var version = root["mteb_version"]?.AsText(utf8.Span);
        if (!IsOld(root, utf8.Span))
        {
            findings.Add(FormCodes.OldBodyNewVersion, root["mteb_version"]!.Start, "The splits stand at the top level, as before mteb 1.11, but 'mteb_version' is null or newer.", "Give 'mteb_version' the version that made the file, or remove the field.");
        }

        var task = name is { Text: { } text } ? TaskExpectations.FindByAnyName(text) : null;
        if (task is null && name is { Text: { } unknown } && LegacyNames.LanguageOfWithdrawn(unknown) is null)
        {
            findings.Add(FormCodes.OldUnknownTask, name.Value.At, $"mteb cannot convert a result of a task that it does not know, and it has no task '{unknown}'.", "Correct the name of the task.");
        }

        return new ScannedResult
        {
            IsLegacy = true,
            Start = root.Start,
            TaskName = name,
            Revision = root["dataset_revision"] is { } revision ? new ScannedText(revision.AsText(utf8.Span), revision.Start) : null,
            Version = version is null ? null : new ScannedText(version, root["mteb_version"]!.Start),
            Task = task,
            HasScores = true,
            ScoresAt = root.Start,
            Splits = LegacyScores.Read(JsonValue.Parse(utf8, out _)!, task, version, findings),
        };
    }

    // mteb takes a file for old when its version is below 1.11 or not there at all.
    private static bool IsOld(RootFields root, ReadOnlySpan<byte> utf8) =>
        root["mteb_version"] is not { } field
        || (MtebVersionRange.TryParse(field.AsText(utf8), out var range) && range.Oldest.CompareTo(FirstNewForm) < 0);

    private static void CheckName(ScannedResult result, string? path, FindingList findings)
    {
        if (path is not null && result.TaskName is { Text: { } name } field && Path.GetFileNameWithoutExtension(path) != name)
        {
            findings.Add(RepositoryCodes.FileNameDiffers, field.At, $"The file is called '{Path.GetFileName(path)}' and holds a result of '{name}'.", $"Call the file '{name}.json', or correct the name of the task.");
        }
    }

    private static void Check(ScannedResult result, FindingList findings)
    {
        HeaderRules.CheckTask(result, findings);
        HeaderRules.CheckMeasurements(result, findings);
        if (result.TaskName is null)
        {
            return;
        }

        HeaderRules.CheckVersion(result, findings);
        if (result.Revision is not null || result.IsLegacy)
        {
            HeaderRules.CheckRevision(result, findings);
        }

        if (result.HasScores && !findings.Has(FormCodes.OldWrongShape))
        {
            ScoreRules.CheckCoverage(result, findings);
            ScoreRules.CheckEntries(result, findings);
            ScoreRules.CheckMainScores(result, findings);
            ScoreRules.CheckPlausibility(result, findings);
        }
    }
}
