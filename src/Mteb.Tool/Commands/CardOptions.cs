using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>Options of the verbs that make and check cards.</summary>
internal static class CardOptions
{
    private const string Source = "Results";
    private const string Form = "Form";

    /// <summary>Where results lie.</summary>
    public static readonly OptionSpec ResultsFolder = new("--results-folder", ValueCount.One, "Where the results lie: a revision's folder, a model's folder, or a cache root.")
    {
        OldSpellings = ["--results_folder"],
        ValueName = "folder",
        Group = Source,
    };

    /// <summary>The model's name.</summary>
    public static readonly OptionSpec ModelName = new("--model-name", ValueCount.One, "The model's name, as 'organisation/name'.")
    {
        OldSpellings = ["--model_name"],
        ValueName = "name",
        Default = "what the results say",
        Group = Source,
    };

    /// <summary>Which tasks.</summary>
    public static readonly OptionSpec Tasks = new("--tasks", ValueCount.OneOrMore, "Only these tasks.")
    {
        Short = "-t",
        ValueName = "name",
        Default = "all",
        Group = Source,
    };

    /// <summary>Which benchmarks.</summary>
    public static readonly OptionSpec Benchmarks = new("--benchmarks", ValueCount.OneOrMore, "The tasks of these benchmarks, with a table for each.")
    {
        Short = "-b",
        ValueName = "name",
        Group = Source,
    };

    /// <summary>Folders of other models.</summary>
    public static readonly OptionSpec Compare = new("--compare", ValueCount.OneOrMore, "Results of other models that the chart shows too.")
    {
        ValueName = "folder",
        Group = Source,
    };

    /// <summary>The scale.</summary>
    public static readonly OptionSpec Scale = new("--scale", ValueCount.One, "The scale of scores in the front matter: of mteb 1 and the old leaderboard, or of mteb 2.")
    {
        Choices = ["percent", "fraction"],
        Default = "percent",
        Group = Form,
    };

    /// <summary>Which metrics.</summary>
    public static readonly OptionSpec Metrics = new("--metrics", ValueCount.One, "Whether the front matter gets every metric or the main score alone.")
    {
        Choices = ["all", "main"],
        Default = "all",
        Group = Form,
    };

    /// <summary>The chart.</summary>
    public static readonly OptionSpec Chart = new("--chart", ValueCount.One, "Where a chart of the means is written as SVG; the card shows it.")
    {
        ValueName = "file",
        Default = "none is",
        Group = Form,
    };

    /// <summary>The Hub's evaluation files.</summary>
    public static readonly OptionSpec EvalResults = new("--eval-results", ValueCount.One, "The folder for '.eval_results' files, one a task.")
    {
        ValueName = "folder",
        Default = "none are written",
        Group = Form,
    };

    /// <summary>The card to start from.</summary>
    public static readonly OptionSpec FromExisting = new("--from-existing", ValueCount.One, "The card whose text and keys are kept: a file.")
    {
        OldSpellings = ["--from_existing"],
        ValueName = "file",
        Group = "Output",
    };

    /// <summary>The card that is written.</summary>
    public static readonly OptionSpec OutputPath = new("--output-path", ValueCount.One, "The card that is written.")
    {
        OldSpellings = ["--output_path"],
        ValueName = "file",
        Default = "model_card.md",
        Group = "Output",
    };

    /// <summary>Whether it may replace a file.</summary>
    public static readonly OptionSpec Overwrite = new("--overwrite", ValueCount.None, "Replaces a card that is there.")
    {
        Group = "Output",
    };

    /// <summary>Shows instead of writing.</summary>
    public static readonly OptionSpec Diff = new("--diff", ValueCount.None, "Shows what would change, and writes nothing.")
    {
        Group = "Output",
    };
}
