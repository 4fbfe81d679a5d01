using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>Writes a task result byte for byte as mteb 2.26.24 does.</summary>
public static class TaskResultWriter
{
    /// <summary>To how many decimals mteb rounds what stands under <c>scores</c>.</summary>
    public const int Decimals = 6;

    /// <summary>The bytes of the file: ASCII, indent 2, no newline at the end.</summary>
    /// <param name="result">The result.</param>
    /// <param name="decimals">To how many decimals floats under <c>scores</c> are rounded; null leaves them as they are.</param>
    public static byte[] Write(TaskResult result, int? decimals = Decimals) => Write(result, result.DatasetRevision, decimals);

    /// <summary>The bytes of the file with another dataset revision, which is null where mteb converts an older file without one.</summary>
    internal static byte[] Write(TaskResult result, string? datasetRevision, int? decimals)
    {
        var writer = new PythonJsonWriter(indent: 2);
        writer.BeginObject();
        writer.Key("dataset_revision");
        writer.Text(datasetRevision);
        writer.Key("task_name");
        writer.Text(result.TaskName);
        writer.Key("mteb_version");
        writer.Text(result.MtebVersion);
        writer.Key("scores");
        WriteScores(writer, result.Scores, decimals);
        writer.Key("evaluation_time");
        WriteNumber(writer, result.EvaluationTime);
        writer.Key("kg_co2_emissions");
        WriteNumber(writer, result.KgCo2Emissions);
        writer.Key("date");
        WriteNumber(writer, result.Date is { } date ? UnixTime.ToSeconds(date) : null);
        writer.Key("evaluation_phases");
        WritePhases(writer, result.EvaluationPhases);
        writer.EndObject();
        return writer.Written.ToArray();
    }

    private static void WriteScores(PythonJsonWriter writer, IReadOnlyList<SplitScores> scores, int? decimals)
    {
        writer.BeginObject();
        foreach (var (split, subsets) in scores)
        {
            writer.Key(split);
            writer.BeginArray();
            foreach (var entry in subsets)
            {
                WriteEntry(writer, entry, decimals);
            }

            writer.EndArray();
        }

        writer.EndObject();
    }

    private static void WriteEntry(PythonJsonWriter writer, SubsetScores entry, int? decimals)
    {
        writer.BeginObject();
        if (entry.KeyOrder is { } order)
        {
            var metrics = new Dictionary<string, ScoreValue>(entry.Metrics, StringComparer.Ordinal);
            foreach (var key in order)
            {
                WriteMember(writer, entry, key, metrics, decimals);
            }
        }
        else
        {
            foreach (var (name, value) in entry.Metrics)
            {
                writer.Key(name);
                ScoreValueWriter.Write(writer, value, decimals);
            }

            foreach (var key in EntryKeys.Fixed)
            {
                WriteMember(writer, entry, key, null, decimals);
            }
        }

        writer.EndObject();
    }

    private static void WriteMember(
        PythonJsonWriter writer, SubsetScores entry, string key, Dictionary<string, ScoreValue>? metrics, int? decimals)
    {
        if (key == EntryKeys.MtebVersion && entry is { MtebVersion: null, UnusualVersion: null })
        {
            return;
        }

        writer.Key(key);
        switch (key)
        {
            case EntryKeys.MainScore:
                ScoreValueWriter.Write(writer, entry.MainScore, decimals);
                break;
            case EntryKeys.Subset:
                writer.Text(entry.Subset);
                break;
            case EntryKeys.Languages when entry.UnusualLanguages is { } unusual:
                ScoreValueWriter.Write(writer, unusual, decimals);
                break;
            case EntryKeys.Languages:
                writer.Texts(entry.Languages);
                break;
            case EntryKeys.MtebVersion when entry.UnusualVersion is { } unusual:
                ScoreValueWriter.Write(writer, unusual, decimals);
                break;
            case EntryKeys.MtebVersion:
                writer.Text(entry.MtebVersion);
                break;
            default:
                ScoreValueWriter.Write(writer, metrics![key], decimals);
                break;
        }
    }

    private static void WritePhases(PythonJsonWriter writer, IReadOnlyList<EvaluationPhase>? phases)
    {
        if (phases is null)
        {
            writer.Null();
            return;
        }

        writer.BeginArray();
        foreach (var phase in phases)
        {
            writer.BeginObject();
            writer.Key("name");
            writer.Text(phase.Name);
            writer.Key("start");
            writer.Number(phase.Start);
            writer.Key("end");
            writer.Number(phase.End);
            writer.Key("split");
            writer.Text(phase.Split);
            writer.Key("subset");
            writer.Text(phase.Subset);
            writer.EndObject();
        }

        writer.EndArray();
    }

    private static void WriteNumber(PythonJsonWriter writer, double? value)
    {
        if (value is { } number)
        {
            writer.Number(number);
        }
        else
        {
            writer.Null();
        }
    }
}
