using System.Text;
using System.Text.Json;

namespace Mteb.Schemas.Tests.Results.Validation;

/// <summary>Single edits of one good file, and what mteb 2.26.24 does with each: the files in <c>Acceptance</c>.</summary>
public sealed record AcceptanceCase(string Name, byte[] Edited, bool IsAccepted, string Answer)
{
    /// <summary>Edits of a task result. They are edits of text, so that they can break the form too.</summary>
    public static IReadOnlyList<AcceptanceCase> OfResults { get; } = Read("results.json", EditText);

    /// <summary>Edits of <c>model_meta.json</c>: a field is removed, or gets a value.</summary>
    public static IReadOnlyList<AcceptanceCase> OfModelMeta { get; } = Read("model-meta.json", EditField);

    private static AcceptanceCase[] Read(string file, Func<JsonElement, JsonElement, byte[]> edit)
    {
        var data = Goldens.Parse(Repository.At("tests/Mteb.Schemas.Tests/Results/Validation/Acceptance/" + file));
        var good = data.GetProperty("base");
        return
        [
            .. data.GetProperty("cases").EnumerateArray().Select(item => new AcceptanceCase(
                item.GetProperty("case").GetString()!,
                edit(good, item.GetProperty("edit")),
                item.GetProperty("mteb").GetString() == "accepts",
                item.GetProperty("answer").GetString()!)),
        ];
    }

    private static byte[] EditText(JsonElement good, JsonElement edit)
    {
        var text = Text(edit, "document") ?? good.GetString()!;
        if (edit.TryGetProperty("replace", out var pairs))
        {
            foreach (var pair in pairs.EnumerateArray())
            {
                var (old, replacement) = (pair[0].GetString()!, pair[1].GetString()!);
                text.Split(old).Should().HaveCount(2, $"'{old}' must stand in the good file once");
                text = text.Replace(old, replacement, StringComparison.Ordinal);
            }
        }

        text = edit.TryGetProperty("cut", out var length) ? text[..length.GetInt32()] : text;
        var encoding = Text(edit, "encoding") switch
        {
            "utf-16" => Encoding.Unicode,
            "latin1" => Encoding.Latin1,
            _ => Encoding.UTF8,
        };
        return encoding.GetBytes(Text(edit, "prefix") + text + Text(edit, "suffix"));
    }

    private static byte[] EditField(JsonElement good, JsonElement edit)
    {
        var (removed, set, added) = (Text(edit, "remove"), Text(edit, "set"), Text(edit, "add"));
        var names = good.EnumerateObject().Select(field => field.Name).ToList();
        new[] { removed, set }.OfType<string>().Should().BeSubsetOf(names);
        var fields = good.EnumerateObject()
            .Where(field => field.Name != removed)
            .Select(field => $"\"{field.Name}\": {(field.Name == set ? Text(edit, "value") : field.Value.GetRawText())}")
            .Concat(added is null ? [] : [$"\"{added}\": {Text(edit, "value")}"]);
        return Encoding.UTF8.GetBytes("{" + string.Join(", ", fields) + "}");
    }

    private static string? Text(JsonElement edit, string name) => edit.TryGetProperty(name, out var value) ? value.GetString() : null;
}
