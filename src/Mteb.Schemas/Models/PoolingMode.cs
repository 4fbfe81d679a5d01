namespace Mteb.Schemas.Models;

/// <summary>How the vectors of a text's tokens become one vector.</summary>
public enum PoolingMode
{
    /// <summary>The vector of the first token (<c>cls</c>).</summary>
    FirstToken,

    /// <summary>The largest value of each dimension (<c>max</c>).</summary>
    Max,

    /// <summary>The mean over the tokens (<c>mean</c>).</summary>
    Mean,

    /// <summary>The sum over the tokens divided by the square root of their number (<c>mean_sqrt_len_tokens</c>).</summary>
    MeanSquareRootLength,

    /// <summary>The mean weighted with the position, counted from 1 (<c>weightedmean</c>).</summary>
    WeightedMean,

    /// <summary>The vector of the last token (<c>lasttoken</c>).</summary>
    LastToken,
}
