using System.Globalization;
using System.Text;

namespace Mteb.Schemas.Text;

/// <summary>
/// Shows how one text became another, in the unified format that <c>patch</c> reads. Lines are matched at the ends and at
/// lines that both texts have exactly once, which takes little time whatever the texts are.
/// </summary>
public static class LineDifference
{
    private const int Context = 3;

    /// <summary>The difference; empty when there is none.</summary>
    /// <param name="path">The name that stands at the head.</param>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    public static string Show(string path, string before, string after)
    {
        if (before == after)
        {
            return "";
        }

        var (old, now) = (Lines(before), Lines(after));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--- {path}\n+++ {path}\n");
        foreach (var hunk in Hunks(Edits(Match(old, now), old.Length, now.Length)))
        {
            Append(text, hunk, old, now);
        }

        return text.ToString();
    }

    // A line keeps its line feed, so that a missing one at the end is a difference.
    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var feed = text.IndexOf('\n', at);
            var end = feed < 0 ? text.Length : feed + 1;
            lines.Add(text[at..end]);
            at = end;
        }

        return [.. lines];
    }

    /// <summary>For every old line the new line that it is; -1 when it is gone.</summary>
    private static int[] Match(string[] old, string[] now)
    {
        var matches = new int[old.Length];
        Array.Fill(matches, -1);
        var open = new Stack<Part>([new Part(0, old.Length, 0, now.Length)]);
        while (open.TryPop(out var part))
        {
            var (start, end, nowStart, nowEnd) = part;
            while (start < end && nowStart < nowEnd && old[start] == now[nowStart])
            {
                matches[start++] = nowStart++;
            }

            while (start < end && nowStart < nowEnd && old[end - 1] == now[nowEnd - 1])
            {
                matches[--end] = --nowEnd;
            }

            var anchors = Anchors(old, now, new Part(start, end, nowStart, nowEnd));
            foreach (var (line, nowLine) in anchors)
            {
                open.Push(new Part(start, line, nowStart, nowLine));
                matches[line] = nowLine;
                (start, nowStart) = (line + 1, nowLine + 1);
            }

            if (anchors.Count > 0)
            {
                open.Push(new Part(start, end, nowStart, nowEnd));
            }
        }

        return matches;
    }

    /// <summary>The longest run, in order, of lines that stand once on either side.</summary>
    private static List<(int Old, int Now)> Anchors(string[] old, string[] now, Part part)
    {
        var places = new Dictionary<string, (int OldCount, int Old, int NowCount, int Now)>(StringComparer.Ordinal);
        for (var line = part.Start; line < part.End; line++)
        {
            places[old[line]] = places.TryGetValue(old[line], out var known) ? known with { OldCount = known.OldCount + 1 } : (1, line, 0, 0);
        }

        for (var line = part.NowStart; line < part.NowEnd; line++)
        {
            if (places.TryGetValue(now[line], out var known))
            {
                places[now[line]] = known with { NowCount = known.NowCount + 1, Now = line };
            }
        }

        var pairs = places.Values.Where(place => place is { OldCount: 1, NowCount: 1 }).Select(place => (place.Old, place.Now)).OrderBy(pair => pair.Old).ToList();
        return Increasing(pairs);
    }

    /// <summary>The longest increasing subsequence of the new lines, by piles of cards.</summary>
    private static List<(int Old, int Now)> Increasing(List<(int Old, int Now)> pairs)
    {
        var tops = new List<int>();
        var before = new int[pairs.Count];
        for (var index = 0; index < pairs.Count; index++)
        {
            var (low, high) = (0, tops.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[tops[middle]].Now < pairs[index].Now ? (middle + 1, high) : (low, middle);
            }

            before[index] = low == 0 ? -1 : tops[low - 1];
            if (low == tops.Count)
            {
                tops.Add(index);
            }
            else
            {
                tops[low] = index;
            }
        }

        var run = new List<(int, int)>();
        for (var index = tops.Count == 0 ? -1 : tops[^1]; index >= 0; index = before[index])
        {
            run.Add(pairs[index]);
        }

        run.Reverse();
        return run;
    }

    /// <summary>Every line once, in order: its number before, after, or both.</summary>
    private static List<(int? Old, int? Now)> Edits(int[] matches, int oldCount, int nowCount)
    {
        var edits = new List<(int?, int?)>();
        var next = 0;
        for (var line = 0; line < oldCount; line++)
        {
            if (matches[line] < 0)
            {
                edits.Add((line, null));
                continue;
            }

            while (next < matches[line])
            {
                edits.Add((null, next++));
            }

            edits.Add((line, next++));
        }

        while (next < nowCount)
        {
            edits.Add((null, next++));
        }

        return edits;
    }

    /// <summary>Runs of edits with the lines around them.</summary>
    private static IEnumerable<List<(int? Old, int? Now)>> Hunks(List<(int? Old, int? Now)> edits)
    {
        var changes = Enumerable.Range(0, edits.Count).Where(index => edits[index].Old is null || edits[index].Now is null).ToList();
        for (var first = 0; first < changes.Count;)
        {
            var last = first;
            while (last + 1 < changes.Count && changes[last + 1] - changes[last] <= 2 * Context)
            {
                last++;
            }

            var (start, end) = (Math.Max(0, changes[first] - Context), Math.Min(edits.Count, changes[last] + Context + 1));
            yield return edits[start..end];
            first = last + 1;
        }
    }

    private static void Append(StringBuilder text, List<(int? Old, int? Now)> hunk, string[] old, string[] now)
    {
        text.Append(CultureInfo.InvariantCulture, $"@@ -{Place([.. hunk.Select(edit => edit.Old).OfType<int>()])} +{Place([.. hunk.Select(edit => edit.Now).OfType<int>()])} @@\n");
        foreach (var (oldLine, nowLine) in hunk)
        {
            var line = oldLine is { } number ? old[number] : now[nowLine!.Value];
            text.Append(oldLine is null ? '+' : nowLine is null ? '-' : ' ').Append(line);
            if (!line.EndsWith('\n'))
            {
                text.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    private static string Place(List<int> lines) => lines.Count == 0
        ? "0,0"
        : string.Create(CultureInfo.InvariantCulture, $"{lines[0] + 1},{lines.Count}");

    /// <summary>Lines of both texts that are still to be matched.</summary>
    private readonly record struct Part(int Start, int End, int NowStart, int NowEnd);
}
