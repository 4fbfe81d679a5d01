namespace Mteb.Schemas.Results.Comparison;

/// <summary>How far two numbers may lie apart and still count as equal: the wider of two limits.</summary>
/// <param name="Absolute">A difference.</param>
/// <param name="Relative">A share of the larger of the two.</param>
public readonly record struct Tolerance(double Absolute, double Relative = 0)
{
    /// <summary>No difference at all.</summary>
    public static readonly Tolerance Exact;

    /// <summary>Whether two numbers count as equal. NaN equals NaN, an infinity itself.</summary>
    public bool Allows(double first, double second) =>
        first.Equals(second) || first == second
        || (double.IsFinite(first) && double.IsFinite(second)
            && Math.Abs(first - second) <= Math.Max(Absolute, Relative * Math.Max(Math.Abs(first), Math.Abs(second))));
}
