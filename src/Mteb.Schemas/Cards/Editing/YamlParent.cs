using Mteb.Schemas.Cards.Yaml;

namespace Mteb.Schemas.Cards.Editing;

/// <summary>What holds a node: an entry of a mapping, or an item of a list. Both null for the root.</summary>
/// <param name="Container">The mapping or list.</param>
/// <param name="Entry">The entry, in a mapping.</param>
/// <param name="Item">The item, in a list.</param>
internal readonly record struct YamlParent(YamlNode? Container, YamlEntry? Entry, YamlItem? Item)
{
    /// <summary>Where the value may begin: after the colon or the dash; -1 in a list in brackets, or without a colon.</summary>
    public int ValueStart => Entry is { Colon: >= 0 } ? Entry.Colon + 1 : Item is { Dash: >= 0 } ? Item.Dash + 1 : -1;

    /// <summary>The parent that a step leads through.</summary>
    public static YamlParent Of(YamlNode container, CardStep step) => container switch
    {
        YamlMapping mapping => new YamlParent(mapping, mapping.Find(step.Key!), null),
        YamlSequence sequence => new YamlParent(sequence, null, sequence.Items[step.Index]),
        _ => default,
    };
}
