using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Cards;

/// <summary>A text of the front matter and where it stands.</summary>
/// <param name="Value">The text.</param>
/// <param name="Place">Its place.</param>
public readonly record struct PlacedText(string Value, SourcePlace Place);

/// <summary>The keys of a front matter that have a meaning to the Hub, as texts with places. A single value and a list are the same.</summary>
public sealed record CardFields
{
    /// <summary>Licence ids.</summary>
    public required IReadOnlyList<PlacedText> License { get; init; }

    /// <summary>Languages.</summary>
    public required IReadOnlyList<PlacedText> Language { get; init; }

    /// <summary>Tags.</summary>
    public required IReadOnlyList<PlacedText> Tags { get; init; }

    /// <summary>Data sets.</summary>
    public required IReadOnlyList<PlacedText> Datasets { get; init; }

    /// <summary>Models that this one is made from.</summary>
    public required IReadOnlyList<PlacedText> BaseModel { get; init; }

    /// <summary>The library; null when it is not named.</summary>
    public required PlacedText? LibraryName { get; init; }

    /// <summary>The pipeline tag; null when there is none.</summary>
    public required PlacedText? PipelineTag { get; init; }

    /// <summary>The model's name; null when it is not named.</summary>
    public required PlacedText? ModelName { get; init; }

    /// <summary>Reads the fields of a card; all are empty when it has no front matter.</summary>
    public static CardFields Of(ModelCard card) => new()
    {
        License = Texts(card, "license"),
        Language = Texts(card, "language"),
        Tags = Texts(card, "tags"),
        Datasets = Texts(card, "datasets"),
        BaseModel = Texts(card, "base_model"),
        LibraryName = One(card, "library_name"),
        PipelineTag = One(card, "pipeline_tag"),
        ModelName = One(card, "model_name"),
    };

    private static PlacedText? One(ModelCard card, string key) => Texts(card, key) is [var one, ..] ? one : null;

    private static IReadOnlyList<PlacedText> Texts(ModelCard card, string key)
    {
        var node = card.Root?[key] is YamlAlias alias ? alias.Target : card.Root?[key];
        IEnumerable<YamlNode> nodes = node switch
        {
            YamlSequence list => list.Items.Select(item => item.Node is YamlAlias inner ? inner.Target : item.Node),
            null => [],
            _ => [node],
        };
        return [.. nodes.OfType<YamlScalar>().Where(scalar => scalar.Kind == ScalarKind.Text).Select(scalar => new PlacedText(scalar.Value, card.Place(scalar.ContentStart)))];
    }
}
