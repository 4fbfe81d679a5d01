using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Mteb.Schemas.Catalogue;

/// <summary>
/// Named lines in an embedded resource, written by <c>eng/catalogue</c>, which describes the format. The first look-up reads
/// the index; a line costs unpacking its block of at most 64 KiB once.
/// </summary>
internal sealed class Pack
{
    private const int HeaderLength = 24;

    private readonly string _resource;
    private readonly Place[] _places;
    private readonly (int Offset, int Length, int Packed)[] _blocks;
    private readonly byte[]?[] _unpacked;

    private Pack(string resource, Stream stream)
    {
        _resource = resource;
        Span<byte> header = stackalloc byte[HeaderLength];
        stream.ReadExactly(header);
        var (lines, blocks) = (Integer(header[8..]), Integer(header[12..]));
        var (indexLength, packedLength) = (Integer(header[16..]), Integer(header[20..]));
        _blocks = ReadBlocks(stream, blocks, HeaderLength + (blocks * 8) + packedLength);
        _unpacked = new byte[blocks][];
        (Names, _places) = ReadIndex(Unpack(stream, packedLength, indexLength), lines);
    }

    /// <summary>All names, in the order of their bytes.</summary>
    public string[] Names { get; }

    /// <summary>Opens a resource of this assembly.</summary>
    public static Pack Open(string resource)
    {
        using var stream = Stream(resource);
        return new Pack(resource, stream);
    }

    /// <summary>Place of a name in <see cref="Names"/>; negative when there is none.</summary>
    public int IndexOf(string name) => Array.BinarySearch(Names, name, Text.CodePointOrder.Comparer);

    /// <summary>The line of a name; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Find(string name) => IndexOf(name) is var index and >= 0 ? Line(index) : default;

    /// <summary>The line at a place in <see cref="Names"/>.</summary>
    public ReadOnlyMemory<byte> Line(int index)
    {
        var place = _places[index];

        // Two threads may unpack the same block; both get the same bytes and one of them stays.
        var block = _unpacked[place.Block] ??= UnpackBlock(place.Block);
        return block.AsMemory(place.Offset, place.Length);
    }

    private byte[] UnpackBlock(int number)
    {
        using var stream = Stream(_resource);
        var (offset, length, packed) = _blocks[number];
        stream.Position = offset;
        return Unpack(stream, packed, length);
    }

    private static Stream Stream(string resource) => typeof(Pack).Assembly.GetManifestResourceStream(resource)
        ?? throw new InvalidOperationException($"The assembly lacks its resource '{resource}'.");

    private static (int Offset, int Length, int Packed)[] ReadBlocks(Stream stream, int count, int offset)
    {
        var table = new byte[count * 8];
        stream.ReadExactly(table);
        var blocks = new (int Offset, int Length, int Packed)[count];
        for (var block = 0; block < count; block++)
        {
            blocks[block] = (offset, Integer(table.AsSpan(block * 8)), Integer(table.AsSpan((block * 8) + 4)));
            offset += blocks[block].Packed;
        }

        return blocks;
    }

    private static (string[] Names, Place[] Places) ReadIndex(ReadOnlySpan<byte> index, int count)
    {
        var (names, places) = (new string[count], new Place[count]);
        for (var line = 0; line < count; line++)
        {
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(index[10..]);
            places[line] = new Place(BinaryPrimitives.ReadUInt16LittleEndian(index), Integer(index[2..]), Integer(index[6..]));
            names[line] = Encoding.UTF8.GetString(index.Slice(12, nameLength));
            index = index[(12 + nameLength)..];
        }

        return (names, places);
    }

    private static byte[] Unpack(Stream stream, int packedLength, int length)
    {
        var packed = new byte[packedLength];
        stream.ReadExactly(packed);
        var content = new byte[length];
        return BrotliDecoder.TryDecompress(packed, content, out var written) && written == length
            ? content
            : throw new InvalidOperationException("An embedded resource is damaged.");
    }

    private static int Integer(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);

    private readonly record struct Place(int Block, int Offset, int Length);
}
