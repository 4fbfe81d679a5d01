using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tasks;

/// <summary>What the nearest training rows vote for: a label is predicted where more than half of them have it.</summary>
internal sealed class NeighbourVotes
{
    /// <summary>How many rows vote.</summary>
    public const int Voters = 5;

    private NeighbourVotes(bool[][][] predictions, IReadOnlyList<TiedVote> ties) => (Predictions, Ties) = (predictions, ties);

    /// <summary>For every experiment, row by row, whether each label is predicted.</summary>
    public bool[][][] Predictions { get; }

    /// <summary>The votes in which equally near rows with different labels are too many for the last places.</summary>
    public IReadOnlyList<TiedVote> Ties { get; }

    /// <summary>Lets every experiment vote.</summary>
    /// <param name="draws">The training rows of every experiment, at least five.</param>
    /// <param name="used">The training rows that were encoded, ascending.</param>
    /// <param name="train">Their vectors.</param>
    /// <param name="test">The vectors that are voted on.</param>
    /// <param name="sets">For every training row, whether it has each label.</param>
    /// <param name="cancellationToken">Stops between experiments.</param>
    public static NeighbourVotes Take(
        int[][] draws, int[] used, EmbeddingMatrix train, EmbeddingMatrix test, bool[][] sets, CancellationToken cancellationToken)
    {
        var predictions = new bool[draws.Length][][];
        var ties = new List<TiedVote>[draws.Length];
        Parallel.For(0, draws.Length, new ParallelOptions { CancellationToken = cancellationToken }, experiment =>
        {
            var rows = draws[experiment];
            var width = train.Columns;
            var values = new float[rows.Length * width];
            for (var row = 0; row < rows.Length; row++)
            {
                train[Array.BinarySearch(used, rows[row])].CopyTo(values.AsSpan(row * width, width));
            }

            var neighbours = new NearestNeighbours(new EmbeddingMatrix(values, rows.Length, width));
            var own = predictions[experiment] = new bool[test.Rows][];
            var tied = ties[experiment] = [];
            for (var row = 0; row < own.Length; row++)
            {
                var nearest = neighbours.Find(test[row], Voters, out var equal);
                own[row] = Majority(Count(nearest));
                bool[][] choices = [.. equal.Select(found => sets[rows[found]])];
                if (choices.Skip(1).Any(set => !set.AsSpan().SequenceEqual(choices[0])))
                {
                    var certain = nearest.Except(equal).ToArray();
                    tied.Add(new TiedVote(experiment, row, Count(certain), Voters - certain.Length, choices));
                }
            }

            int[] Count(int[] found)
            {
                var votes = new int[sets[0].Length];
                foreach (var row in found)
                {
                    for (var label = 0; label < votes.Length; label++)
                    {
                        votes[label] += sets[rows[row]][label] ? 1 : 0;
                    }
                }

                return votes;
            }
        });
        return new NeighbourVotes(predictions, [.. ties.SelectMany(own => own)]);
    }

    /// <summary>The labels that more than half of the voters have.</summary>
    /// <param name="votes">How many voters have each label.</param>
    public static bool[] Majority(int[] votes) => Array.ConvertAll(votes, count => 2 * count > Voters);
}
