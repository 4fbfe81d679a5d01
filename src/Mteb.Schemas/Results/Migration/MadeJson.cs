using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Migration;

/// <summary>JSON values that stand in no file.</summary>
internal static class MadeJson
{
    /// <summary>JSON's null.</summary>
    public static readonly JsonValue Null = Make(writer => writer.Null());

    /// <summary>Text.</summary>
    public static JsonValue Text(string value) => Make(writer => writer.Text(value));

    /// <summary>A list of texts.</summary>
    public static JsonValue Texts(IReadOnlyList<string> values) => Make(writer => writer.Texts(values));

    /// <summary>A float.</summary>
    public static JsonValue Number(double value) => Make(writer => writer.Number(value));

    private static JsonValue Make(Action<PythonJsonWriter> write)
    {
        var writer = new PythonJsonWriter(indent: null);
        write(writer);
        return JsonValue.Parse(writer.Written.ToArray(), out _)!;
    }
}
