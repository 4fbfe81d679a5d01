using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Migration;

/// <summary>Reads task results of every generation that mteb 2.26.24 loads, and turns them into the current schema.</summary>
public static class ResultMigration
{
    /// <summary>The mteb whose conversion this is.</summary>
    public const string MtebVersion = "2.26.24";

    private static readonly PythonVersion CurrentSchema = new(1, 11, 0);

    /// <summary>Reads a result of any generation.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it, for diagnostics.</param>
    public static Outcome<TaskResult> Read(ReadOnlyMemory<byte> utf8, string? path)
    {
        var migrated = Migrate(utf8, path);
        return migrated.Succeeded ? Outcome.Success(migrated.Value.Result, migrated.Diagnostics) : migrated.FailedAs<TaskResult>();
    }

    /// <summary>
    /// Turns a result into the current schema. Bytes of a current file stay as they are. Of an older one, what did not change
    /// keeps its bytes, floats under <c>scores</c> are rounded as mteb rounds them, and the version that made the scores stays.
    /// </summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it, for diagnostics.</param>
    /// <param name="asMteb">Whether to write instead what mteb writes after loading the file: without unknown fields, older entries with its own version.</param>
    /// <returns>The result, and as diagnostics every conversion; failure where mteb would refuse the file.</returns>
    public static Outcome<MigratedResult> Migrate(ReadOnlyMemory<byte> utf8, string? path, bool asMteb = false)
    {
        var source = SourceText.Of(utf8, path);
        var root = TaskResultReader.ReadRoot(utf8, source);
        if (!root.Succeeded)
        {
            return root.FailedAs<MigratedResult>();
        }

        var notes = new MigrationNotes(source);
        var current = TaskResultReader.ReadCurrent(root.Value, source);
        var body = current.Succeeded ? ResultBody.OfCurrent(root.Value)
            : IsLegacy(root.Value) ? Convert(root.Value, source, notes, asMteb)
            : current.FailedAs<ResultBody>();
        if (!body.Succeeded)
        {
            return body.FailedAs<MigratedResult>();
        }

        var grouped = Flatten(body.Value, root.Value, source, notes);
        if (!grouped.Succeeded)
        {
            return grouped.FailedAs<MigratedResult>();
        }

        notes.Repeated(root.Value);
        var generation = current.Succeeded ? ResultGenerations.OfCurrent(root.Value) : ResultGenerations.OfLegacy(root.Value);
        return asMteb ? WriteAsMteb(body.Value, generation, source, notes, current.Succeeded ? current.Diagnostics : [])
            : current.Succeeded && !grouped.Value ? Outcome.Success(new MigratedResult(current.Value, generation, utf8, IsChanged: false), [.. current.Diagnostics, .. notes.Diagnostics])
            : Write(body.Value, generation, root.Value, notes, current.Succeeded ? current.Diagnostics : []);
    }

    /// <summary>Whether mteb tries the conversion of bodies before 1.11: an older version, or none at all.</summary>
    private static bool IsLegacy(JsonValue root) =>
        root["mteb_dataset_name"] is not null && !(root["scores"] is not null && root["task_name"] is not null) && root["mteb_version"] is var version
        && (version is null || version.Kind == JsonKind.Text || version.Kind == JsonKind.Null);

    private static Outcome<ResultBody> Convert(JsonValue root, SourceText source, MigrationNotes notes, bool asMteb)
    {
        var version = root["mteb_version"];
        return version is null || (MtebVersionRange.TryParse(version.AsText(), out var range) && range.Oldest.CompareTo(CurrentSchema) < 0)
            ? new LegacyBody(root, source, notes).Convert(asMteb ? MtebVersion : null)
            : FormCodes.OldBodyNewVersion.At(
                source.PlaceOf(version.Start),
                $"The splits stand at the top level, as mteb wrote them before 1.11, but 'mteb_version' is {(version.AsText() is { } text ? $"'{text}'" : "null")}. mteb does not load such a file.",
                "Correct 'mteb_version' to the version that wrote the file, or remove it if nobody knows.");
    }

    private static Outcome<bool> Flatten(ResultBody body, JsonValue root, SourceText source, MigrationNotes notes)
    {
        if (!PairMetrics.MayBeGrouped(root["mteb_version"]))
        {
            return false;
        }

        var name = body.Fields["task_name"].AsText()!;
        return LegacyTask.FindExact(name) is { } task
            ? task.Type == "PairClassification" && PairMetrics.Flatten(body, notes)
            : FormCodes.OldUnknownTask.At(
                source.PlaceOf((root["task_name"] ?? root).Start), $"mteb has no task '{name}', and does not load a result before 1.12.48 of a task that it does not know.", "Correct the name of the task.");
    }

    private static Outcome<MigratedResult> Write(
        ResultBody body, ResultGeneration generation, JsonValue root, MigrationNotes notes, IReadOnlyList<Diagnostic> earlier)
    {
        // mteb leaves null here, and then refuses the file that it wrote.
        if (body.Fields["dataset_revision"].Kind == JsonKind.Null)
        {
            body.Fields["dataset_revision"] = MadeJson.Text(LegacyBody.NoRevision);
            notes.Converted(root["dataset_revision"]!.Start, $"The dataset revision null becomes '{LegacyBody.NoRevision}', for the current schema wants text.");
        }

        var bytes = body.Write(TaskResultWriter.Decimals, out var rounded);
        if (rounded > 0)
        {
            notes.Converted(root.Start, string.Create(
                CultureInfo.InvariantCulture, $"{rounded} {(rounded == 1 ? "number is" : "numbers are")} rounded to {TaskResultWriter.Decimals} decimals, as mteb writes {(rounded == 1 ? "it" : "them")}."));
        }

        return Finish(bytes, generation, [.. earlier, .. notes.Diagnostics]);
    }

    private static Outcome<MigratedResult> WriteAsMteb(
        ResultBody body, ResultGeneration generation, SourceText source, MigrationNotes notes, IReadOnlyList<Diagnostic> earlier)
    {
        var hasNoRevision = body.Fields["dataset_revision"].Kind == JsonKind.Null;
        if (hasNoRevision)
        {
            body.Fields["dataset_revision"] = MadeJson.Text(LegacyBody.NoRevision);
        }

        var plain = Finish(body.Write(decimals: null, out _), generation, [.. earlier, .. notes.Diagnostics]);
        if (!plain.Succeeded)
        {
            return plain;
        }

        var result = plain.Value.Result;
        var bytes = TaskResultWriter.Write(result, hasNoRevision ? null : result.DatasetRevision, TaskResultWriter.Decimals);
        return Outcome.Success(new MigratedResult(result, generation, bytes, !bytes.AsSpan().SequenceEqual(source.Bytes)), plain.Diagnostics);
    }

    private static Outcome<MigratedResult> Finish(byte[] bytes, ResultGeneration generation, IReadOnlyList<Diagnostic> diagnostics)
    {
        var source = SourceText.Of(bytes);
        var read = TaskResultReader.ReadCurrent(JsonValue.Parse(bytes, out _)!, source);
        return read.Succeeded ? Outcome.Success(new MigratedResult(read.Value, generation, bytes, IsChanged: true), diagnostics) : read.FailedAs<MigratedResult>();
    }
}
