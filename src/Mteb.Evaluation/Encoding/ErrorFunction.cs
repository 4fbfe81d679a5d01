namespace Mteb.Evaluation.Encoding;

/// <summary>The error function, which .NET lacks.</summary>
internal static class ErrorFunction
{
    private const double TwoOverSquareRootOfPi = 1.1283791670955126;
    private const double SeriesLimit = 2.5;
    private const double Saturation = 6;

    /// <summary>
    /// erf(x) to about 1e-15: near 0 by the series 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!, whose terms are all of one sign;
    /// beyond, as 1 minus Laplace's continued fraction of the complement.
    /// </summary>
    public static double Erf(double x)
    {
        var size = Math.Abs(x);
        var value = size switch
        {
            >= Saturation => 1,
            < SeriesLimit => Series(size),
            _ => 1 - Complement(size),
        };
        return double.IsNaN(x) ? x : Math.CopySign(value, x);
    }

    private static double Series(double x)
    {
        var term = x;
        var sum = x;
        for (var n = 1; term > sum * 1e-17 && n < 100; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return TwoOverSquareRootOfPi * Math.Exp(-x * x) * sum;
    }

    private static double Complement(double x)
    {
        // erfc(x) = e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), evaluated from the inside.
        var fraction = x;
        for (var k = 60; k >= 1; k--)
        {
            fraction = x + (k / 2.0 / fraction);
        }

        return TwoOverSquareRootOfPi / 2 * Math.Exp(-x * x) / fraction;
    }
}
