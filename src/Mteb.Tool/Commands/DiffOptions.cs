using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>Options of the verb <c>diff</c>.</summary>
internal static class DiffOptions
{
    /// <summary>The absolute limit.</summary>
    public static readonly OptionSpec Tolerance = new("--tolerance", ValueCount.One, "The largest difference of two numbers that counts as none.")
    {
        ValueName = "number",
        Default = "0",
        Group = "Comparison",
    };

    /// <summary>The relative limit.</summary>
    public static readonly OptionSpec RelativeTolerance = new("--relative-tolerance", ValueCount.One, "The same as a share of the larger number; the wider limit counts.")
    {
        ValueName = "number",
        Default = "0",
        Group = "Comparison",
    };

    /// <summary>What is compared.</summary>
    public static readonly OptionSpec Metrics = new("--metrics", ValueCount.One, "Whether every metric is compared, with its details, or the main score alone.")
    {
        Choices = ["all", "main"],
        Default = "all",
        Group = "Comparison",
    };

    /// <summary>The form of the outcome.</summary>
    public static readonly OptionSpec Format = new("--output", ValueCount.One, "The form of the outcome on standard output.")
    {
        Choices = ["text", "json"],
        Default = "text",
        Group = "Output",
    };
}
