using System.Text.RegularExpressions;

namespace Mteb.Architecture.Tests;

/// <summary>Which of some sibling folders refers to which.</summary>
internal sealed class FolderGraph
{
    private readonly Dictionary<string, HashSet<string>> _edges = [];

    /// <summary>The graph of the folders below one folder.</summary>
    /// <param name="project">The project, whose name is the root namespace.</param>
    /// <param name="parent">The folder, below the project.</param>
    /// <param name="files">Files in its subfolders.</param>
    /// <param name="level">How many folders lie above the siblings.</param>
    public static FolderGraph Of(string project, string parent, IReadOnlyList<SourceFile> files, int level)
    {
        var graph = new FolderGraph();
        var root = parent.Length == 0 ? project : $"{project}.{parent.Replace('/', '.')}";
        var siblings = files.Select(file => file.Folders[level]).Distinct().ToList();
        foreach (var sibling in siblings)
        {
            graph._edges[sibling] = [];
        }

        foreach (var file in files)
        {
            var own = file.Folders[level];
            foreach (var other in siblings.Where(sibling => sibling != own && RefersTo(file, root, sibling)))
            {
                graph._edges[own].Add(other);
            }
        }

        return graph;
    }

    /// <summary>The folders of a circle, in order; null when there is none.</summary>
    public string? FindCircle()
    {
        var finished = new HashSet<string>();
        foreach (var start in _edges.Keys)
        {
            if (Visit(start, [], finished) is { } circle)
            {
                return circle;
            }
        }

        return null;
    }

    private static bool RefersTo(SourceFile file, string root, string sibling) =>
        file.Usings.Any(name => name == $"{root}.{sibling}" || name.StartsWith($"{root}.{sibling}.", StringComparison.Ordinal))
        || Regex.IsMatch(file.Code, $@"(?<![\w.]){Regex.Escape(root)}\.{sibling}\b(?!\s*;)")
        || Regex.IsMatch(file.Code, $@"(?<![\w.""]){sibling}\.[A-Z]\w*\s*[.(<]");

    private string? Visit(string folder, List<string> path, HashSet<string> finished)
    {
        if (path.Contains(folder))
        {
            return string.Join(" -> ", path.SkipWhile(step => step != folder).Append(folder));
        }

        if (!finished.Contains(folder))
        {
            path.Add(folder);
            foreach (var next in _edges[folder])
            {
                if (Visit(next, path, finished) is { } circle)
                {
                    return circle;
                }
            }

            path.RemoveAt(path.Count - 1);
            finished.Add(folder);
        }

        return null;
    }
}
