using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>Options of the verb <c>migrate</c>.</summary>
internal static class MigrateOptions
{
    /// <summary>Where converted files go.</summary>
    public static readonly OptionSpec OutputFolder = new("--output-folder", ValueCount.One, "Writes every result to this folder, converted or as it is; paths below a named folder are kept.")
    {
        ValueName = "folder",
        Group = "Target",
    };

    /// <summary>Whether files are replaced.</summary>
    public static readonly OptionSpec InPlace = new("--in-place", ValueCount.None, "Replaces the files that change; each is written whole.")
    {
        Group = "Target",
    };

    /// <summary>Whether mteb's own bytes are wanted.</summary>
    public static readonly OptionSpec AsMteb = new("--as-mteb", ValueCount.None, "Writes byte for byte what mteb 2.26 writes after loading the file: without fields that it does not know, older entries with its own version.")
    {
        Group = "Form",
    };

    /// <summary>Whether changes are shown.</summary>
    public static readonly OptionSpec Diff = new("--diff", ValueCount.None, "Shows what would change on standard output, and writes nothing.")
    {
        Group = "Target",
    };
}
