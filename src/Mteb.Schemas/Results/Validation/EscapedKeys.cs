using System.Text;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Finds keys that stand twice in an object and are written in two ways, once with escapes. Hardly any file has such keys.</summary>
internal static class EscapedKeys
{
    /// <summary>Looks through a document.</summary>
    public static void Check(ReadOnlySpan<byte> utf8, FindingList findings) => Check(JsonValue.Parse(utf8.ToArray(), out _)!, utf8, findings);

    private static void Check(JsonValue value, ReadOnlySpan<byte> utf8, FindingList findings)
    {
        var seen = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var member in value.Members)
        {
            // What is written in the same way was found before.
            var writings = seen.TryGetValue(member.Name, out var known) ? known : seen[member.Name] = new HashSet<string>(StringComparer.Ordinal);
            if (writings.Add(Written(utf8, member)) && writings.Count > 1)
            {
                findings.AddRepeatedKey(member.Name, member.Start);
            }

            Check(member.Value, utf8, findings);
        }

        foreach (var item in value.Items)
        {
            Check(item, utf8, findings);
        }
    }

    private static string Written(ReadOnlySpan<byte> utf8, JsonMember member)
    {
        var between = utf8[member.Start..member.Value.Start];
        return Encoding.UTF8.GetString(between[..(between.LastIndexOf((byte)'"') + 1)]);
    }
}
