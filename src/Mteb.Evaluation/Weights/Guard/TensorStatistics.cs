namespace Mteb.Evaluation.Weights.Guard;

/// <summary>What one pass over a tensor's numbers tells.</summary>
public sealed record TensorStatistics
{
    /// <summary>How many numbers there are.</summary>
    public required long Count { get; init; }

    /// <summary>How many are NaN or infinite.</summary>
    public required long NotFinite { get; init; }

    /// <summary>The least of the finite numbers.</summary>
    public required float Minimum { get; init; }

    /// <summary>The largest of the finite numbers.</summary>
    public required float Maximum { get; init; }

    /// <summary>Mean of the numbers, rows of zeros left out.</summary>
    public required double Mean { get; init; }

    /// <summary>Standard deviation of the numbers, rows of zeros left out.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>The fourth standardised moment: 3 for a normal distribution, 1.8 for a uniform one. NaN for a constant tensor.</summary>
    public required double Kurtosis { get; init; }

    /// <summary>Rows that are not all zeros.</summary>
    public required long Rows { get; init; }

    /// <summary>
    /// How much the rows differ in size: the variance of their mean squares, relative to what independent draws of this kurtosis
    /// would give. About 1 for numbers that were drawn, far more for trained ones. NaN for fewer than two rows.
    /// </summary>
    public required double RowDispersion { get; init; }

    /// <summary>SHA-256 of the stored bytes.</summary>
    public required string Digest { get; init; }

    /// <summary>Whether all numbers are the same.</summary>
    public bool IsConstant => Minimum == Maximum && NotFinite == 0;

    /// <summary>Whether all numbers are one number.</summary>
    /// <param name="value">The number.</param>
    public bool IsAll(float value) => IsConstant && Minimum == value;
}
