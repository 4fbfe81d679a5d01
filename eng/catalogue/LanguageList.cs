using System.Text;
using System.Text.Json;

namespace Mteb.CatalogueGenerator;

/// <summary>The languages and scripts that occur in the catalogue.</summary>
internal static class LanguageList
{
    /// <summary>Two lines: languages (and programming languages), then scripts; each in order, separated by spaces.</summary>
    public static byte[] Of(JsonElement tasks)
    {
        var codes = tasks.EnumerateArray().SelectMany(task => Codes(task.GetProperty("eval_langs"))).Select(code => code.Split('-', 2)).ToList();
        return Encoding.ASCII.GetBytes($"{Join(codes.Select(code => code[0]))}\n{Join(codes.Select(code => code[1]))}\n");

        static string Join(IEnumerable<string> words) => string.Join(' ', words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    // A list of codes, an object subset -> codes, or the abbreviation of all ordered pairs.
    private static IEnumerable<string> Codes(JsonElement languages) => languages.ValueKind == JsonValueKind.Array
        ? languages.EnumerateArray().Select(code => code.GetString()!.Replace('_', '-'))
        : languages.EnumerateObject().SelectMany(member => Codes(member.Value));
}
