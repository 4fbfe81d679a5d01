using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Yaml;

/// <summary>A value of the front matter without its place or style: what is to be written, or what was meant.</summary>
public abstract record CardValue
{
    private const int LargestExpansion = 1_000_000;

    private CardValue()
    {
    }

    /// <summary>Text. It is written so that readers of YAML 1.1 and 1.2 take it for text.</summary>
    /// <param name="Value">Any text without lone surrogates.</param>
    public sealed record Text(string Value) : CardValue;

    /// <summary>A number, a truth value or nothing, exactly as it is to be written.</summary>
    /// <param name="Plain">A plain scalar that YAML 1.2 does not take for text.</param>
    public sealed record Literal(string Plain) : CardValue;

    /// <summary>A list.</summary>
    /// <param name="Items">Its items.</param>
    public sealed record List(IReadOnlyList<CardValue> Items) : CardValue;

    /// <summary>Keys and values.</summary>
    /// <param name="Entries">In the order in which they are to be written.</param>
    public sealed record Map(IReadOnlyList<KeyValuePair<string, CardValue>> Entries) : CardValue
    {
        /// <summary>The value of a key; null when there is none.</summary>
        public CardValue? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key).Value;
    }

    /// <summary>A list of texts.</summary>
    public static List Texts(IEnumerable<string> texts) => new([.. texts.Select(text => new Text(text))]);

    /// <summary>What a node means; aliases are followed.</summary>
    public static CardValue From(YamlNode node)
    {
        var left = LargestExpansion;
        return From(node, ref left);
    }

    /// <summary>Reads a value that a user typed, as YAML 1.2 does: <c>apache-2.0</c>, <c>[en, de]</c>, <c>"no"</c>, <c>1.5</c>.</summary>
    /// <param name="yaml">What was typed.</param>
    public static Outcome<CardValue> Parse(string yaml)
    {
        var text = yaml.Trim();
        var tree = YamlTree.Read(text, new TextRange(0, text.Length));
        if (tree.Error is { } error)
        {
            return CardCodes.ValueIsNotYaml.Here($"The value '{text}' cannot be read as YAML: {error}", "Put quotes around text that holds special characters: '\"text\"'.");
        }

        return tree.Root is null ? new Literal("null") : From(tree.Root);
    }

    /// <summary>Whether two values mean the same: same kinds, same keys in the same order.</summary>
    public static bool Same(CardValue? one, CardValue? other) => (one, other) switch
    {
        (Text a, Text b) => a.Value == b.Value,
        (Literal a, Literal b) => a.Plain == b.Plain || SameNumber(a.Plain, b.Plain),
        (List a, List b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => Same(pair.First, pair.Second)),
        (Map a, Map b) => a.Entries.Count == b.Entries.Count
            && a.Entries.Zip(b.Entries).All(pair => pair.First.Key == pair.Second.Key && Same(pair.First.Value, pair.Second.Value)),
        _ => one is null && other is null,
    };

    private static bool SameNumber(string one, string other)
    {
        var (kind, otherKind) = (YamlScalars.KindInCore(one), YamlScalars.KindInCore(other));
        return kind == otherKind && kind switch
        {
            ScalarKind.Null => true,
            ScalarKind.Boolean => string.Equals(one, other, StringComparison.OrdinalIgnoreCase),
            _ => YamlScalars.Number(one)!.Value.Equals(YamlScalars.Number(other)!.Value),
        };
    }

    private static CardValue From(YamlNode node, ref int left)
    {
        // Aliases of aliases can stand for more nodes than memory holds.
        if (--left < 0)
        {
            return new Literal("null");
        }

        switch (node)
        {
            case YamlAlias alias:
                return From(alias.Target, ref left);
            case YamlScalar scalar:
                return scalar.Kind == ScalarKind.Text ? new Text(scalar.Value) : new Literal(scalar.Value);
            case YamlSequence sequence:
                var items = new List<CardValue>();
                foreach (var item in sequence.Items)
                {
                    items.Add(From(item.Node, ref left));
                }

                return new List(items);
            default:
                var entries = new List<KeyValuePair<string, CardValue>>();
                foreach (var entry in ((YamlMapping)node).Entries)
                {
                    // A list or mapping as key keeps its flow form as name; nothing but comparison looks at it.
                    entries.Add(new(entry.Name ?? YamlWriter.Flow(From(entry.Key, ref left)), From(entry.Value, ref left)));
                }

                return new Map(entries);
        }
    }
}
