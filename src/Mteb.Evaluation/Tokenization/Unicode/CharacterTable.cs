using System.Buffers.Binary;

namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>
/// The classes of every code point, from the embedded <c>character-classes.bin</c> (written by <c>eng/unicode</c>). A table
/// of two stages: the block of every 128 code points, and in it the number of a combination of classes.
/// </summary>
internal static class CharacterTable
{
    private const int BlockBits = 7;
    private const int BlockCount = 0x110000 >> BlockBits;

    private static readonly CharacterClass[] Combinations;
    private static readonly ushort[] Blocks;
    private static readonly byte[] Members;

#pragma warning disable CA1810 // The three fields come from one resource.
    static CharacterTable()
    {
        ReadOnlySpan<byte> data = EmbeddedTable.Read("character-classes.bin");
        Combinations = new CharacterClass[data[0]];
        data = data[1..];
        for (var i = 0; i < Combinations.Length; i++)
        {
            Combinations[i] = (CharacterClass)BinaryPrimitives.ReadUInt64LittleEndian(data[(8 * i)..]);
        }

        data = data[(8 * Combinations.Length + 2)..];
        Blocks = new ushort[BlockCount];
        for (var i = 0; i < Blocks.Length; i++)
        {
            Blocks[i] = BinaryPrimitives.ReadUInt16LittleEndian(data[(2 * i)..]);
        }

        Members = data[(2 * BlockCount)..].ToArray();
    }
#pragma warning restore CA1810

    /// <summary>All classes of a code point.</summary>
    /// <param name="codePoint">From 0 to 0x10FFFF.</param>
    public static CharacterClass Of(int codePoint) =>
        Combinations[Members[(Blocks[codePoint >> BlockBits] << BlockBits) | (codePoint & ((1 << BlockBits) - 1))]];

    /// <summary>Whether a code point is in one of the classes, at least.</summary>
    public static bool Is(int codePoint, CharacterClass classes) => (Of(codePoint) & classes) != 0;
}
