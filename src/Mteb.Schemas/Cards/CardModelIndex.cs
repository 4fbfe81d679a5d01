using Mteb.Schemas.Cards.Yaml;

namespace Mteb.Schemas.Cards;

/// <summary>What tells the entries of a model index apart. Two splits, or a task and its <c>.v2</c>, are different results.</summary>
/// <param name="TaskType"><c>task.type</c>.</param>
/// <param name="Dataset"><c>dataset.type</c>: the dataset's id.</param>
/// <param name="Name"><c>dataset.name</c>.</param>
/// <param name="Config"><c>dataset.config</c>.</param>
/// <param name="Split"><c>dataset.split</c>.</param>
/// <param name="Revision"><c>dataset.revision</c>.</param>
public sealed record ResultKey(string? TaskType, string? Dataset, string? Name, string? Config, string? Split, string? Revision);

/// <summary>Reads entries of a model index.</summary>
public static class CardModelIndex
{
    /// <summary>The key of an entry.</summary>
    public static ResultKey KeyOf(YamlMapping result) => new(
        Text(result, "task", "type"), Text(result, "dataset", "type"), Text(result, "dataset", "name"),
        Text(result, "dataset", "config"), Text(result, "dataset", "split"), Text(result, "dataset", "revision"));

    /// <summary>The name of an entry's dataset; empty when it has none.</summary>
    public static string NameOf(YamlMapping result) => Text(result, "dataset", "name") ?? "";

    private static string? Text(YamlMapping result, string part, string key) => ((result[part] as YamlMapping)?[key] as YamlScalar)?.Value;
}
