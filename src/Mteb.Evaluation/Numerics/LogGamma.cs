namespace Mteb.Evaluation.Numerics;

/// <summary>The logarithm of the gamma function for positive arguments.</summary>
internal static class LogGamma
{
    /// <summary>ln Γ(x), x &gt; 0: Stirling's series, the argument raised to 15 or more by the recurrence first.</summary>
    public static double Of(double x)
    {
        var product = 1.0;
        while (x < 15)
        {
            product *= x;
            x++;
        }

        var inverse = 1 / x;
        var square = inverse * inverse;
        var series = inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680) - (square / 1188))))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - Math.Log(product);
    }
}
