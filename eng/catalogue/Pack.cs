using System.IO.Compression;
using System.Text;

namespace Mteb.CatalogueGenerator;

/// <summary>
/// Writes named lines so that one of them can be read without the others. The format, little endian:
/// <c>MTEBPACK</c>; number of lines, number of blocks, length and compressed length of the index (4 bytes each); per block
/// its length and compressed length (4 bytes each); the index; the blocks. Index and blocks are Brotli streams. The index holds
/// per line, in the order of the names' bytes, the block (2 bytes), offset and length in it (4 bytes each), the length of the
/// name (2 bytes) and the name in UTF-8.
/// </summary>
public static class Pack
{
    private const int BlockLength = 1 << 16;

    public static byte[] Write(IEnumerable<(string Name, byte[] Line)> lines)
    {
        var sorted = lines.Select(line => (Name: Encoding.UTF8.GetBytes(line.Name), line.Line))
            .OrderBy(line => line.Name, Comparer<byte[]>.Create((first, second) => first.AsSpan().SequenceCompareTo(second)))
            .ToList();
        var blocks = new List<MemoryStream>();
        using var index = new MemoryStream();
        using var writer = new BinaryWriter(index);
        foreach (var (name, line) in sorted)
        {
            if (blocks.Count == 0 || blocks[^1].Length + line.Length > BlockLength)
            {
                blocks.Add(new MemoryStream());
            }

            writer.Write(checked((ushort)(blocks.Count - 1)));
            writer.Write((int)blocks[^1].Length);
            writer.Write(line.Length);
            writer.Write(checked((ushort)name.Length));
            writer.Write(name);
            blocks[^1].Write(line);
        }

        writer.Flush();
        return Assemble(sorted.Count, index.ToArray(), [.. blocks.Select(block => block.ToArray())]);
    }

    private static byte[] Assemble(int count, byte[] index, List<byte[]> blocks)
    {
        var packedIndex = Compress(index);
        var packedBlocks = blocks.ConvertAll(Compress);
        using var output = new MemoryStream();
        using var writer = new BinaryWriter(output);
        writer.Write("MTEBPACK"u8);
        writer.Write(count);
        writer.Write(blocks.Count);
        writer.Write(index.Length);
        writer.Write(packedIndex.Length);
        for (var block = 0; block < blocks.Count; block++)
        {
            writer.Write(blocks[block].Length);
            writer.Write(packedBlocks[block].Length);
        }

        writer.Write(packedIndex);
        packedBlocks.ForEach(writer.Write);
        writer.Flush();
        return output.ToArray();
    }

    private static byte[] Compress(byte[] content)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        return BrotliEncoder.TryCompress(content, packed, out var length, quality: 9, window: 22)
            ? packed[..length]
            : throw new InvalidOperationException("A block does not fit its buffer.");
    }
}
