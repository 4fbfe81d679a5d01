using System.Text;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.JsonSchemas;

/// <summary>Changes the bytes of a document at random: values, keys, and now and then a byte.</summary>
internal sealed class ByteMutation(Random random)
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "0.5", "1e999", "-1e999", "4e20", "NaN", "Infinity", "-Infinity", "123456789012345678901234567890", "1772021192960", "-5",
        "\"\"", "\"x\"", "\"12.5\"", "\" 1e5 \"", "\"+.5\"", "\"1.\"", "\"nan\"", "\"-inf\"", "\"0x10\"", "\"1,5\"", "\"2.0.0\"", "\"2026-07-15\"", "\"2026-07-15T01:23:56Z\"",
        "\"2026-07-15T01:23:56.5+02:00\"", "\"15/07/2026\"", "\"2026-13-01\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\\ud83d\\ude00\"", "\"\U0001F600\"",
        "[]", "[null]", "[1]", "[\"eng-Latn\"]", "[[]]", "[{}]", "{}", "{\"x\": 1}", "{\"x\": []}", "{\"\\ud800\": []}",
        "[{\"main_score\": null, \"hf_subset\": \"\", \"languages\": []}]", "[{\"name\": \"a\", \"start\": 0, \"end\": \"1\", \"split\": \"s\", \"subset\": \"d\"}]",
    ];

    private static readonly string[] Keys =
    [
        "dataset_revision", "task_name", "mteb_version", "scores", "evaluation_time", "kg_co2_emissions", "date", "evaluation_phases", "main_score", "hf_subset", "languages",
        "name", "start", "end", "split", "subset", "mteb_dataset_name", "zz", "\\u0074est",
    ];

    /// <summary>The document after one or two changes.</summary>
    public byte[] Of(byte[] document)
    {
        var changed = document;
        for (var count = random.Next(1, 3); count > 0; count--)
        {
            changed = Once(changed);
        }

        return changed;
    }

    private byte[] Once(byte[] document)
    {
        if (JsonValue.Parse(document, out _) is not { } root || random.Next(40) == 0)
        {
            return Splice(document, random.Next(document.Length), 1, random.Next(2) == 0 ? "" : ((char)random.Next(' ', '~')).ToString());
        }

        var values = new List<JsonValue>();
        var members = new List<JsonMember>();
        Collect(root, values, members);
        if (random.Next(3) > 0 || members.Count == 0)
        {
            var value = values[random.Next(values.Count)];
            return Splice(document, value.Start, value.End - value.Start, Values[random.Next(Values.Length)]);
        }

        var member = members[random.Next(members.Count)];
        var key = document.AsSpan(member.Start, member.Value.Start - member.Start).LastIndexOf((byte)'"') + 1;
        return Splice(document, member.Start, key, $"\"{Keys[random.Next(Keys.Length)]}\"");
    }

    private static void Collect(JsonValue value, List<JsonValue> values, List<JsonMember> members)
    {
        values.Add(value);
        foreach (var member in value.Members)
        {
            members.Add(member);
            Collect(member.Value, values, members);
        }

        foreach (var item in value.Items)
        {
            Collect(item, values, members);
        }
    }

    private static byte[] Splice(byte[] document, int start, int length, string replacement) =>
        [.. document[..start], .. Encoding.UTF8.GetBytes(replacement), .. document[(start + length)..]];
}
