namespace Mteb.Schemas.Models;

/// <summary>Paths that a model's files contain: they must stay inside the model folder.</summary>
internal static class RelativePath
{
    /// <summary>
    /// The path with forward slashes and without <c>.</c> and empty parts; null when it is absolute or climbs out of the folder.
    /// </summary>
    /// <param name="path">As the file has it; both kinds of slash separate.</param>
    public static string? Inside(string path)
    {
        var parts = new List<string>();
        if (path.StartsWith('/') || path.StartsWith('\\') || path.Contains(':', StringComparison.Ordinal) || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var part in path.Split('/', '\\'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
                continue;
            }

            parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
