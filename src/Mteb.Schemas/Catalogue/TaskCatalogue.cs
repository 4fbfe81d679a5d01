using System.Collections.Frozen;
using System.Text.Json;
using Attributes = System.Collections.Generic.IReadOnlyDictionary<string, System.Text.Json.JsonElement>;

namespace Mteb.Schemas.Catalogue;

/// <summary>
/// All tasks of mteb 2.26.24: those on text, which this library evaluates, and the others, so that a task of another modality
/// can be told from one that does not exist. The data are embedded; nothing is read before it is asked for.
/// </summary>
public static class TaskCatalogue
{
    private static readonly Lazy<Pack> Tasks = new(() => Pack.Open("tasks.pack"));
    private static readonly Lazy<FrozenDictionary<string, Attributes>> Defaults = new(ReadDefaults);
    private static readonly Lazy<TaskFacts?[]> Known = new(() => new TaskFacts?[Tasks.Value.Names.Length]);

    /// <summary>The names of all tasks, in order.</summary>
    public static IReadOnlyList<string> Names => Tasks.Value.Names;

    /// <summary>All tasks, by name; each is read when the enumeration reaches it.</summary>
    public static IEnumerable<TaskFacts> All => Enumerable.Range(0, Names.Count).Select(At);

    /// <summary>A task.</summary>
    /// <param name="name">Its exact name.</param>
    /// <returns>Its facts; null when mteb has no such task.</returns>
    public static TaskFacts? Find(string name) => Tasks.Value.IndexOf(name) is var index and >= 0 ? At(index) : null;

    /// <summary>Everything that the catalogue says about a task, as JSON with the names of mteb's metadata; undefined when there is none.</summary>
    /// <param name="name">Its exact name.</param>
    public static JsonElement Record(string name)
    {
        var line = Tasks.Value.Find(name);
        return line.IsEmpty ? default : JsonDocument.Parse(line).RootElement;
    }

    /// <summary>Names that a user may have meant, the likeliest first.</summary>
    /// <param name="name">What was written; case does not count.</param>
    /// <param name="count">How many names at most.</param>
    public static IReadOnlyList<string> Nearest(string name, int count = 3) => NearestNames.Find(Names, name, count);

    /// <summary>Evaluation settings that a base class gives its tasks, such as <c>samples_per_label</c>.</summary>
    /// <param name="baseClass">For example <c>AbsTaskClassification</c>.</param>
    /// <returns>The settings; empty for a class that mteb does not have.</returns>
    public static IReadOnlyDictionary<string, JsonElement> DefaultAttributes(string baseClass) =>
        Defaults.Value.TryGetValue(baseClass, out var attributes) ? attributes : new Dictionary<string, JsonElement>();

    private static FrozenDictionary<string, Attributes> ReadDefaults()
    {
        var pack = Pack.Open("defaults.pack");
        return pack.Names.ToFrozenDictionary(name => name, name => Members(pack.Find(name)), StringComparer.Ordinal);

        static Attributes Members(ReadOnlyMemory<byte> line) => JsonDocument.Parse(line).RootElement.EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
    }

    // Two threads may read the same task; the facts are equal and one of them stays.
    private static TaskFacts At(int index) => Known.Value[index] ??= TaskRecord.Read(JsonDocument.Parse(Tasks.Value.Line(index)).RootElement);
}
