namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Paths for DuckDB, which takes <c>*</c>, <c>?</c> and <c>[</c> in them for wildcards.</summary>
internal static class DuckDbPath
{
    /// <summary>The pattern that matches exactly this path, made absolute.</summary>
    public static string Literal(string path)
    {
        var full = Path.GetFullPath(path);
        return full.AsSpan().IndexOfAny('*', '?', '[') < 0
            ? full
            : string.Concat(full.Select(unit => unit is '*' or '?' or '[' ? $"[{unit}]" : unit.ToString()));
    }
}
