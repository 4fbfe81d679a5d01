namespace Mteb.Evaluation.Numerics;

/// <summary>Draws of rows as the library <c>datasets</c> and scikit-learn make them from a seed.</summary>
public static class RowSplits
{
    /// <summary>Rows in the order of <c>Dataset.shuffle(seed)</c>.</summary>
    public static int[] Shuffle(int rows, ulong seed) => new NumpyGenerator(seed).Permutation(rows);

    /// <summary>Rows of <c>Dataset.train_test_split(test_size, seed)</c> without stratification: the test part comes first.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="testRows">Number of rows of the test part; of a share, take the ceiling.</param>
    /// <param name="seed">The seed.</param>
    public static RowSplit TrainTest(int rows, int testRows, ulong seed)
    {
        var order = new NumpyGenerator(seed).Permutation(rows);
        return new RowSplit(order[testRows..], order[..testRows]);
    }

    /// <summary>
    /// Test rows of each fold of <c>KFold(folds, shuffle=True, random_state=seed)</c>, ascending. The first folds are one
    /// row longer where the division leaves a rest.
    /// </summary>
    public static int[][] KFold(int rows, int folds, uint seed)
    {
        var order = new NumpyRandomState(seed).Permutation(rows);
        var parts = new int[folds][];
        for (int fold = 0, start = 0; fold < folds; fold++)
        {
            var size = (rows / folds) + (fold < rows % folds ? 1 : 0);
            parts[fold] = order[start..(start + size)];
            Array.Sort(parts[fold]);
            start += size;
        }

        return parts;
    }
}

/// <summary>Two parts of the rows of a data set, each in the order drawn.</summary>
/// <param name="Train">Rows of the train part.</param>
/// <param name="Test">Rows of the test part.</param>
public readonly record struct RowSplit(int[] Train, int[] Test);
