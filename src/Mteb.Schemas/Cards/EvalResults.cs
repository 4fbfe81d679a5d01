using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.Cards;

/// <summary>What a file of <c>.eval_results</c> holds: evaluations of a model that the Hub shows.</summary>
public sealed class EvalResults
{
    private readonly CardText _text;
    private readonly string? _path;

    internal EvalResults(IReadOnlyList<EvalResult> items, CardText text, string? path)
    {
        (Items, _text, _path) = (items, text, path);
    }

    /// <summary>The evaluations, in the order of the file.</summary>
    public IReadOnlyList<EvalResult> Items { get; }

    /// <summary>Where a piece of an item stands: line and UTF-16 column, both from 1.</summary>
    public SourcePlace PlaceOf(YamlNode node) => _text.Place(_path, node.Range.Start);
}

/// <summary>One evaluation.</summary>
/// <param name="Dataset">What the model was evaluated on.</param>
/// <param name="Value">The score; in percent for mteb's tasks.</param>
public sealed record EvalResult(EvalDataset Dataset, double Value)
{
    /// <summary>The day, or a moment, as it stands in the file.</summary>
    public string? Date { get; init; }

    /// <summary>Who says so, and where.</summary>
    public EvalSource? Source { get; init; }

    /// <summary>Remarks.</summary>
    public string? Notes { get; init; }

    /// <summary>What the Hub gives to evaluations that it ran itself.</summary>
    public string? VerifyToken { get; init; }

    /// <summary>The item as it stands in the file, with the place of every key and value.</summary>
    public required YamlMapping Node { get; init; }
}

/// <summary>What a model was evaluated on.</summary>
/// <param name="Id">Name of a data set on the Hub.</param>
/// <param name="TaskId">Name of the evaluation there; mteb writes <c>Task_subset_split</c>, and <c>Task</c> for the whole.</param>
/// <param name="Revision">Revision of the data set.</param>
public sealed record EvalDataset(string Id, string TaskId, string? Revision);

/// <summary>Where an evaluation comes from.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Name">What the address is called.</param>
/// <param name="User">The user of the Hub who made it.</param>
/// <param name="Organization">The organisation that made it.</param>
public sealed record EvalSource(string Url, string? Name, string? User, string? Organization);
