using System.Buffers;
using System.Buffers.Binary;

namespace Mteb.Evaluation.Weights.Graphs;

/// <summary>Writes a protobuf message, field by field, as the encoding guide of protocol buffers defines it.</summary>
internal sealed class ProtoWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Writes a whole number.</summary>
    public void Number(int field, long value)
    {
        Tag(field, wireType: 0);
        Varint((ulong)value);
    }

    /// <summary>Writes a number in single precision.</summary>
    public void Single(int field, float value)
    {
        Tag(field, wireType: 5);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    /// <summary>Writes a text.</summary>
    public void Text(int field, string value) => Bytes(field, System.Text.Encoding.UTF8.GetBytes(value));

    /// <summary>Writes bytes.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, wireType: 2);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    /// <summary>Writes an embedded message.</summary>
    public void Message(int field, Action<ProtoWriter> write)
    {
        var inner = new ProtoWriter();
        write(inner);
        Bytes(field, inner.Written);
    }

    /// <summary>Appends what another writer wrote.</summary>
    public void Append(ProtoWriter other) => _bytes.Write(other.Written);

    private void Tag(int field, int wireType) => Varint((ulong)((field << 3) | wireType));

    private void Varint(ulong value)
    {
        var span = _bytes.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
