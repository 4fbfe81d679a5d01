using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The options for models whose vectors another program makes.</summary>
internal static class ForeignOptions
{
    private const string Group = "A model in another program";

    public static readonly OptionSpec Endpoint = new("--endpoint", ValueCount.One, "The address of a server that makes embeddings, in place of a model folder; docs/endpoints.md.")
    {
        ValueName = "url",
        Group = Group,
    };

    public static readonly OptionSpec EndpointKind = new("--endpoint-kind", ValueCount.One, "What the server speaks: OpenAI's embeddings, or Text Embeddings Inference.")
    {
        ValueName = "kind",
        Choices = ["openai", "tei"],
        Default = "found out from the address and the server",
        Group = Group,
    };

    public static readonly OptionSpec EndpointModel = new("--endpoint-model", ValueCount.One, "The name of the model on the server.")
    {
        ValueName = "name",
        Default = "none is named",
        Group = Group,
    };

    public static readonly OptionSpec EndpointParallel = new(
        "--endpoint-parallel", ValueCount.One, "The most requests that are under way at once; fewer are where the server finds that too many.")
    {
        ValueName = "count",
        Range = (1, 256),
        Default = "4",
        Group = Group,
    };

    public static readonly OptionSpec Command = new("--command", ValueCount.One, "A program that makes embeddings, with its arguments, in place of a model folder; docs/child-process.md.")
    {
        ValueName = "command",
        Group = Group,
    };

    public static readonly OptionSpec Timeout = new("--encoder-timeout", ValueCount.One, "How many seconds an answer may take.")
    {
        ValueName = "seconds",
        Range = (1, 86400),
        Default = "300",
        Group = Group,
    };

    public static readonly OptionSpec Similarity = new("--similarity", ValueCount.One, "How the vectors of a model without a folder are compared.")
    {
        ValueName = "function",
        Choices = ["cosine", "dot", "euclidean", "manhattan"],
        Default = "cosine",
        Group = Group,
    };

    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<OptionSpec> All { get; } = [Endpoint, EndpointKind, EndpointModel, EndpointParallel, Command, Timeout, Similarity];
}
