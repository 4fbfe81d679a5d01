namespace Mteb.Evaluation.Datasets;

/// <summary>The data of one subset and split of a retrieval-like task, as they stand in the files: nothing joined, dropped or sorted.</summary>
public sealed record RetrievalData
{
    /// <summary>Document ids in file order.</summary>
    public required IReadOnlyList<string> DocumentIds { get; init; }

    /// <summary>Document texts in file order.</summary>
    public required IReadOnlyList<string> DocumentTexts { get; init; }

    /// <summary>Document titles in file order, empty where a row has none; null when the corpus has no titles.</summary>
    public IReadOnlyList<string>? DocumentTitles { get; init; }

    /// <summary>Query ids in file order.</summary>
    public required IReadOnlyList<string> QueryIds { get; init; }

    /// <summary>Queries in file order: a text, or a conversation.</summary>
    public required IReadOnlyList<QueryText> Queries { get; init; }

    /// <summary>Instruction of each query in file order, null where it has none; null when there are no instructions.</summary>
    public IReadOnlyList<string?>? Instructions { get; init; }

    /// <summary>Query id to document id to judgement; the order is that of the file.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Qrels { get; init; }

    /// <summary>Query id to candidates; null unless the task reranks.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? TopRanked { get; init; }

    /// <summary>
    /// Query id without <c>-og</c> and <c>-changed</c> to the documents that the changed instruction makes irrelevant; null
    /// unless the task asks for it.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? ChangedQrels { get; init; }
}

/// <summary>A query: one text, or the turns of a conversation.</summary>
/// <param name="Text">The text; null for a conversation.</param>
/// <param name="Turns">The turns; null for a plain text.</param>
public sealed record QueryText(string? Text, IReadOnlyList<ConversationTurn>? Turns = null);

/// <summary>A turn of a conversation.</summary>
/// <param name="Role">Who speaks; null where the file has bare texts.</param>
/// <param name="Content">What is said.</param>
public readonly record struct ConversationTurn(string? Role, string Content);
