namespace Mteb.Schemas.JsonSchemas;

/// <summary>The JSON Schemas of this library, which it carries in itself.</summary>
public static class SchemaFiles
{
    private const string Folder = "schemas/";
    private const string End = ".v1.schema.json";

    /// <summary>Their names, in order: <c>task-result</c>, for example.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. typeof(SchemaFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(End, StringComparison.Ordinal))
        .Select(name => name[Folder.Length..^End.Length])
        .Order(StringComparer.Ordinal)];

    /// <summary>The text of a schema; null when there is none of that name.</summary>
    public static string? Read(string name)
    {
        if (!Names.Contains(name))
        {
            return null;
        }

        using var stream = typeof(SchemaFiles).Assembly.GetManifestResourceStream(Folder + name + End)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
