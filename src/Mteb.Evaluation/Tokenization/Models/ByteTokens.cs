using System.Globalization;

namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>The tokens <c>&lt;0x00&gt;</c> to <c>&lt;0xFF&gt;</c> that stand for single bytes.</summary>
internal static class ByteTokens
{
    /// <summary>Their ids; <see cref="CodePointTrie.None"/> where there is none.</summary>
    public static int[] Find(Vocabulary vocabulary) =>
        [.. Enumerable.Range(0, 256).Select(value => vocabulary.IdOf(string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>")) ?? CodePointTrie.None)];

    /// <summary>Whether there is a token for each byte.</summary>
    public static bool HasAll(int[] ids, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (ids[value] == CodePointTrie.None)
            {
                return false;
            }
        }

        return true;
    }
}
