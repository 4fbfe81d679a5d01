using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mteb.Evaluation.Weights.Guard;

/// <summary>Reads a tensor once, in blocks of whole rows, and sums up what its statistics need.</summary>
internal sealed class TensorScan
{
    private const int BlockBytes = 1 << 20;

    private long _count;
    private long _notFinite;
    private float _minimum = float.PositiveInfinity;
    private float _maximum = float.NegativeInfinity;
    private long _counted;
    private double _sum;
    private double _squares;
    private double _fourth;
    private long _rows;
    private double _rowSum;
    private double _rowSquares;

    /// <summary>Scans a tensor of floating-point numbers.</summary>
    /// <param name="path">The file that holds it.</param>
    /// <param name="entry">Its type and place.</param>
    /// <param name="meter">Hears of every block; null when nobody listens.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Its statistics.</returns>
    /// <exception cref="IOException">The file cannot be read to the tensor's end.</exception>
    public static TensorStatistics Run(string path, SafetensorsEntry entry, ScanMeter? meter, CancellationToken cancellationToken)
    {
        var width = entry.Shape.Count == 0 ? 1 : (int)Math.Min(entry.Shape[^1], int.MaxValue);
        var size = WidthOf(entry.Type);
        var rowBytes = (long)width * size;

        // A block holds whole rows; a row that is longer than a block is taken in pieces, and counts as several.
        var block = (int)Math.Min(Math.Max(BlockBytes / Math.Max(rowBytes, 1), 1) * rowBytes, BlockBytes / size * size);
        var rowLength = (int)Math.Min(width, Math.Max(block / size, 1));
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(block, 1));
        var numbers = ArrayPool<float>.Shared.Rent(Math.Max(block / size, 1));
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var handle = File.OpenHandle(path);
        var scan = new TensorScan();
        try
        {
            for (var offset = 0L; offset < entry.Length; offset += block)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var part = bytes.AsSpan(0, (int)Math.Min(block, entry.Length - offset));
                ReadExactly(handle, part, entry.Offset + offset);
                digest.AppendData(part);
                var widened = numbers.AsSpan(0, part.Length / size);
                Widen(entry.Type, part, widened);
                scan.Add(widened, rowLength);
                meter?.Add(part.Length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<float>.Shared.Return(numbers);
        }

        return scan.Finish(rowLength, Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    private static int WidthOf(string type) => type switch { "F64" => 8, "F32" => 4, _ => 2 };

    private static void ReadExactly(Microsoft.Win32.SafeHandles.SafeFileHandle handle, Span<byte> target, long offset)
    {
        while (target.Length > 0)
        {
            var read = RandomAccess.Read(handle, target, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("The file of the weights ends inside a tensor.");
            }

            target = target[read..];
            offset += read;
        }
    }

    private static void Widen(string type, ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        switch (type)
        {
            case "F32":
                bytes.CopyTo(MemoryMarshal.AsBytes(numbers));
                break;
            case "F16":
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), numbers);
                break;
            case "BF16":
                var halves = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < halves.Length; i++)
                {
                    numbers[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
                }

                break;
            default:
                TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(bytes), numbers);
                break;
        }
    }

    private void Add(ReadOnlySpan<float> numbers, int rowLength)
    {
        _count += numbers.Length;
        for (; numbers.Length > 0; numbers = numbers[Math.Min(rowLength, numbers.Length)..])
        {
            var row = numbers[..Math.Min(rowLength, numbers.Length)];
            var (sum, squares, fourth) = Sums(row);
            if (!double.IsFinite(fourth))
            {
                AddUnsound(row);
                continue;
            }

            _minimum = Math.Min(_minimum, TensorPrimitives.Min(row));
            _maximum = Math.Max(_maximum, TensorPrimitives.Max(row));
            if (squares == 0)
            {
                continue;
            }

            _counted += row.Length;
            _sum += sum;
            _squares += squares;
            _fourth += fourth;
            if (row.Length == rowLength)
            {
                _rows++;
                _rowSum += squares / row.Length;
                _rowSquares += squares / row.Length * (squares / row.Length);
            }
        }
    }

    // A row with a number that is not finite, or so large that its fourth power is not: only what bounds it is noted.
    private void AddUnsound(ReadOnlySpan<float> row)
    {
        foreach (var number in row)
        {
            if (float.IsFinite(number))
            {
                _minimum = Math.Min(_minimum, number);
                _maximum = Math.Max(_maximum, number);
            }
            else
            {
                _notFinite++;
            }
        }
    }

    private static (double Sum, double Squares, double Fourth) Sums(ReadOnlySpan<float> row)
    {
        var (sums, squares, fourths) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(row);
        foreach (var vector in vectors)
        {
            Vector.Widen(vector, out var low, out var high);
            var (lowSquare, highSquare) = (low * low, high * high);
            sums += low + high;
            squares += lowSquare + highSquare;
            fourths += lowSquare * lowSquare + highSquare * highSquare;
        }

        var (sum, square, fourth) = (Vector.Sum(sums), Vector.Sum(squares), Vector.Sum(fourths));
        foreach (var number in row[(vectors.Length * Vector<float>.Count)..])
        {
            var squared = (double)number * number;
            sum += number;
            square += squared;
            fourth += squared * squared;
        }

        return (sum, square, fourth);
    }

    private TensorStatistics Finish(int rowLength, string digest)
    {
        var count = Math.Max(_counted, 1);
        var mean = _sum / count;
        var variance = Math.Max(_squares / count - mean * mean, 0);

        // Means of weights are far smaller than their deviation, so that the raw fourth moment serves.
        var kurtosis = variance > 0 ? _fourth / count / (variance * variance) : double.NaN;
        var rowMean = _rowSum / Math.Max(_rows, 1);
        var rowVariance = Math.Max(_rowSquares / Math.Max(_rows, 1) - rowMean * rowMean, 0);
        return new TensorStatistics
        {
            Count = _count,
            NotFinite = _notFinite,
            Minimum = _minimum,
            Maximum = _maximum,
            Mean = mean,
            StandardDeviation = Math.Sqrt(variance),
            Kurtosis = kurtosis,
            Rows = _rows,
            RowDispersion = _rows < 2 ? double.NaN : rowLength * rowVariance / (rowMean * rowMean) / (kurtosis - 1),
            Digest = digest,
        };
    }
}
