using System.Numerics;

namespace Mteb.Schemas.Results;

/// <summary>A value inside an entry of <c>scores</c>: a number, nothing, text, a list or an object, in the order of the file.</summary>
public abstract record ScoreValue
{
    private ScoreValue()
    {
    }

    /// <summary>A number that mteb holds as a Python float: rounded for the file on its exact binary value, ties to even.</summary>
    public sealed record Number(double Value) : ScoreValue;

    /// <summary>A number that mteb holds as a numpy scalar: rounded for the file as <c>rint(x * 1e6) / 1e6</c>.</summary>
    public sealed record NumpyNumber(double Value) : ScoreValue;

    /// <summary>A whole number, written without a decimal point.</summary>
    public sealed record WholeNumber(long Value) : ScoreValue;

    /// <summary>A whole number that does not fit 64 bits; only files have such numbers.</summary>
    public sealed record LargeNumber(BigInteger Value) : ScoreValue;

    /// <summary>True or false.</summary>
    public sealed record Switch(bool Value) : ScoreValue;

    /// <summary>JSON's null.</summary>
    public sealed record Null : ScoreValue
    {
        /// <summary>The only instance that is needed.</summary>
        public static readonly Null Instance = new();
    }

    /// <summary>Text.</summary>
    public sealed record Text(string Value) : ScoreValue;

    /// <summary>A list.</summary>
    public sealed record List(IReadOnlyList<ScoreValue> Items) : ScoreValue;

    /// <summary>An object; keys in the order in which they were produced.</summary>
    public sealed record Mapping(IReadOnlyList<KeyValuePair<string, ScoreValue>> Members) : ScoreValue;
}
