namespace Mteb.Evaluation.Numerics;

/// <summary>
/// A binary heap of scored items, smallest first, that moves its entries exactly as Python's <c>heapq</c> does: the order
/// of its array can be seen in results.
/// </summary>
/// <param name="itemOrder">Order of items of equal score.</param>
internal sealed class PythonHeap(IComparer<int> itemOrder)
{
    private float[] _scores = [];
    private int[] _items = [];

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>Scores in the order of the heap's array.</summary>
    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, Count);

    /// <summary>Items in the order of the heap's array.</summary>
    public ReadOnlySpan<int> Items => _items.AsSpan(0, Count);

    /// <summary>Adds an entry (<c>heappush</c>).</summary>
    public void Push(float score, int item)
    {
        if (Count == _scores.Length)
        {
            var size = Math.Max(Count * 2, 16);
            Array.Resize(ref _scores, size);
            Array.Resize(ref _items, size);
        }

        Count++;
        Rise(0, Count - 1, score, item);
    }

    /// <summary>Adds an entry and takes the smallest out (<c>heappushpop</c>).</summary>
    public void PushPop(float score, int item)
    {
        if (!IsLess(_scores[0], _items[0], score, item))
        {
            return;
        }

        // The hole sinks to a leaf along the smaller children; from there the new entry rises.
        var at = 0;
        for (var child = 1; child < Count; child = (2 * at) + 1)
        {
            var right = child + 1;
            if (right < Count && !IsLess(_scores[child], _items[child], _scores[right], _items[right]))
            {
                child = right;
            }

            (_scores[at], _items[at]) = (_scores[child], _items[child]);
            at = child;
        }

        Rise(0, at, score, item);
    }

    private void Rise(int top, int at, float score, int item)
    {
        while (at > top)
        {
            var parent = (at - 1) >> 1;
            if (!IsLess(score, item, _scores[parent], _items[parent]))
            {
                break;
            }

            (_scores[at], _items[at]) = (_scores[parent], _items[parent]);
            at = parent;
        }

        (_scores[at], _items[at]) = (score, item);
    }

    private bool IsLess(float score, int item, float otherScore, int otherItem) =>
        score < otherScore || (score == otherScore && itemOrder.Compare(item, otherItem) < 0);
}
