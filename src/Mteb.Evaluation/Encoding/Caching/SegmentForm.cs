using System.Numerics;
using System.Runtime.InteropServices;

namespace Mteb.Evaluation.Encoding.Caching;

/// <summary>
/// The form of a file of vectors, in the byte order of the machine: a head of 64 bytes (a word, the length of the vectors, the
/// digest of the model, a checksum), then records of one length (key, digest of the token ids, number of tokens, checksum, vector).
/// </summary>
/// <param name="Width">Length of the vectors.</param>
internal readonly record struct SegmentForm(int Width)
{
    /// <summary>Bytes of the head.</summary>
    public const int HeadLength = 64;

    private const ulong Word = 0x3147_4553_4245_544D; // "MTEBSEG1" where the low byte comes first
    private const int VectorOffset = 40;
    private const int ChecksumOffset = 36;
    private const int Truncated = int.MinValue;

    /// <summary>Bytes of a record.</summary>
    public int RecordLength => VectorOffset + (sizeof(float) * Width);

    /// <summary>How many whole records a file of so many bytes holds.</summary>
    public long Records(long length) => Math.Max(length - HeadLength, 0) / RecordLength;

    /// <summary>The head of a file.</summary>
    /// <param name="model">Digest of the model; 32 bytes.</param>
    public byte[] Head(ReadOnlySpan<byte> model)
    {
        var head = new byte[HeadLength];
        MemoryMarshal.Write(head, Word);
        MemoryMarshal.Write(head.AsSpan(8), Width);
        model.CopyTo(head.AsSpan(16));
        MemoryMarshal.Write(head.AsSpan(HeadLength - 4), Checksum(head.AsSpan(0, HeadLength - 8), 0));
        return head;
    }

    /// <summary>Reads a head.</summary>
    /// <returns>The form; null where the file is another's, or damaged.</returns>
    public static SegmentForm? Read(ReadOnlySpan<byte> head, ReadOnlySpan<byte> model)
    {
        if (head.Length < HeadLength)
        {
            return null;
        }

        var form = new SegmentForm(MemoryMarshal.Read<int>(head[8..]));
        return form.Width > 0 && head[..HeadLength].SequenceEqual(form.Head(model)) ? form : null;
    }

    /// <summary>Makes a record.</summary>
    public static void Write(Span<byte> record, UInt128 key, TextTrace trace, ReadOnlySpan<float> vector)
    {
        MemoryMarshal.Write(record, key);
        MemoryMarshal.Write(record[16..], trace.Ids);
        MemoryMarshal.Write(record[32..], trace.IsTruncated ? trace.Tokens | Truncated : trace.Tokens);
        MemoryMarshal.AsBytes(vector).CopyTo(record[VectorOffset..]);
        MemoryMarshal.Write(record[ChecksumOffset..], ChecksumOf(record));
    }

    /// <summary>The key of a record, which may be damaged.</summary>
    public static UInt128 Key(ReadOnlySpan<byte> record) => MemoryMarshal.Read<UInt128>(record);

    /// <summary>Reads a record.</summary>
    /// <returns>Whether it is sound, and belongs to the key.</returns>
    public bool TryRead(ReadOnlySpan<byte> record, UInt128 key, Span<float> vector, out TextTrace trace)
    {
        var tokens = MemoryMarshal.Read<int>(record[32..]);
        trace = new TextTrace(MemoryMarshal.Read<UInt128>(record[16..]), tokens & ~Truncated, tokens < 0);
        if (Key(record) != key || MemoryMarshal.Read<uint>(record[ChecksumOffset..]) != ChecksumOf(record[..RecordLength]))
        {
            return false;
        }

        MemoryMarshal.Cast<byte, float>(record[VectorOffset..RecordLength]).CopyTo(vector);
        return true;
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> record) => Checksum(record[VectorOffset..], Checksum(record[..ChecksumOffset], 0));

    /// <summary>CRC-32C (Castagnoli), for which processors have an instruction.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes, uint before)
    {
        var checksum = ~before;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, MemoryMarshal.Read<ulong>(bytes));
        }

        foreach (var value in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return ~checksum;
    }
}
