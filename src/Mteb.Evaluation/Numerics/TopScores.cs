using System.Numerics;

namespace Mteb.Evaluation.Numerics;

/// <summary>
/// The best k of a stream of scores. Of equal scores at the end of the list those that came first stay, so that the
/// outcome does not depend on how the stream is cut into blocks.
/// </summary>
public sealed class TopScores
{
    private readonly int _limit;
    private float[] _scores = [];
    private int[] _items = [];
    private int _count;

    /// <summary>Keeps the best <paramref name="limit"/> scores.</summary>
    public TopScores(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        _limit = limit;
    }

    /// <summary>Scores below are passed over. It may be raised when the selector is empty.</summary>
    public float Floor { get; set; } = float.NegativeInfinity;

    /// <summary>Takes in scores.</summary>
    /// <param name="scores">The scores; none is NaN.</param>
    /// <param name="first">Number of the item of the first score; the others follow. Numbers only ever rise.</param>
    public void Add(ReadOnlySpan<float> scores, int first)
    {
        var i = 0;
        while (i < scores.Length)
        {
            if (_count < _limit)
            {
                i = SkipBelow(scores, i, Floor);
                if (i < scores.Length)
                {
                    Append(scores[i], first + i);
                    i++;
                }

                continue;
            }

            i = SkipNotAbove(scores, i, _scores[0]);
            if (i < scores.Length)
            {
                ReplaceWorst(scores[i], first + i);
                i++;
            }
        }
    }

    /// <summary>The best scores, descending, equal ones in the order in which they came. The selector starts anew afterwards.</summary>
    public (float[] Scores, int[] Items) Take()
    {
        var (scores, items) = (_scores[.._count], _items[.._count]);
        var order = MaskedInterval.Range(_count);
        Array.Sort(order, (left, right) =>
        {
            var byScore = scores[right].CompareTo(scores[left]);
            return byScore != 0 ? byScore : items[left].CompareTo(items[right]);
        });
        _count = 0;
        return (Array.ConvertAll(order, i => scores[i]), Array.ConvertAll(order, i => items[i]));
    }

    // Once the list is full nearly every score is below the worst kept one: whole vectors are passed over.
    private static int SkipNotAbove(ReadOnlySpan<float> scores, int start, float bound)
    {
        var i = start;
        var bounds = new Vector<float>(bound);
        while (i + Vector<float>.Count <= scores.Length && !Vector.GreaterThanAny(new Vector<float>(scores[i..]), bounds))
        {
            i += Vector<float>.Count;
        }

        while (i < scores.Length && scores[i] <= bound)
        {
            i++;
        }

        return i;
    }

    private static int SkipBelow(ReadOnlySpan<float> scores, int start, float bound)
    {
        var i = start;
        var bounds = new Vector<float>(bound);
        while (i + Vector<float>.Count <= scores.Length && !Vector.GreaterThanOrEqualAny(new Vector<float>(scores[i..]), bounds))
        {
            i += Vector<float>.Count;
        }

        while (i < scores.Length && scores[i] < bound)
        {
            i++;
        }

        return i;
    }

    private void Append(float score, int item)
    {
        if (_count == _scores.Length)
        {
            var size = Math.Min(Math.Max(_count * 2, 16), _limit);
            Array.Resize(ref _scores, size);
            Array.Resize(ref _items, size);
        }

        var at = _count++;
        while (at > 0)
        {
            var parent = (at - 1) >> 1;
            if (!IsWorse(score, item, _scores[parent], _items[parent]))
            {
                break;
            }

            (_scores[at], _items[at]) = (_scores[parent], _items[parent]);
            at = parent;
        }

        (_scores[at], _items[at]) = (score, item);
    }

    private void ReplaceWorst(float score, int item)
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && IsWorse(_scores[child + 1], _items[child + 1], _scores[child], _items[child]))
            {
                child++;
            }

            if (!IsWorse(_scores[child], _items[child], score, item))
            {
                break;
            }

            (_scores[at], _items[at]) = (_scores[child], _items[child]);
            at = child;
        }

        (_scores[at], _items[at]) = (score, item);
    }

    private static bool IsWorse(float score, int item, float otherScore, int otherItem) =>
        score < otherScore || (score == otherScore && item > otherItem);
}
