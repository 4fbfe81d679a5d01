using System.Text;
using System.Text.RegularExpressions;

namespace Mteb.CardFuzz;

/// <summary>Rewrites a card into one that an author could have written too: other styles, endings, comments, anchors.</summary>
public static partial class CardMutation
{
    private static readonly string[] Snippets =
    [
        "x_flow: {a: [1, 2,], b: 'it''s', c: {d: e}}  # flow",
        "x_list: [one, \"two\", 'three' ]",
        "x_lines: [\n  one,  # first\n  two,\n  ]",
        "x_literal: |\n  first\n    second\n\n  # not a comment",
        "x_keep: |+\n  kept\n\n",
        "x_strip: >-\n  folded\n  text",
        "x_anchor: &shared [a, b]\nx_alias: *shared",
        "x_named: &name plain\nx_again: *name",
        "x_loose: &loose value",
        "x_null:\nx_tilde: ~  # nothing",
        "x_nested:\n    deep:\n        deeper: 1\n        # inside\n        other: [x]\n    last: 'z'",
        "x_maps:\n- a: 1\n  b: 2\n- c: 3\n  # between\n  d: 4\n-\n  e: 5",
        "x_items:\n  - one\n\n  # apart\n  -   two\n  - - inner\n    - more",
        "x_traps: [no, 1.10, 0o14, 12:30, 2024-01-01, ~, 'no']",
        "x_multi: first line\n  second line\n  third",
        "x_quoted: \"a\\\n  b \\u00e9\"",
        "? x_explicit\n: value",
        "x_unicode: é😀 – “ü”   ",
        "\"x quoted key\": 1",
        "x_tag: !!str 12",
        "x_empty: []\nx_void: {}",
        "x_dates: 2024-01-01\nx_no: no",
    ];

    /// <summary>Makes a variant.</summary>
    /// <param name="card">A card with LF or CRLF line breaks, without byte order mark.</param>
    /// <param name="random">Chooses.</param>
    public static byte[] Mutate(string card, Random random)
    {
        var lines = card.ReplaceLineEndings("\n").Split('\n').ToList();
        var close = lines.Count > 0 && lines[0] == "---" ? lines.IndexOf("---", 1) : -1;
        if (close > 0 && random.Next(12) == 0)
        {
            lines.RemoveRange(0, close + 1);
        }
        else if (close > 0 && random.Next(12) == 0)
        {
            lines.RemoveRange(1, close - 1);
            lines.InsertRange(1, random.Next(2) == 0 ? ["# nothing but a comment"] : [""]);
        }
        else if (close > 0)
        {
            var yaml = lines.GetRange(1, close - 1);
            MutateYaml(yaml, random);
            lines.RemoveRange(1, close - 1);
            lines.InsertRange(1, yaml);
        }

        return Encode(lines, random);
    }

    private static void MutateYaml(List<string> lines, Random random)
    {
        var used = new HashSet<int>();
        for (var count = random.Next(7); count > 0; count--)
        {
            var keys = Enumerable.Range(0, lines.Count).Where(index => TopKey().IsMatch(lines[index])).Append(lines.Count).ToList();
            var place = keys[random.Next(keys.Count)];
            switch (random.Next(8))
            {
                case 0 or 1 or 2:
                    var snippet = random.Next(Snippets.Length);
                    if (used.Add(snippet))
                    {
                        lines.InsertRange(place, Snippets[snippet].Split('\n'));
                    }

                    break;
                case 3:
                    lines.Insert(place, random.Next(2) == 0 ? "# a note: é😀" : "   # indented note");
                    break;
                case 4:
                    lines.Insert(place, random.Next(2) == 0 ? "" : "  ");
                    break;
                case 5:
                    Restyle(lines, place, random);
                    break;
                case 6:
                    IndentList(lines, place, random);
                    break;
                default:
                    ToFlow(lines, place, random);
                    break;
            }
        }

        if (random.Next(10) == 0 && !lines.Any(line => line.StartsWith("model-index", StringComparison.Ordinal)))
        {
            lines.AddRange(ModelIndex(random));
        }
    }

