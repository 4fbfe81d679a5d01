using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>Options of the verb <c>merge</c>.</summary>
internal static class MergeOptions
{
    /// <summary>Where joined files go.</summary>
    public static readonly OptionSpec OutputFolder = new("--output-folder", ValueCount.One, "Writes the joined results to this folder; paths below the named folders are kept.")
    {
        ValueName = "folder",
        Default = "one result goes to standard output",
        Group = "Target",
    };

    /// <summary>Whether versions must be equal.</summary>
    public static readonly OptionSpec SameVersion = new("--same-version", ValueCount.None, "Joins only results that one version of mteb made.")
    {
        Group = "Conditions",
    };
}
