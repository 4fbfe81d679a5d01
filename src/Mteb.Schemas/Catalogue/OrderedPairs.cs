using System.Collections;

namespace Mteb.Schemas.Catalogue;

/// <summary>A subset for every ordered pair of different languages, in order: <c>a-b</c>, <c>a-c</c>, ..., <c>b-a</c>. Made when asked for.</summary>
/// <param name="codes">The languages as the subset names spell them, such as <c>ace_Arab</c>.</param>
internal sealed class OrderedPairs(IReadOnlyList<string> codes) : IReadOnlyList<SubsetFacts>
{
    private readonly string[] _languages = [.. codes.Select(code => code.Replace('_', '-'))];

    /// <summary>The subsets.</summary>
    public static IReadOnlyList<SubsetFacts> Of(IReadOnlyList<string> codes) => new OrderedPairs(codes);

    /// <inheritdoc/>
    public int Count => codes.Count * (codes.Count - 1);

    /// <inheritdoc/>
    public SubsetFacts this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var (first, second) = Math.DivRem(index, codes.Count - 1);
            second += second >= first ? 1 : 0;
            return new SubsetFacts($"{codes[first]}-{codes[second]}", [_languages[first], _languages[second]]);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<SubsetFacts> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