    private static void Restyle(List<string> lines, int place, Random random)
    {
        if (place < lines.Count && SimpleEntry().Match(lines[place]) is { Success: true } match)
        {
            var (key, value) = (match.Groups[1].Value, match.Groups[2].Value);
            lines[place] = random.Next(4) switch
            {
                0 => $"{key}: \"{value}\"",
                1 => $"{key}:   '{value}'   # why",
                2 => $"{key}: {value}  # why",
                _ => $"{key} : {value}  ",
            };
        }
    }

    private static void IndentList(List<string> lines, int place, Random random)
    {
        var blanks = new string(' ', 1 + random.Next(4));
        for (var index = place + 1; index < lines.Count && lines[index].StartsWith("- ", StringComparison.Ordinal) && SimpleItem().IsMatch(lines[index]); index++)
        {
            lines[index] = blanks + lines[index];
        }

        // Half a list indented is no list: indent all of it or none.
        var rest = place + 1;
        while (rest < lines.Count && lines[rest].StartsWith(blanks + "- ", StringComparison.Ordinal))
        {
            rest++;
        }

        if (rest < lines.Count && lines[rest].StartsWith('-'))
        {
            for (var index = place + 1; index < rest; index++)
            {
                lines[index] = lines[index][blanks.Length..];
            }
        }
    }

    private static void ToFlow(List<string> lines, int place, Random random)
    {
        var end = place + 1;
        while (end < lines.Count && SimpleItem().IsMatch(lines[end]))
        {
            end++;
        }

        if (end == place + 1 || place >= lines.Count || !BareKey().IsMatch(lines[place]) || (end < lines.Count && !TopKey().IsMatch(lines[end])))
        {
            return;
        }

        var items = lines.GetRange(place + 1, end - place - 1).Select(line => line[2..].Trim()).ToList();
        lines.RemoveRange(place + 1, end - place - 1);
        lines[place] = lines[place].TrimEnd() + " " + random.Next(3) switch
        {
            0 => $"[{string.Join(", ", items)}]",
            1 => $"[ {string.Join(" , ", items)} , ]  # flow",
            _ => $"[{string.Join(",\n  ", items)}\n  ]",
        };
    }

    private static IEnumerable<string> ModelIndex(Random random)
    {
        yield return "model-index:";
        yield return "- name: made-up";
        yield return "  results:";
        for (var count = 5 + random.Next(random.Next(4) == 0 ? 300 : 20); count > 0; count--)
        {
            yield return "  - task:";
            yield return "      type: STS";
            yield return "    dataset:";
            yield return "      type: org/data";
            yield return $"      name: MTEB Made{count}";
            yield return "      config: default";
            yield return "      split: test";
            yield return "    metrics:";
            yield return "    - type: main_score";
            yield return $"      value: {count}.{random.Next(1000)}";
        }
    }

    private static byte[] Encode(List<string> lines, Random random)
    {
        var endings = random.Next(8) switch { 0 or 1 or 2 => "\n", 3 or 4 or 5 => "\r\n", 6 => null, _ => random.Next(4) == 0 ? "\r" : "\n" };
        var text = new StringBuilder();
        foreach (var line in string.Join('\n', lines).Split('\n'))
        {
            text.Append(line).Append(endings ?? (random.Next(2) == 0 ? "\n" : "\r\n"));
        }

        // The join above ended the last line once too often.
        var whole = text.ToString();
        whole = whole[..(whole.EndsWith("\r\n", StringComparison.Ordinal) ? ^2 : ^1)];
        if (random.Next(4) == 0)
        {
            whole = whole.TrimEnd('\r', '\n');
        }

        var bytes = Encoding.UTF8.GetBytes(whole);
        return random.Next(4) == 0 ? [0xEF, 0xBB, 0xBF, .. bytes] : bytes;
    }

    [GeneratedRegex("""^[A-Za-z_][\w-]*:""")]
    private static partial Regex TopKey();

    [GeneratedRegex("""^[A-Za-z_][\w-]*:\s*$""")]
    private static partial Regex BareKey();

    [GeneratedRegex("""^([a-z_]+): ([A-Za-z][A-Za-z0-9./-]*)$""")]
    private static partial Regex SimpleEntry();

    [GeneratedRegex("""^- [A-Za-z0-9][\w./-]*\s*$""")]
    private static partial Regex SimpleItem();
}
