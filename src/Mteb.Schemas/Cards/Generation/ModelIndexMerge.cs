using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Generation;

/// <summary>Merges results into a card's model index without touching other entries.</summary>
public static class ModelIndexMerge
{
    private static readonly CardPath Index = CardPath.Key("model-index");

    /// <summary>What has to change so that a card holds some results.</summary>
    /// <param name="card">The card.</param>
    /// <param name="modelName">The model; must be the one that the card already names, if it names one.</param>
    /// <param name="entries">The entries, as <see cref="ModelIndexMaker"/> gives them.</param>
    /// <param name="replaces">Whether an entry that is there is replaced as a whole; else its metrics are set one by one and others stay.</param>
    public static Outcome<IReadOnlyList<CardIntent>> Intents(ModelCard card, string modelName, IReadOnlyList<CardValue.Map> entries, bool replaces = false)
    {
        if (card.Root?["model-index"] is not { } node || node is YamlScalar { Kind: ScalarKind.Null } || node is YamlSequence { Items.Count: 0 })
        {
            return Intents(new CardIntent.SetValue(Index, new CardValue.List([Map(("name", new CardValue.Text(modelName)), ("results", new CardValue.List(entries)))])));
        }

        if (node is not YamlSequence { Items: [{ Node: YamlMapping model }, ..] } || model["name"] is not YamlScalar name)
        {
            return CardCodes.MalformedModelIndex.At(card.Place(node.Range.Start), "'model-index' is not a list of entries with 'name' and 'results'.", "Correct it, or remove it and make it again.");
        }

        if (name.Value != modelName)
        {
            return CardCodes.OtherModelName.At(card.Place(name.Range.Start), $"'model-index' belongs to '{name.Value}', but the results are of '{modelName}'.",
                $"Give '--model-name {name.Value}' if both are the same model, or correct the card.");
        }

        var path = Index.At(0).Then("results");
        return model["results"] is not YamlSequence { Items.Count: > 0 } results
            ? Intents(new CardIntent.SetValue(path, new CardValue.List(entries)))
            : Outcome.Success<IReadOnlyList<CardIntent>>([.. Merge(results, path, entries, replaces)], []);
    }

    private static IEnumerable<CardIntent> Merge(YamlSequence results, CardPath path, IReadOnlyList<CardValue.Map> entries, bool replaces)
    {
        var places = results.Items
            .Select((item, index) => (item.Node, Index: index))
            .Where(item => item.Node is YamlMapping)
            .GroupBy(item => CardModelIndex.KeyOf((YamlMapping)item.Node))
            .ToDictionary(group => group.Key, group => group.First());
        foreach (var entry in entries)
        {
            if (!places.TryGetValue(KeyOf(entry), out var place))
            {
                yield return new CardIntent.AddItem(path, entry);
            }
            else if (replaces)
            {
                yield return new CardIntent.SetValue(path.At(place.Index), entry);
            }
            else
            {
                foreach (var intent in Metrics((YamlMapping)place.Node, path.At(place.Index).Then("metrics"), entry))
                {
                    yield return intent;
                }
            }
        }
    }

    private static IEnumerable<CardIntent> Metrics(YamlMapping result, CardPath path, CardValue.Map entry)
    {
        var there = (result["metrics"] as YamlSequence)?.Items.Select(item => ((item.Node as YamlMapping)?["type"] as YamlScalar)?.Value).ToList() ?? [];
        foreach (var metric in ((CardValue.List)entry["metrics"]!).Items.Cast<CardValue.Map>())
        {
            var index = there.IndexOf(((CardValue.Text)metric["type"]!).Value);
            yield return index < 0 ? new CardIntent.AddItem(path, metric) : new CardIntent.SetValue(path.At(index).Then("value"), metric["value"]!);
        }
    }

    private static ResultKey KeyOf(CardValue.Map entry) => new(
        Text(entry, "task", "type"), Text(entry, "dataset", "type"), Text(entry, "dataset", "name"),
        Text(entry, "dataset", "config"), Text(entry, "dataset", "split"), Text(entry, "dataset", "revision"));

    private static string? Text(CardValue.Map entry, string part, string key) => ((entry[part] as CardValue.Map)?[key] as CardValue.Text)?.Value;

    private static CardValue.Map Map(params (string Key, CardValue Value)[] entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))]);

    private static Outcome<IReadOnlyList<CardIntent>> Intents(params CardIntent[] intents) => Outcome.Success<IReadOnlyList<CardIntent>>(intents, []);
}
