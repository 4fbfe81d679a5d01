using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The options of <c>mteb encode</c> that <c>mteb run</c> does not have.</summary>
internal static class EncodeOptions
{
    public static readonly OptionSpec Model = RunOptions.Model with { Required = true };

    public static readonly OptionSpec InputFormat = new("--input-format", ValueCount.One, "What a line is: a text, or a JSON object.")
    {
        ValueName = "format",
        Choices = ["text", "json"],
        Default = "json where the first line begins with '{', else text",
    };

    public static readonly OptionSpec PromptName = new("--prompt-name", ValueCount.One, "The prompt that is put in front of texts, by the key under which it is declared.")
    {
        ValueName = "name",
        Default = "the model's default prompt",
    };

    public static readonly OptionSpec PromptType = new("--prompt-type", ValueCount.One, "Takes the prompt that is declared for this role, if one is.")
    {
        ValueName = "role",
        Choices = ["query", "document"],
    };

    public static readonly OptionSpec Pooling = new("--pooling", ValueCount.One, "How token vectors become one, with nothing after it; 'none' gives the token vectors themselves.")
    {
        ValueName = "mode",
        Choices = ["none", "cls", "mean", "max", "lasttoken", "weightedmean", "mean_sqrt_len_tokens"],
        Default = "all steps of the model",
    };

    public static readonly OptionSpec OutputFile = new("--output-file", ValueCount.One, "Where the vectors go: JSON lines, or with '.npy' at its end a float32 matrix of numpy.")
    {
        ValueName = "file",
        Default = "JSON lines on standard output",
    };

    /// <summary>All options of the verb, in the order of help.</summary>
    public static IReadOnlyList<OptionSpec> All { get; } =
    [
        Model, InputFormat, PromptName, PromptType, Pooling, OutputFile,
        RunOptions.Prompts, RunOptions.Device, RunOptions.ProviderOption, RunOptions.Dtype, RunOptions.BatchSize, RunOptions.Threads, RunOptions.Verbosity,
    ];
}
