namespace Mteb.Evaluation.Numerics;

/// <summary>mteb's <c>stratified_subsampling</c>: cuts splits to a number of rows while the classes keep their shares.</summary>
public static class StratifiedSubsampling
{
    /// <summary>
    /// Codes the labels of all splits of a data set together: names are the distinct labels as texts, sorted by code point
    /// ("10" before "2"), and a label's code is the position of its name.
    /// </summary>
    /// <param name="splits">Labels of each split as texts; null where a row has none.</param>
    /// <param name="order">Order of the names: by code point.</param>
    /// <returns>The names, and the codes of each split; −1 where a row has no label.</returns>
    public static LabelCodes CodeLabels(IReadOnlyList<IReadOnlyList<string?>> splits, IComparer<string> order)
    {
        var distinct = new HashSet<string>(StringComparer.Ordinal);
        foreach (var label in splits.SelectMany(split => split))
        {
            if (label is not null)
            {
                distinct.Add(label);
            }
        }

        var names = distinct.Order(order).ToArray();
        var codes = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            codes[names[i]] = i;
        }

        return new LabelCodes(names, [.. splits.Select(split => split.Select(label => label is null ? -1 : codes[label]).ToArray())]);
    }

    /// <summary>Rows of a split that are kept, in their new order.</summary>
    /// <param name="codes">Class of each row.</param>
    /// <param name="maximum">Most rows; a split that has no more stays as it is.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The rows; null when the classes do not allow a stratified split (see <see cref="StratifiedSplit.Split"/>).</returns>
    public static int[]? Select(ReadOnlySpan<int> codes, int maximum, ulong seed) =>
        codes.Length <= maximum
            ? MaskedInterval.Range(codes.Length)
            : StratifiedSplit.Split(codes, codes.Length - maximum, maximum, seed)?.Test;

    /// <summary>Rows of a split with numeric targets that are kept: classes are ten bins between the deciles.</summary>
    /// <inheritdoc cref="Select"/>
    public static int[]? SelectByQuantiles(ReadOnlySpan<double> targets, int maximum, ulong seed) =>
        Select(QuantileBins.Assign(targets, 10), maximum, seed);
}

/// <summary>Labels turned into codes.</summary>
/// <param name="Names">Name of each code.</param>
/// <param name="Splits">Codes of the rows of each split.</param>
public readonly record struct LabelCodes(string[] Names, int[][] Splits);
