using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>Writes <c>run_settings.jsonl</c> as mteb 2.26.24 does.</summary>
public static class RunSettingsFile
{
    /// <summary>
    /// Adds settings to a file. Each task, split and subset keeps the settings of the last line that names it; lines of one task
    /// with equal settings and equal subsets are joined.
    /// </summary>
    /// <param name="existing">The file so far; empty when there is none.</param>
    /// <param name="additions">What to add.</param>
    /// <param name="path">The file's path as the user would write it, for diagnostics.</param>
    /// <returns>The new bytes, with a warning for every line that could not be read and is therefore not kept.</returns>
    public static Outcome<byte[]> Merge(ReadOnlyMemory<byte> existing, IEnumerable<RunSettings> additions, string? path = null)
    {
        var diagnostics = new List<Diagnostic>();
        var scopes = new OrderedDictionary<(string Task, string Split, string Subset), string>();
        var settings = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var line in ReadLines(existing, path, diagnostics).Concat(additions.Select(ToJson)))
        {
            var key = SettingsKey(line);
            settings[key] = line;
            foreach (var scope in Scopes(line))
            {
                scopes[scope] = key;
            }
        }

        return Outcome.Success(Write(scopes, settings), diagnostics);
    }

    private static IEnumerable<JsonValue> ReadLines(ReadOnlyMemory<byte> existing, string? path, List<Diagnostic> diagnostics)
    {
        var number = 0;
        var rest = existing;
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            number++;
            if (line.Span.IndexOfAnyExcept(" \t\r\f\v"u8) < 0)
            {
                continue;
            }

            if (JsonValue.Parse(line, out _) is { Kind: JsonKind.Mapping } value && value["task"]?.AsText() is not null)
            {
                yield return value;
            }
            else
            {
                diagnostics.Add(ResultCodes.UnreadableSettings.At(
                    new SourcePlace(path, number),
                    "The line is not an object that names a task, and is left out of the new file.",
                    "Restore the line by hand if it matters; mteb ignores it too."));
            }
        }
    }

    private static JsonValue ToJson(RunSettings settings)
    {
        var writer = new PythonJsonWriter(indent: null);
        writer.BeginObject();
        writer.Key("task");
        writer.Text(settings.Task);
        writer.Key("splits");
        writer.Texts(settings.Splits);
        writer.Key("version");
        writer.BeginObject();
        WriteVersion(writer, "mteb", settings.Versions.Mteb);
        WriteVersion(writer, "torch", settings.Versions.Torch);
        WriteVersion(writer, "sentence-transformers", settings.Versions.SentenceTransformers);
        WriteVersion(writer, "flash-attn", settings.Versions.FlashAttention);
        WriteVersion(writer, "transformers", settings.Versions.Transformers);
        writer.EndObject();
        writer.Key("encode_kwargs");
        PythonJson.Write(writer, settings.EncodeArguments);
        writer.Key("subsets");
        writer.Texts(settings.Subsets);
        writer.EndObject();
        return JsonValue.Parse(writer.Written.ToArray(), out _)!;
    }

    private static void WriteVersion(PythonJsonWriter writer, string package, string? version)
    {
        writer.Key(package);
        writer.Text(version);
    }

    /// <summary>Lines are equal when everything but task, splits and subsets is, whatever the order of keys.</summary>
    private static string SettingsKey(JsonValue line)
    {
        var writer = new PythonJsonWriter(indent: null);
        writer.BeginObject();
        foreach (var member in Settings(line).OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            writer.Key(member.Name);
            PythonJson.Write(writer, member.Value, sortKeys: true);
        }

        writer.EndObject();
        return Encoding.ASCII.GetString(writer.Written);
    }

    private static IEnumerable<JsonMember> Settings(JsonValue line) =>
        line.DistinctMembers().Where(member => member.Name is not ("task" or "split" or "splits" or "subset" or "subsets"));

    /// <summary>Older lines name one split and one subset.</summary>
    private static IEnumerable<(string Task, string Split, string Subset)> Scopes(JsonValue line) =>
        from split in Names(line, "splits", "split")
        from subset in Names(line, "subsets", "subset")
        select (line["task"]!.AsText()!, split, subset);

    private static IEnumerable<string> Names(JsonValue line, string many, string one)
    {
        var values = line[many] is { Kind: JsonKind.List } list ? list.Items : line[one] is { } single ? [single] : [];
        return values.Select(value => value.AsText()).OfType<string>();
    }

    private static byte[] Write(
        OrderedDictionary<(string Task, string Split, string Subset), string> scopes, Dictionary<string, JsonValue> settings)
    {
        using var output = new MemoryStream();
        foreach (var group in scopes.GroupBy(scope => (scope.Key.Task, Settings: scope.Value)))
        {
            var splits = group.GroupBy(scope => scope.Key.Split, scope => scope.Key.Subset, StringComparer.Ordinal)
                .Select(split => (split.Key, Subsets: split.Distinct(StringComparer.Ordinal).Order(CodePointOrder.Comparer).ToList()));
            foreach (var row in splits.GroupBy(split => string.Join('\0', split.Subsets), StringComparer.Ordinal))
            {
                output.Write(WriteLine(group.Key.Task, row.Select(split => split.Key), settings[group.Key.Settings], row.First().Subsets));
                output.WriteByte((byte)'\n');
            }
        }

        return output.ToArray();
    }

    private static ReadOnlySpan<byte> WriteLine(string task, IEnumerable<string> splits, JsonValue settings, IReadOnlyList<string> subsets)
    {
        var writer = new PythonJsonWriter(indent: null);
        writer.BeginObject();
        writer.Key("task");
        writer.Text(task);
        writer.Key("splits");
        writer.Texts([.. splits.Order(CodePointOrder.Comparer)]);
        foreach (var member in Settings(settings))
        {
            writer.Key(member.Name);
            PythonJson.Write(writer, member.Value);
        }

        writer.Key("subsets");
        writer.Texts(subsets);
        writer.EndObject();
        return writer.Written;
    }
}
