using System.Numerics.Tensors;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>
/// Makes one vector of a text out of the vectors of its tokens, in float32 and always in the order of the tokens. Formulas are
/// those of sentence-transformers 6 (Pooling), where left-out prompt tokens count as padding, and places are counted from the first token that takes part.
/// </summary>
public static class Pooler
{
    /// <summary>Pools one text.</summary>
    /// <param name="mode">How.</param>
    /// <param name="tokens">Vectors of the text's tokens, row-major: at least <paramref name="count"/> rows. Padding is to the right.</param>
    /// <param name="width">Length of a token's vector.</param>
    /// <param name="skip">Tokens at the beginning that do not take part (the prompt).</param>
    /// <param name="count">Tokens of the text, those left out included.</param>
    /// <param name="result">Receives the vector; <paramref name="width"/> long.</param>
    public static void Pool(PoolingMode mode, ReadOnlySpan<float> tokens, int width, int skip, int count, Span<float> result)
    {
        // Where nothing takes part, the reference sees an empty mask.
        var rows = skip < count ? tokens[(skip * width)..(count * width)] : default;
        switch (mode)
        {
            case PoolingMode.FirstToken:
                (rows.IsEmpty ? tokens : rows)[..width].CopyTo(result);
                break;
            case PoolingMode.LastToken when rows.IsEmpty:
                result.Clear();
                break;
            case PoolingMode.LastToken:
                rows[^width..].CopyTo(result);
                break;
            case PoolingMode.Max:
                Max(rows, width, result);
                break;
            case PoolingMode.Mean:
                Sum(rows, width, result);
                TensorPrimitives.Divide(result, Math.Max(rows.Length / width, 1e-9f), result);
                break;
            case PoolingMode.MeanSquareRootLength:
                Sum(rows, width, result);
                TensorPrimitives.Divide(result, MathF.Sqrt(Math.Max(rows.Length / width, 1e-9f)), result);
                break;
            case PoolingMode.WeightedMean:
                WeightedMean(rows, width, result);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(mode));
        }
    }

    /// <summary>Pools one text, padding of which may stand anywhere.</summary>
    /// <param name="mode">How.</param>
    /// <param name="tokens">Vectors of the text's tokens, row-major: at least one for each number of the mask.</param>
    /// <param name="width">Length of a token's vector.</param>
    /// <param name="mask">1 for each token that counts, 0 for padding. The weights of the weighted mean count from the first token that counts.</param>
    /// <param name="result">Receives the vector; <paramref name="width"/> long.</param>
    public static void Pool(PoolingMode mode, ReadOnlySpan<float> tokens, int width, ReadOnlySpan<byte> mask, Span<float> result)
    {
        var (first, last) = (mask.IndexOfAnyExcept((byte)0), mask.LastIndexOfAnyExcept((byte)0));
        switch (mode)
        {
            case PoolingMode.FirstToken:
                tokens.Slice(Math.Max(first, 0) * width, width).CopyTo(result);
                return;
            case PoolingMode.LastToken when last < 0:
                result.Clear();
                return;
            case PoolingMode.LastToken:
                tokens.Slice(last * width, width).CopyTo(result);
                return;
        }

        result.Fill(mode == PoolingMode.Max ? float.NegativeInfinity : 0);
        var total = 0f;
        for (var i = Math.Max(first, 0); i <= last; i++)
        {
            var row = tokens.Slice(i * width, width);
            var weight = mode == PoolingMode.WeightedMean ? i - first + 1 : 1f;
            if (mask[i] == 0)
            {
                continue;
            }

            if (mode == PoolingMode.Max)
            {
                TensorPrimitives.Max(result, row, result);
                continue;
            }

            TensorPrimitives.MultiplyAdd(row, weight, result, result);
            total += weight;
        }

        if (mode != PoolingMode.Max)
        {
            total = Math.Max(total, 1e-9f);
            TensorPrimitives.Divide(result, mode == PoolingMode.MeanSquareRootLength ? MathF.Sqrt(total) : total, result);
        }
    }

    /// <summary>The share that each token of a text has in the pooled vector, which is the sum of its tokens' vectors by shares.</summary>
    /// <param name="mode">Every mode but the maximum, which is no such sum.</param>
    /// <param name="skip">Tokens at the beginning that do not take part (the prompt).</param>
    /// <param name="count">Tokens of the text, those left out included.</param>
    /// <param name="shares">Receives a share for each token, and 0 for the padding behind them.</param>
    /// <remarks>The same formulas as those of <see cref="Pool(PoolingMode, ReadOnlySpan{float}, int, int, int, Span{float})"/>.</remarks>
    internal static void Share(PoolingMode mode, int skip, int count, Span<float> shares)
    {
        shares.Clear();
        var rows = skip < count ? shares[skip..count] : default;
        switch (mode)
        {
            case PoolingMode.FirstToken:
                shares[rows.IsEmpty ? 0 : skip] = 1;
                break;
            case PoolingMode.LastToken when !rows.IsEmpty:
                rows[^1] = 1;
                break;
            case PoolingMode.LastToken:
                break;
            case PoolingMode.Mean:
                rows.Fill(1f / rows.Length);
                break;
            case PoolingMode.MeanSquareRootLength:
                rows.Fill(1f / MathF.Sqrt(rows.Length));
                break;
            case PoolingMode.WeightedMean:
                for (var i = 0; i < rows.Length; i++)
                {
                    rows[i] = (i + 1) / (0.5f * rows.Length * (rows.Length + 1));
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(mode));
        }
    }

    private static void Sum(ReadOnlySpan<float> rows, int width, Span<float> result)
    {
        result.Clear();
        for (; rows.Length > 0; rows = rows[width..])
        {
            TensorPrimitives.Add(result, rows[..width], result);
        }
    }

    private static void Max(ReadOnlySpan<float> rows, int width, Span<float> result)
    {
        result.Fill(float.NegativeInfinity);
        for (; rows.Length > 0; rows = rows[width..])
        {
            TensorPrimitives.Max(result, rows[..width], result);
        }
    }

    private static void WeightedMean(ReadOnlySpan<float> rows, int width, Span<float> result)
    {
        result.Clear();
        var total = 0f;
        for (var position = 1; rows.Length > 0; position++, rows = rows[width..])
        {
            TensorPrimitives.MultiplyAdd(rows[..width], position, result, result);
            total += position;
        }

        TensorPrimitives.Divide(result, Math.Max(total, 1e-9f), result);
    }
}
