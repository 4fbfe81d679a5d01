using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>Reads and writes <c>run_settings.jsonl</c> as mteb 2.26.24 does.</summary>
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

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it, for diagnostics.</param>
    /// <returns>The settings line by line, with a warning for every line that mteb passes over.</returns>
    public static Outcome<IReadOnlyList<RunSettings>> Read(ReadOnlyMemory<byte> utf8, string? path)
    {
        var diagnostics = new List<Diagnostic>();
        return Outcome.Success<IReadOnlyList<RunSettings>>([.. ReadLines(utf8, path, diagnostics).Select(FromJson)], diagnostics);
    }

    /// <summary>Where the lines stand that hold more than spaces.</summary>
    internal static IEnumerable<Range> Lines(ReadOnlyMemory<byte> utf8)
    {
        for (var start = 0; start < utf8.Length;)
        {
            var length = utf8.Span[start..].IndexOf((byte)'\n') is var end and >= 0 ? end : utf8.Length - start;
            if (utf8.Span.Slice(start, length).IndexOfAnyExcept(" \t\r\f\v"u8) >= 0)
            {
                yield return start..(start + length);
            }

            start += length + 1;
        }
    }

    private static IEnumerable<JsonValue> ReadLines(ReadOnlyMemory<byte> existing, string? path, List<Diagnostic> diagnostics)
    {
        var source = SourceText.Of(existing, path);
        foreach (var line in Lines(existing))
        {
            if (JsonValue.Parse(existing[line], out _) is { Kind: JsonKind.Mapping } value && value["task"]?.AsText() is not null)
            {
                yield return value;
            }
            else
            {
                diagnostics.Add(ResultCodes.UnreadableSettings.At(
                    new SourcePlace(path, source.PositionOf(line.Start.Value).Line),
                    "The line is not an object that names a task, and is left out of the new file.",
                    "Restore the line by hand if it matters; mteb ignores it too."));
            }
        }
    }

    private static RunSettings FromJson(JsonValue line) => new(
        line["task"]!.AsText()!,
        [.. Names(line, "splits", "split")],
        new PackageVersions(Version(line, Packages.Mteb), Version(line, Packages.Torch), Version(line, Packages.SentenceTransformers), Version(line, Packages.FlashAttention), Version(line, Packages.Transformers)),
        JsonTrees.Mapping(line["encode_kwargs"]) ?? [],
        [.. Names(line, "subsets", "subset")]);

    private static string? Version(JsonValue line, string package) => line["version"]?[package]?.AsText();

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
        WriteVersion(writer, Packages.Mteb, settings.Versions.Mteb);
        WriteVersion(writer, Packages.Torch, settings.Versions.Torch);
        WriteVersion(writer, Packages.SentenceTransformers, settings.Versions.SentenceTransformers);
        WriteVersion(writer, Packages.FlashAttention, settings.Versions.FlashAttention);
        WriteVersion(writer, Packages.Transformers, settings.Versions.Transformers);
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

    private static class Packages
    {
        public const string Mteb = "mteb";
        public const string Torch = "torch";
        public const string SentenceTransformers = "sentence-transformers";
        public const string FlashAttention = "flash-attn";
        public const string Transformers = "transformers";
    }
}
