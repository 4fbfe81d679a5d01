namespace Mteb.Evaluation.Numerics;

/// <summary>
/// Draws the training rows of classification experiments: a shuffled list of rows is walked, and a row is taken while its
/// label has fewer than so many.
/// </summary>
public sealed class Undersampling
{
    private const uint Seed = 42;

    private readonly int[] _order;

    /// <summary>Starts with the rows in order.</summary>
    /// <param name="rows">Length of the list that is shuffled again and again.</param>
    public Undersampling(int rows) => _order = MaskedInterval.Range(rows);

    /// <summary>
    /// The rows of the next experiment, in the order taken. The list that the experiment before left is shuffled by a
    /// generator that starts from the same seed each time.
    /// </summary>
    /// <param name="labels">Label of each row.</param>
    /// <param name="samplesPerLabel">Most rows of a label.</param>
    public int[] Next<TLabel>(ReadOnlySpan<TLabel> labels, int samplesPerLabel)
        where TLabel : notnull
    {
        new NumpyRandomState(Seed).Shuffle<int>(_order);
        var taken = new Dictionary<TLabel, int>();
        var rows = new List<int>();
        foreach (var row in _order)
        {
            var count = taken.GetValueOrDefault(labels[row]);
            if (count < samplesPerLabel)
            {
                taken[labels[row]] = count + 1;
                rows.Add(row);
            }
        }

        return [.. rows];
    }

    /// <summary>
    /// The rows of an experiment with several labels a row: a row is taken if any of its labels has too few rows, and then
    /// counts for all of them. Rows without labels are never taken.
    /// </summary>
    /// <param name="labels">Labels of each row.</param>
    /// <param name="samplesPerLabel">Rows of a label after which it asks for no more.</param>
    /// <param name="random">The generator of the task, which goes on from experiment to experiment.</param>
    public static int[] Multilabel<TLabel>(IReadOnlyList<IReadOnlyList<TLabel>> labels, int samplesPerLabel, NumpyGenerator random)
        where TLabel : notnull
    {
        var taken = new Dictionary<TLabel, int>();
        var rows = new List<int>();
        foreach (var row in random.Permutation(labels.Count))
        {
            if (labels[row].Any(label => taken.GetValueOrDefault(label) < samplesPerLabel))
            {
                rows.Add(row);
                foreach (var label in labels[row])
                {
                    taken[label] = taken.GetValueOrDefault(label) + 1;
                }
            }
        }

        return [.. rows];
    }
}
