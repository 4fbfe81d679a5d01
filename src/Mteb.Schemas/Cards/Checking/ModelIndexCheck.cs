using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>Checks what <c>model-index</c> means: its scale, entries that stand twice, the tag that goes with it.</summary>
internal static class ModelIndexCheck
{
    /// <summary>What is to be said about the model index; nothing when there is none.</summary>
    public static IEnumerable<Diagnostic> Check(ModelCard card, YamlMapping root)
    {
        if (root["model-index"] is not YamlSequence { Items: [{ Node: YamlMapping first }, ..] } index)
        {
            yield break;
        }

        if (index.Items.Count > 1)
        {
            yield return CardCodes.SeveralModels.At(card.Place(index.Items[1].Node.Range.Start),
                $"'model-index' holds {index.Items.Count} entries; readers take the first, or file all scores under the last name.", "Keep one entry.");
        }

        var results = (first["results"] as YamlSequence)?.Items.Select(item => item.Node).OfType<YamlMapping>().ToList() ?? [];
        foreach (var finding in Twice(card, results).Concat(Scale(card, results)))
        {
            yield return finding;
        }

        var tags = root["tags"] is { } node ? CardValue.From(node) : null;
        var hasTag = tags is CardValue.List list ? list.Items.OfType<CardValue.Text>().Any(tag => tag.Value == "mteb") : tags is CardValue.Text { Value: "mteb" };
        if (!hasTag && results.Any(result => CardModelIndex.NameOf(result).StartsWith("MTEB ", StringComparison.Ordinal)))
        {
            yield return CardCodes.NoMtebTag.At(card.Place((root.Find("tags") ?? root.Find("model-index")!).Key.Range.Start),
                "The card holds MTEB results but not the tag 'mteb', so boards that read cards do not find it.", "Add the tag: 'mteb card add README.md tags mteb'.");
        }
    }

    private static IEnumerable<Diagnostic> Twice(ModelCard card, IEnumerable<YamlMapping> results) => results
        .GroupBy(CardModelIndex.KeyOf)
        .SelectMany(group => group.Skip(1).Select(again => CardCodes.SameResultTwice.At(card.Place(again.Range.Start),
            $"The result '{group.Key.Name}' stands here again with the same task type, dataset, config, split and revision; it first stands in line {card.Place(group.First().Range.Start).Line}.",
            "Keep one of the two.")));

    private static IEnumerable<Diagnostic> Scale(ModelCard card, IEnumerable<YamlMapping> results)
    {
        var scores = results
            .Where(result => CardModelIndex.NameOf(result).StartsWith("MTEB ", StringComparison.Ordinal))
            .SelectMany(result => (result["metrics"] as YamlSequence)?.Items.Select(item => item.Node).OfType<YamlMapping>().Where(IsMainScore) ?? [])
            .Select(metric => (Node: metric["value"], Value: (metric["value"] as YamlScalar) is { } scalar ? YamlScalars.Number(scalar.Value) : null))
            .Where(score => score.Value is not null)
            .ToList();
        foreach (var (node, value) in scores.Where(score => Math.Abs(score.Value!.Value) > 100))
        {
            yield return CardCodes.ScoreOutOfRange.At(card.Place(node!.Range.Start), $"The main score {value} is neither a fraction nor a percentage.", "Check how it was computed.");
        }

        var percent = scores.Where(score => Math.Abs(score.Value!.Value) is > 1 and <= 100).ToList();
        var fraction = scores.Where(score => Math.Abs(score.Value!.Value) is > 0.01 and <= 1).ToList();
        if (percent.Count > 0 && fraction.Count > 0)
        {
            var odd = percent.Count >= fraction.Count ? fraction[0] : percent[0];
            yield return CardCodes.MixedScales.At(card.Place(odd.Node!.Range.Start),
                $"{percent.Count} main scores are above 1 and {fraction.Count} are not: percentages and fractions seem to stand side by side; this is the first of the rarer kind.",
                "Make the block again with one scale.");
        }
        else if (scores.Count > 0)
        {
            yield return CardCodes.ResultsScale.At(card.Place(scores[0].Node!.Range.Start),
                percent.Count > 0 ? "The scores are percentages (0 to 100), as mteb 1 wrote them and the old leaderboard read them." : "The scores are fractions (0 to 1), as mteb 2 writes them.",
                "Nothing has to be done.");
        }
    }

    private static bool IsMainScore(YamlMapping metric) => (metric["type"] as YamlScalar)?.Value == "main_score";
}
