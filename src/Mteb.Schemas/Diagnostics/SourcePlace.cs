namespace Mteb.Schemas.Diagnostics;

/// <summary>Where in the user's files a problem lies.</summary>
/// <param name="File">The path as the user would write it, or null when no file is to blame (a command-line option, say).</param>
/// <param name="Line">Line, from 1; 0 means the file as a whole.</param>
/// <param name="Column">Column in UTF-16 units, from 1; 0 means the line as a whole.</param>
public readonly record struct SourcePlace(string? File, int Line = 0, int Column = 0)
{
    /// <summary>No place: the problem is not in a file.</summary>
    public static readonly SourcePlace None;
}
