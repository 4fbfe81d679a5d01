namespace Mteb.Evaluation.Numerics;

/// <summary>
/// Draws row numbers by weight, as numpy's <c>choice(n, p=p)</c> with replacement does: one double a pick, and the first
/// row whose cumulative weight lies above it.
/// </summary>
internal sealed class WeightedChoice
{
    private readonly double[] _cumulative;

    /// <summary>Weights of each row; they are divided by their sum.</summary>
    public WeightedChoice(ReadOnlySpan<double> weights)
    {
        _cumulative = new double[weights.Length];
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i];
            _cumulative[i] = sum;
        }

        for (var i = 0; i < _cumulative.Length; i++)
        {
            _cumulative[i] /= sum;
        }
    }

    /// <summary>Equal weights as scikit-learn makes them for float32 data: 1/n rounded to float32.</summary>
    public static WeightedChoice Equal(int count)
    {
        var weights = new double[count];
        Array.Fill(weights, 1f / count);
        return new WeightedChoice(weights);
    }

    /// <summary>Draws one row.</summary>
    public int Draw(NumpyRandomState random) => FirstAbove(random.NextDouble());

    // With equal weights, which is what is drawn from most, the place guessed is right or the next to it.
    private int FirstAbove(double value)
    {
        var guess = Math.Min((int)(value * _cumulative.Length), _cumulative.Length - 1);
        if (value < _cumulative[guess] && (guess == 0 || value >= _cumulative[guess - 1]))
        {
            return guess;
        }

        int low = 0, high = _cumulative.Length;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (value < _cumulative[middle])
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
