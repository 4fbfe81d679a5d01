using System.Numerics.Tensors;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding;

/// <summary>
/// Collects vectors that another program made, batch after batch, and refuses what cannot be right: another number of vectors
/// than of texts, vectors of unequal length, NaN and infinity.
/// </summary>
/// <param name="texts">All texts, in the order in which their vectors come.</param>
internal sealed class VectorCollector(IReadOnlyList<string> texts)
{
    private float[] _values = [];

    /// <summary>How many vectors there are.</summary>
    public int Count { get; private set; }

    /// <summary>Length of each; 0 before the first.</summary>
    public int Width { get; private set; }

    /// <summary>Tokens, as far as the other program tells.</summary>
    public long Tokens { get; private set; }

    /// <summary>All values so far, row-major.</summary>
    public ReadOnlyMemory<float> Values => _values.AsMemory(0, Count * Width);

    /// <summary>Adds the vectors of the next texts.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="expected">How many texts they were made for.</param>
    /// <param name="tokens">Tokens of these texts; null when not known.</param>
    /// <returns>Null, or what is wrong with them; then none was added.</returns>
    public Diagnostic? Add(IReadOnlyList<ReadOnlyMemory<float>> vectors, int expected, long? tokens)
    {
        if (vectors.Count != expected)
        {
            return EncodingCodes.WrongCount.Here(
                $"For {expected} texts, the first of which is {TextExcerpt.Of(texts[Count])}, the encoder gave {vectors.Count} vectors.",
                "Return one vector for each text, in the order of the texts.");
        }

        if (expected == 0)
        {
            return null;
        }

        var width = Width == 0 ? vectors[0].Length : Width;
        for (var i = 0; i < vectors.Count; i++)
        {
            if (Fault(vectors[i].Span, width, texts[Count + i]) is { } fault)
            {
                return fault;
            }
        }

        if ((long)texts.Count * width > Array.MaxLength)
        {
            return EncodingCodes.TooManyTexts.Here(
                $"{texts.Count} vectors of {width} numbers do not fit into one block of memory.", "Encode the texts in several calls.");
        }

        Append(vectors, width);
        Tokens += tokens ?? 0;
        return null;
    }

    private static Diagnostic? Fault(ReadOnlySpan<float> vector, int width, string text)
    {
        if (vector.Length != width || width == 0)
        {
            return EncodingCodes.WrongWidth.Here(
                width == 0
                    ? $"The vector of {TextExcerpt.Of(text)} is empty."
                    : $"The vector of {TextExcerpt.Of(text)} has {vector.Length} numbers; those before it have {width}.",
                "Make the encoder give vectors of one fixed length.");
        }

        return TensorPrimitives.IsFiniteAll(vector)
            ? null
            : EncodingCodes.NotFinite.Here(
                $"The vector of {TextExcerpt.Of(text)} holds NaN or infinity.",
                "Look at what the encoder does with this text; empty and very long texts are common causes.");
    }

    private void Append(IReadOnlyList<ReadOnlyMemory<float>> vectors, int width)
    {
        if (Width == 0)
        {
            Width = width;
            _values = GC.AllocateUninitializedArray<float>(texts.Count * width);
        }

        foreach (var vector in vectors)
        {
            vector.Span.CopyTo(_values.AsSpan(Count * width));
            Count++;
        }
    }
}
