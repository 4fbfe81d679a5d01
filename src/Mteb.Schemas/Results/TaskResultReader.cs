using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>
/// Reads task results of the current schema (mteb 1.11 and newer). It accepts what mteb 2.26.24 accepts: unknown metrics stay,
/// numbers may stand in text, an entry without a version gets the file's.
/// </summary>
public static class TaskResultReader
{
    /// <summary>The fields of the current schema.</summary>
    internal static readonly string[] KnownFields =
    [
        "dataset_revision", "task_name", "mteb_version", "scores", "evaluation_time", "kg_co2_emissions", "date", "evaluation_phases",
    ];

    private static readonly string[] PhaseFields = ["name", "start", "end", "split", "subset"];

    /// <summary>Reads a result.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it, for diagnostics.</param>
    /// <returns>The result; or, as diagnostics, everything that mteb would refuse, and whether the file is of an older generation.</returns>
    public static Outcome<TaskResult> Read(ReadOnlyMemory<byte> utf8, string? path)
    {
        var source = SourceText.Of(utf8, path);
        var root = ReadRoot(utf8, source);
        return !root.Succeeded ? root.FailedAs<TaskResult>()
            : OlderGeneration.Recognise(root.Value) is { } reason ? ResultCodes.OlderGeneration.At(
                source.PlaceOf(root.Value.Start), reason, "Convert the file with 'mteb migrate', or evaluate the task again.")
            : ReadCurrent(root.Value, source);
    }

    /// <summary>The document, which must be an object.</summary>
    internal static Outcome<JsonValue> ReadRoot(ReadOnlyMemory<byte> utf8, SourceText source)
    {
        var root = JsonValue.Parse(utf8, out var error);
        if (root is null)
        {
            return ResultCodes.NotJson.At(
                source.PlaceOf(error!.Value.Offset),
                error.Value.Message,
                "Restore the file from where it came from, or evaluate the task again.");
        }

        return root.Kind == JsonKind.Mapping ? root : ResultCodes.NotAnObject.At(
            source.PlaceOf(root.Start),
            "A result file is an object with 'task_name', 'scores' and more; this one holds something else.",
            "Put the result itself into the file, one task a file.");
    }

    /// <summary>Reads a body of the current schema, whatever its version.</summary>
    internal static Outcome<TaskResult> ReadCurrent(JsonValue root, SourceText source)
    {
        var fields = new ResultFields(source);
        var result = ReadResult(root, fields);
        return fields.Failed ? Outcome.Failure<TaskResult>(fields.Diagnostics) : Outcome.Success(result, fields.Diagnostics);
    }

    private static TaskResult ReadResult(JsonValue root, ResultFields fields)
    {
        var version = fields.TextOrNull(root, "mteb_version");
        foreach (var member in root.Members.Where(member => !KnownFields.Contains(member.Name)))
        {
            fields.Note(member);
        }

        return new TaskResult
        {
            DatasetRevision = fields.Text(root, "dataset_revision"),
            TaskName = fields.Text(root, "task_name"),
            MtebVersion = version,
            Scores = ReadScores(root, version, fields),
            EvaluationTime = fields.NumberOrNull(root, "evaluation_time", isRequired: true),
            KgCo2Emissions = fields.NumberOrNull(root, "kg_co2_emissions", isRequired: false),
            Date = ReadDate(root, fields),
            EvaluationPhases = ReadPhases(root, fields),
        };
    }

    private static List<SplitScores> ReadScores(JsonValue root, string? version, ResultFields fields)
    {
        var scores = new List<SplitScores>();
        foreach (var split in fields.Require(root, "scores", JsonKind.Mapping).DistinctMembers())
        {
            if (!fields.Check(split.Value, JsonKind.List, split.Name))
            {
                continue;
            }

            var entries = new List<SubsetScores>();
            foreach (var entry in split.Value.Items)
            {
                if (fields.Check(entry, JsonKind.Mapping, "an entry of a split"))
                {
                    entries.Add(ReadEntry(entry, version, fields));
                }
            }

            scores.Add(new SplitScores(split.Name, entries));
        }

        return scores;
    }

    private static SubsetScores ReadEntry(JsonValue entry, string? fileVersion, ResultFields fields)
    {
        var members = entry.DistinctMembers();
        var metrics = new List<KeyValuePair<string, ScoreValue>>(members.Count);
        foreach (var member in members.Where(member => !EntryKeys.Fixed.Contains(member.Name)))
        {
            metrics.Add(KeyValuePair.Create(member.Name, ScoreValueReader.Read(member.Value)));
        }

        var version = entry[EntryKeys.MtebVersion];
        var main = fields.Require(entry, EntryKeys.MainScore);
        var languages = fields.Require(entry, EntryKeys.Languages, JsonKind.List).Items;
        return new SubsetScores(
            metrics,
            main is null ? ScoreValue.Null.Instance : ScoreValueReader.Read(main),
            fields.Text(entry, EntryKeys.Subset),
            languages.All(language => language.Kind == JsonKind.Text) ? [.. languages.Select(language => language.AsText()!)] : [],
            version is null ? fileVersion : version.AsText())
        {
            KeyOrder = UnusualOrder(members),
            UnusualLanguages = languages.All(language => language.Kind == JsonKind.Text) ? null : new ScoreValue.List([.. languages.Select(ScoreValueReader.Read)]),
            UnusualVersion = version is null or { Kind: JsonKind.Text } ? null : ScoreValueReader.Read(version),
        };
    }

    /// <summary>The keys, where they stand in another order than mteb's; a version that mteb adds on reading goes to the end.</summary>
    private static List<string>? UnusualOrder(IReadOnlyList<JsonMember> members)
    {
        var keys = members.Select(member => member.Name).ToList();
        if (!keys.Contains(EntryKeys.MtebVersion))
        {
            keys.Add(EntryKeys.MtebVersion);
        }

        var usual = keys.Where(key => !EntryKeys.Fixed.Contains(key)).Concat(EntryKeys.Fixed);
        return keys.SequenceEqual(usual) ? null : keys;
    }

    private static DateTimeOffset? ReadDate(JsonValue root, ResultFields fields)
    {
        if (root["date"] is not { Kind: not JsonKind.Null } json)
        {
            return null;
        }

        var text = json.AsText();
        var number = text is null
            ? json.AsNumber()
            : LenientNumber.OfText(text);
        var date = number is { } seconds ? UnixTime.FromSeconds(seconds) : IsoDate.Parse(text);
        if (date is null)
        {
            fields.Refuse(json, "'date' must be Unix seconds or a date such as 2026-07-15T01:23:56Z.");
        }

        return date;
    }

    private static List<EvaluationPhase>? ReadPhases(JsonValue root, ResultFields fields)
    {
        if (root["evaluation_phases"] is not { Kind: not JsonKind.Null } json || !fields.Check(json, JsonKind.List, "evaluation_phases"))
        {
            return null;
        }

        var phases = new List<EvaluationPhase>();
        foreach (var phase in json.Items.Where(phase => fields.Check(phase, JsonKind.Mapping, "an entry of 'evaluation_phases'")))
        {
            foreach (var member in phase.Members.Where(member => !PhaseFields.Contains(member.Name)))
            {
                fields.Note(member);
            }

            phases.Add(new EvaluationPhase(
                fields.Text(phase, "name"),
                fields.Number(phase, "start"),
                fields.Number(phase, "end"),
                fields.Text(phase, "split"),
                fields.Text(phase, "subset")));
        }

        return phases;
    }
}
