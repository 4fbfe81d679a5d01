namespace Mteb.Schemas.Results;

/// <summary>One entry of a result: the scores of one subset of one split.</summary>
/// <param name="Metrics">Metrics and details in the order in which the task type produced them, without <c>main_score</c>.</param>
/// <param name="MainScore">The main score, unrounded, as a Python float or numpy scalar; null when an aggregate is incomplete.</param>
/// <param name="Subset">Name of the subset (<c>hf_subset</c>); <c>default</c> for a monolingual task.</param>
/// <param name="Languages">Language-script codes of the subset, such as <c>eng-Latn</c>.</param>
/// <param name="MtebVersion">The mteb version whose rules made the scores; null only in files in which no version stands at all.</param>
public sealed record SubsetScores(
    IReadOnlyList<KeyValuePair<string, ScoreValue>> Metrics,
    ScoreValue MainScore,
    string Subset,
    IReadOnlyList<string> Languages,
    string? MtebVersion)
{
    /// <summary>
    /// All keys in the order of the file that the entry was read from; null for mteb's own order, which is the metrics,
    /// <c>main_score</c>, <c>hf_subset</c>, <c>languages</c>, <c>mteb_version</c>.
    /// </summary>
    public IReadOnlyList<string>? KeyOrder { get; init; }

    /// <summary>
    /// What stands under <c>languages</c> where that is no list of texts: mteb does not look at the items. Null otherwise;
    /// <see cref="Languages"/> is empty beside it.
    /// </summary>
    public ScoreValue? UnusualLanguages { get; init; }

    /// <summary>What stands under <c>mteb_version</c> where that is no text: mteb does not look at it. Null otherwise.</summary>
    public ScoreValue? UnusualVersion { get; init; }
}
