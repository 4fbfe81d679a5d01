using System.Globalization;

namespace Mteb.UnicodeTables;

/// <summary>Reads combining-classes.txt: code point to canonical combining class, zero left out.</summary>
internal static class CombiningClasses
{
    public static SortedDictionary<int, int> Read(string path)
    {
        var classes = new SortedDictionary<int, int>();
        foreach (var line in File.ReadLines(path).Where(line => !line.StartsWith('#')))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = int.Parse(line[..colon], CultureInfo.InvariantCulture);
            foreach (var range in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var ends = range.Split('-').Select(end => int.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
                for (var codePoint = ends[0]; codePoint <= ends[^1]; codePoint++)
                {
                    classes.Add(codePoint, value);
                }
            }
        }

        return classes;
    }
}
