namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>
/// Reads embedded sets of code points: count of sets, then per set its name, the count of ranges and per range the distance from
/// the end of the one before and the length.
/// </summary>
internal static class RangeSets
{
    /// <summary>The sets of a table: first, last, first, last and so on.</summary>
    /// <param name="table">The file name of the table.</param>
    public static Dictionary<string, int[]> Read(string table)
    {
        using var reader = new BinaryReader(new MemoryStream(EmbeddedTable.Read(table)));
        var sets = new Dictionary<string, int[]>(StringComparer.Ordinal);
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--)
        {
            var name = reader.ReadString();
            var ranges = new int[2 * reader.Read7BitEncodedInt()];
            var end = 0;
            for (var i = 0; i < ranges.Length; i += 2)
            {
                ranges[i] = end + reader.Read7BitEncodedInt();
                end = ranges[i] + reader.Read7BitEncodedInt();
                ranges[i + 1] = end - 1;
            }

            sets.Add(name, ranges);
        }

        return sets;
    }
}
