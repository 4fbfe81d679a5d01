using Mteb.Evaluation.Encoding;

namespace Mteb.Evaluation.Tasks;

/// <summary>Reads the role of a text from a setting.</summary>
internal static class PromptTypes
{
    /// <summary>The role that mteb calls <c>query</c> or <c>document</c>; null for none.</summary>
    public static PromptType? Parse(string? name) => name switch
    {
        "query" => PromptType.Query,
        "document" => PromptType.Document,
        _ => null,
    };
}
