namespace Mteb.Evaluation.Numerics;

/// <summary>Tells the smallest values from the others without sorting them (Hoare 1961).</summary>
internal static class Selection
{
    private const int Small = 16;

    /// <summary>
    /// Moves the <paramref name="count"/> smallest values to the front, in no order but that the largest of them is the last
    /// of them.
    /// </summary>
    /// <param name="values">The values, at least <paramref name="count"/>.</param>
    /// <param name="count">How many, at least one.</param>
    public static void Smallest(Span<ulong> values, int count)
    {
        var wanted = count - 1;
        int low = 0, high = values.Length - 1;

        // A round usually halves the range at least; where it does not for long, sorting the rest ends it.
        for (var rounds = 2 * int.Log2(values.Length); high - low > Small && rounds > 0; rounds--)
        {
            var (left, right) = Partition(values, low, high);
            if (wanted <= right)
            {
                high = right;
            }
            else if (wanted >= left)
            {
                low = left;
            }
            else
            {
                return;
            }
        }

        values[low..(high + 1)].Sort();
    }

    // Around the median of three: everything up to right is at most the pivot, everything from left on at least.
    private static (int Left, int Right) Partition(Span<ulong> values, int low, int high)
    {
        var (a, b, c) = (values[low], values[low + ((high - low) / 2)], values[high]);
        var pivot = Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
        int left = low, right = high;
        while (left <= right)
        {
            while (values[left] < pivot)
            {
                left++;
            }

            while (values[right] > pivot)
            {
                right--;
            }

            if (left <= right)
            {
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }
        }

        return (left, right);
    }
}
