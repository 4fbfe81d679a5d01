using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Yaml;

namespace Mteb.CardFuzz;

/// <summary>Thinks of something to change about a card.</summary>
public static class RandomIntent
{
    private static readonly string[] Texts =
    [
        "apache-2.0", "en", "mteb", "no", "NO", "y", "1.10", "0o14", "014", "12:30", "1:30:00", "2024-01-01", "é😀", "a: b", "x # y", "- z", "", " lead", "trail ",
        "two\nlines", "it's \"quoted\"", "[x]", "{", "*a", "&b", "!t", "%d", "@m", "`q", "~", "null", "true", "#", "?", "=", "<<", "a,b", "tab\there", "---", "...",
        "\u2028", "\u0085", "0x1F", "1_000", ".5", "+1", "1e3", "-", ":", "key:", "http://example.org/a?b=c#d", "back\\slash", "\u00A0", "null ", "on", "é", "\uFEFF", "a]b", "[", ">", "|",
    ];

    private static readonly string[] Literals = ["1", "2.5", "true", "null", "1e3", "-3", "0.333333", "false"];

    private static readonly string[] Keys = ["license", "tags", "language", "pipeline_tag", "library_name", "base_model", "x_new", "x new: key", "no", "datasets", "é"];

    /// <summary>One intent that may or may not fit the card.</summary>
    public static CardIntent Next(ModelCard card, Random random)
    {
        var places = card.Root is { } root ? Places(root, null).ToList() : [];
        var place = places.Count == 0 ? null : places[random.Next(places.Count)].Path;
        var lists = places.Where(found => found.Node is YamlSequence).ToList();
        var list = lists.Count == 0 ? CardPath.Key("tags") : lists[random.Next(lists.Count)].Path;
        var key = CardPath.Key(Keys[random.Next(Keys.Length)]);
        return random.Next(12) switch
        {
            0 or 1 or 2 => new CardIntent.SetValue(place ?? key, Scalar(random)),
            3 => new CardIntent.SetValue(place ?? key, Value(random, 0)),
            4 => new CardIntent.SetValue(key, Value(random, 0)),
            5 => new CardIntent.SetValue((place ?? key).Then("made").Then("inside"), Value(random, 1)),
            6 or 7 => new CardIntent.RemoveValue(place ?? key),
            8 => new CardIntent.AddItem(list, Value(random, 1)),
            9 => new CardIntent.AddItem(random.Next(2) == 0 ? CardPath.Key("tags") : key, Scalar(random)),
            10 => new CardIntent.RemoveItem(list, lists.Find(found => found.Path == list).Node is YamlSequence { Items.Count: > 0 } items && !HasComplexKey(items)
                ? CardValue.From(items.Items[random.Next(items.Items.Count)].Node)
                : Scalar(random)),
            _ => new CardIntent.PutBlock("results", string.Join('\n', Enumerable.Range(0, random.Next(5)).Select(row => $"| {row} | é |"))),
        };
    }

    // Values have no keys but texts.
    private static bool HasComplexKey(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.Any(entry => entry.Name is null || HasComplexKey(entry.Value)),
        YamlSequence sequence => sequence.Items.Any(item => HasComplexKey(item.Node)),
        YamlAlias alias => HasComplexKey(alias.Target),
        _ => false,
    };

    private static CardValue Scalar(Random random) => random.Next(4) == 0
        ? new CardValue.Literal(Literals[random.Next(Literals.Length)])
        : new CardValue.Text(Texts[random.Next(Texts.Length)]);

    private static CardValue Value(Random random, int depth) => random.Next(depth > 2 ? 1 : 3) switch
    {
        0 => Scalar(random),
        1 => new CardValue.List([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
        _ => new CardValue.Map([.. Enumerable.Range(0, random.Next(4)).Select(index => new KeyValuePair<string, CardValue>("k" + index, Value(random, depth + 1)))]),
    };

    private static IEnumerable<(CardPath Path, YamlNode Node)> Places(YamlNode node, CardPath? path)
    {
        if (path is not null)
        {
            yield return (path, node);
        }

        var children = node switch
        {
            YamlMapping mapping => mapping.Entries.Where(entry => entry.Name is not null).Select(entry => (path is null ? CardPath.Key(entry.Name!) : path.Then(entry.Name!), entry.Value)),
            YamlSequence sequence => sequence.Items.Select((item, index) => (path!.At(index), item.Node)),
            _ => [],
        };
        foreach (var (inner, child) in children)
        {
            foreach (var found in Places(child, inner))
            {
                yield return found;
            }
        }
    }
}
