using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>Names the folder of a run with arguments of its own, as mteb does.</summary>
public static class ExperimentName
{
    private const int MaxLength = 200;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>:\"|?*\\/\0");

    /// <summary>
    /// Keys in order, <c>key_value</c> joined by <c>__</c>. Null and empty arguments do not count. A name that is too long, or
    /// holds what a file system refuses, becomes <c>exp_</c> and the first 16 digits of its SHA-256.
    /// </summary>
    /// <param name="arguments">The arguments; null for the plain model.</param>
    /// <returns>The folder name; null when no argument counts.</returns>
    public static string? Of(JsonObject? arguments)
    {
        var parts = (arguments ?? []).Where(argument => Counts(argument.Value))
            .OrderBy(argument => argument.Key, CodePointOrder.Comparer)
            .Select(argument => $"{argument.Key}_{Describe(argument.Value)}")
            .ToList();
        if (parts.Count == 0)
        {
            return null;
        }

        var name = string.Join("__", parts);
        return name.EnumerateRunes().Count() > MaxLength || name.AsSpan().ContainsAny(Forbidden)
            ? "exp_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16]
            : name;
    }

    private static bool Counts(JsonNode? value) => value switch
    {
        null => false,
        JsonArray list => list.Count > 0,
        JsonObject mapping => mapping.Count > 0,
        _ => value.GetValueKind() != JsonValueKind.String || value.GetValue<string>().Length > 0,
    };

    private static string Describe(JsonNode? value) => value switch
    {
        null => "None",
        JsonArray list => $"[{string.Join(',', list.Select(Describe))}]",
        JsonObject mapping => "{" + string.Join(',', mapping.OrderBy(member => member.Key, CodePointOrder.Comparer)
            .Select(member => $"{member.Key}:{Describe(member.Value)}")) + "}",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.String => Clean(value.GetValue<string>()),
            _ => DescribeNumber(value.ToJsonString()),
        },
    };

    private static string DescribeNumber(string json) => json.AsSpan().ContainsAny('.', 'e', 'E')
        ? PythonFloat.Repr(double.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture))
        : json;

    private static string Clean(string text) =>
        string.Create(text.Length, text, static (clean, text) => text.AsSpan().ReplaceAny(clean, Forbidden, '_'));
}
