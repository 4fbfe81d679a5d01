namespace Mteb.Evaluation.Encoding;

/// <summary>The role of a text in a retrieval-like task.</summary>
public enum PromptType
{
    /// <summary>The text is searched with.</summary>
    Query,

    /// <summary>The text is searched for.</summary>
    Document,
}
