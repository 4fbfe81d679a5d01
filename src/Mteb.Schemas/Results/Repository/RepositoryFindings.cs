using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Results.Repository;

/// <summary>Collects what the checks find, by file.</summary>
internal sealed class RepositoryFindings
{
    private readonly SortedDictionary<string, (FileKind Kind, List<Diagnostic> Found)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RepositoryFix> _fixes = new(StringComparer.Ordinal);

    /// <summary>What was found, one report a file, in the order of their paths.</summary>
    public IReadOnlyList<FileReport> Reports =>
        [.. _files.Select(file => new FileReport(file.Key, file.Value.Kind, VerdictRules.Of(file.Value.Found), file.Value.Found))];

    /// <summary>The fixes, in the order of their paths.</summary>
    public IReadOnlyList<RepositoryFix> Fixes => [.. _fixes.Values.OrderBy(fix => fix.Path, StringComparer.Ordinal)];

    /// <summary>Notes that a file was looked at.</summary>
    public void Saw(string path, FileKind kind) => _files.TryAdd(path, (kind, []));

    /// <summary>Adds a finding about a file or folder.</summary>
    public void Add(string path, FileKind kind, Diagnostic diagnostic)
    {
        Saw(path, kind);
        _files[path].Found.Add(diagnostic);
    }

    /// <summary>Adds a fix. A file gets one a run: the next run sees what is left.</summary>
    public void Fix(RepositoryFix fix) => _fixes.TryAdd(fix.Path, fix);
}
