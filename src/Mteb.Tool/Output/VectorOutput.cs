using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Tool.Output;

/// <summary>Takes vectors, line after line.</summary>
internal interface IVectorOutput : IDisposable
{
    /// <summary>Takes what came of some lines: a matrix, or what is wrong.</summary>
    void Write(IReadOnlyList<(EmbeddingMatrix? Vectors, Diagnostic? Problem)> lines);

    /// <summary>Makes what was written stay; what was not is thrown away with the object.</summary>
    void Complete();
}

/// <summary>JSON lines with <c>embedding</c> or <c>states</c>.</summary>
/// <param name="print">Takes text.</param>
/// <param name="states">Whether there is a vector for each token.</param>
/// <param name="file">The file behind <paramref name="print"/>; null for standard output.</param>
internal sealed class VectorLines(Action<string> print, bool states, WholeFile? file) : IVectorOutput
{
    /// <inheritdoc/>
    public void Write(IReadOnlyList<(EmbeddingMatrix? Vectors, Diagnostic? Problem)> lines)
    {
        var text = new StringBuilder();
        foreach (var (vectors, problem) in lines)
        {
            text.Append(vectors is null ? JsonLines.Write(problem!, JsonLines.WriteProblem) : JsonLines.Write(vectors, WriteVectors));
        }

        print(text.ToString());
    }

    /// <inheritdoc/>
    public void Complete() => file?.Complete();

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    private void WriteVectors(Utf8JsonWriter writer, EmbeddingMatrix vectors)
    {
        writer.WritePropertyName(states ? "states" : "embedding");
        if (!states)
        {
            WriteVector(writer, vectors[0]);
            return;
        }

        writer.WriteStartArray();
        for (var row = 0; row < vectors.Rows; row++)
        {
            WriteVector(writer, vectors[row]);
        }

        writer.WriteEndArray();
    }

    private static void WriteVector(Utf8JsonWriter writer, ReadOnlySpan<float> vector)
    {
        writer.WriteStartArray();
        foreach (var value in vector)
        {
            writer.WriteNumberValue(value);
        }

        writer.WriteEndArray();
    }
}

/// <summary>A file of numpy: one float32 matrix, little-endian, row after row (format 1.0).</summary>
/// <param name="file">The file.</param>
/// <param name="width">Length of a vector.</param>
internal sealed class NumpyFile(WholeFile file, int width) : IVectorOutput
{
    private const int HeadLength = 128;

    private long _rows;

    /// <inheritdoc/>
    public void Write(IReadOnlyList<(EmbeddingMatrix? Vectors, Diagnostic? Problem)> lines)
    {
        if (_rows == 0)
        {
            file.Stream.Write(Head());
        }

        foreach (var (vectors, _) in lines)
        {
            // A matrix has no gaps: a file with a line that failed is never completed.
            _rows++;
            if (vectors is not null)
            {
                WriteRow(vectors[0]);
            }
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        // Only now is it known how many rows there are.
        file.Stream.Position = 0;
        file.Stream.Write(Head());
        file.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void WriteRow(ReadOnlySpan<float> row)
    {
        if (BitConverter.IsLittleEndian)
        {
            file.Stream.Write(MemoryMarshal.AsBytes(row));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (var value in row)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            file.Stream.Write(bytes);
        }
    }

    private byte[] Head()
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({_rows}, {width}), }}");
        var head = new byte[HeadLength];
        head.AsSpan().Fill((byte)' ');
        head[0] = 0x93;
        "NUMPY"u8.CopyTo(head.AsSpan(1));
        (head[6], head[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(8), HeadLength - 10);
        Encoding.ASCII.GetBytes(words, head.AsSpan(10));
        head[^1] = (byte)'\n';
        return head;
    }
}
