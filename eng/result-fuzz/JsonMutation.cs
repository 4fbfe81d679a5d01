using System.Text;
using Mteb.Schemas.Text;

namespace Mteb.ResultFuzz;

/// <summary>Changes a JSON document: its bytes, or its values and keys.</summary>
public static class JsonMutation
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "1", "1.0", "-1", "0.5", "56.4", "1e999", "-1e999", "1e-400", "NaN", "Infinity", "-Infinity", "123456789012345678901234567890",
        "\"\"", "\"nan\"", "\"0.5\"", "\"abc\"", "\"default\"", "\"test\"", "\"eng-Latn\"", "\"2.0.0-2.1.0\"", "\"1.0.2\"", "\"1.12.0\"", "\"2026-07-15\"", "1772021192960",
        "\"\\ud800\"", "\"\\u00e9\\n\\\"\"", "\"😀 é\"", "\"a0d554a64d88156834ff5ae9920b964011b16384\"", "[]", "{}", "[[]]", "{\"a\": {\"a\": []}}", "[null, 1, \"x\"]",
        "{\"main_score\": 0.5, \"hf_subset\": \"default\", \"languages\": [\"eng-Latn\"]}", "{\"ap\": 0.5}", "\"STS12\"", "\"Nope\"",
    ];

    private static readonly string[] Keys =
    [
        "dataset_revision", "task_name", "mteb_version", "scores", "evaluation_time", "kg_co2_emissions", "date", "evaluation_phases", "mteb_dataset_name",
        "test", "validation", "main_score", "hf_subset", "languages", "default", "max", "cos_sim", "v_measures", "name", "revision", "😀", "", "a\\tb",
    ];

    private static readonly string[] Bytes =
    [
        "\uFEFF", "\r\n", "\r", "\t", "\u2028", "😀", "\0", ",", ":", "{", "}", "[", "]", "\"", "\\", "\\u", "\\ud83d", "//", "'", "+", ".", "e", "0", "-", "NaN", "nul", "<<<<<<< HEAD\n",
    ];

    /// <summary>Makes a variant: one change, now and then up to four; most of them of values.</summary>
    /// <param name="utf8">A JSON document.</param>
    /// <param name="random">Chooses.</param>
    public static byte[] Mutate(byte[] utf8, Random random)
    {
        for (var count = random.Next(3) > 0 ? 1 : 2 + random.Next(3); count > 0; count--)
        {
            utf8 = random.Next(6) > 0 && JsonValue.Parse(utf8, out _) is { } root ? MutateTree(utf8, root, random) : MutateBytes(utf8, random);
        }

        return utf8;
    }

    private static byte[] MutateTree(byte[] utf8, JsonValue root, Random random)
    {
        var nodes = new List<(JsonValue Value, JsonMember? Member)>();
        Collect(root, null, nodes, random);
        var (value, member) = nodes[random.Next(nodes.Count)];
        switch (random.Next(member is null ? 3 : 7))
        {
            case 0 or 1:
                return Splice(utf8, value.Start, value.End, Values[random.Next(Values.Length)]);
            case 2:
                var other = nodes[random.Next(nodes.Count)].Value;
                return Splice(utf8, value.Start, value.End, Encoding.UTF8.GetString(other.Raw));
            case 3:
                return Splice(utf8, member!.Start, value.Start, $"\"{Keys[random.Next(Keys.Length)]}\": ");
            case 4:
                return Splice(utf8, member!.Start, member.Start, $"\"{Keys[random.Next(Keys.Length)]}\":\r\n\t{Values[random.Next(Values.Length)]}, ");
            case 5:
                return Splice(utf8, member!.Start, member.Start, Encoding.UTF8.GetString(utf8.AsSpan(member.Start, value.End - member.Start)) + ",");
            default:
                return Splice(utf8, member!.Start, value.End, "\"x\": 1");
        }
    }

    // Lists of a thousand entries would drown everything else: of each, a few items are looked at.
    private static void Collect(JsonValue value, JsonMember? member, List<(JsonValue Value, JsonMember? Member)> nodes, Random random)
    {
        const int Few = 4;
        nodes.Add((value, member));
        foreach (var inner in value.Members.Count <= 4 * Few ? value.Members : Enumerable.Range(0, 4 * Few).Select(_ => value.Members[random.Next(value.Members.Count)]))
        {
            Collect(inner.Value, inner, nodes, random);
        }

        foreach (var item in value.Items.Count <= Few ? value.Items : Enumerable.Range(0, Few).Select(_ => value.Items[random.Next(value.Items.Count)]))
        {
            Collect(item, null, nodes, random);
        }
    }

    private static byte[] MutateBytes(byte[] utf8, Random random)
    {
        var at = random.Next(utf8.Length + 1);
        var end = Math.Min(utf8.Length, at + 1 + random.Next(random.Next(8) == 0 ? 200 : 4));
        switch (random.Next(8))
        {
            case 0:
                return utf8[..at];
            case 1:
                return [.. utf8[..at], .. utf8[end..]];
            case 2:
                return [.. utf8[..end], .. utf8[at..]];
            case 3 when at < utf8.Length:
                byte[] flipped = [.. utf8];
                flipped[at] = (byte)random.Next(256);
                return flipped;
            case 4:
                var depth = random.Next(2) == 0 ? 510 + random.Next(6) : random.Next(2000);
                return [.. utf8[..at], .. Encoding.ASCII.GetBytes(new string(random.Next(2) == 0 ? '[' : '{', depth)), .. utf8[at..]];
            default:
                return Splice(utf8, at, at, Bytes[random.Next(Bytes.Length)]);
        }
    }

    private static byte[] Splice(byte[] utf8, int start, int end, string text) => [.. utf8.AsSpan(0, start), .. Encoding.UTF8.GetBytes(text), .. utf8.AsSpan(end)];
}
