using Mteb.Schemas.Diagnostics;

namespace Mteb.Tool.Commands;

/// <summary>Reads the <c>.editorconfig</c> files that concern some files.</summary>
internal static class EditorConfigFiles
{
    private const string Name = ".editorconfig";

    /// <summary>The severities that they give.</summary>
    /// <param name="files">Full paths of the files that are looked at.</param>
    public static SeverityRules Read(IEnumerable<string> files)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            for (var folder = Path.GetDirectoryName(file); folder is not null && folders.Add(folder); folder = Path.GetDirectoryName(folder))
            {
            }
        }

        return SeverityRules.Read(folders
            .Order(StringComparer.Ordinal)
            .Select(folder => (Folder: folder, File: Path.Combine(folder, Name)))
            .Where(place => File.Exists(place.File))
            .Select(place => (place.Folder, File.ReadAllText(place.File))));
    }
}
