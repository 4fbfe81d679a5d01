using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding;

/// <summary>The texts of a call, each once.</summary>
internal sealed class DistinctTexts
{
    private readonly int[] _rows;

    private DistinctTexts(IReadOnlyList<string> distinct, int[] rows)
    {
        Distinct = distinct;
        _rows = rows;
    }

    /// <summary>The texts, in the order in which they first occur.</summary>
    public IReadOnlyList<string> Distinct { get; }

    /// <summary>How many texts were asked for.</summary>
    public int Count => _rows.Length;

    /// <summary>Finds the repeats among texts.</summary>
    public static DistinctTexts Of(IReadOnlyList<string> texts)
    {
        var rowOf = new Dictionary<string, int>(texts.Count, StringComparer.Ordinal);
        var distinct = new List<string>(texts.Count);
        var rows = new int[texts.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            if (!rowOf.TryGetValue(texts[i], out rows[i]))
            {
                rows[i] = distinct.Count;
                rowOf.Add(texts[i], distinct.Count);
                distinct.Add(texts[i]);
            }
        }

        return new DistinctTexts(distinct, rows);
    }

    /// <summary>From one vector for each distinct text to one for each text asked for.</summary>
    /// <param name="values">The vectors, row-major.</param>
    /// <param name="width">Length of each.</param>
    public Outcome<EmbeddingMatrix> Spread(ReadOnlyMemory<float> values, int width)
    {
        if (Distinct.Count == Count)
        {
            return new EmbeddingMatrix(values, Count, width);
        }

        if ((long)Count * width > Array.MaxLength)
        {
            return EncodingCodes.TooManyTexts.Here(
                $"{Count} vectors of {width} numbers do not fit into one block of memory.", "Encode the texts in several calls.");
        }

        var spread = GC.AllocateUninitializedArray<float>(Count * width);
        for (var i = 0; i < Count; i++)
        {
            values.Span.Slice(_rows[i] * width, width).CopyTo(spread.AsSpan(i * width));
        }

        return new EmbeddingMatrix(spread, Count, width);
    }
}
