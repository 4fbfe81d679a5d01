using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Encoding;

/// <summary>Turns texts into vectors.</summary>
public interface IEncoder
{
    /// <summary>How its vectors are meant to be compared.</summary>
    SimilarityFunction Similarity { get; }

    /// <summary>Encodes texts.</summary>
    /// <param name="request">The texts, and what they are for.</param>
    /// <param name="progress">Hears how many texts are done; may be null.</param>
    /// <param name="cancellationToken">Stops the work between batches.</param>
    /// <returns>
    /// One float32 row per text, in the order of the texts; or the reason why there is none: the model failed, or a
    /// vector holds NaN or infinity.
    /// </returns>
    Task<Outcome<EncodedTexts>> EncodeAsync(EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken);
}

/// <summary>A call of an encoder: texts in the order of the data set, and what they are for.</summary>
/// <param name="Texts">The texts, without prompt, not de-duplicated.</param>
/// <param name="TaskName">Name of the task; prompts may depend on it.</param>
/// <param name="TaskType">Type of the task; prompts may depend on it.</param>
/// <param name="Split">The split that the texts come from.</param>
/// <param name="Subset">The subset that the texts come from.</param>
/// <param name="PromptType">The role of the texts; null where the task type has no roles.</param>
public sealed record EncodeRequest(
    IReadOnlyList<string> Texts,
    string TaskName,
    string TaskType,
    string Split,
    string Subset,
    PromptType? PromptType);

/// <summary>Vectors, and how they came about.</summary>
/// <param name="Embeddings">One row per text.</param>
/// <param name="Statistics">Counts for the manifest.</param>
public sealed record EncodedTexts(EmbeddingMatrix Embeddings, EncodingStatistics Statistics)
{
    /// <summary>One for each text; null where the encoder does not see tokens.</summary>
    public IReadOnlyList<TextTrace>? Traces { get; init; }
}

/// <summary>What is known of a text that was encoded.</summary>
/// <param name="Ids">A digest of its token ids.</param>
/// <param name="Tokens">How many of them there are.</param>
/// <param name="IsTruncated">Whether it was cut.</param>
public readonly record struct TextTrace(UInt128 Ids, int Tokens, bool IsTruncated);

/// <summary>What was counted while texts were encoded.</summary>
/// <param name="Texts">Texts asked for.</param>
/// <param name="DistinctTexts">Texts that were really encoded: equal token sequences are encoded once.</param>
/// <param name="Tokens">Tokens of the encoded texts, special tokens included, padding not.</param>
/// <param name="TruncatedTexts">Texts asked for that were longer than the maximum length.</param>
/// <param name="PromptName">The key under which the model declares the prompt that was used; null when none was.</param>
/// <param name="Prompt">The prompt that was put in front of every text; null when none was.</param>
public sealed record EncodingStatistics(int Texts, int DistinctTexts, long Tokens, int TruncatedTexts, string? PromptName, string? Prompt);

/// <summary>How far an encoder is.</summary>
/// <param name="Done">Distinct texts done.</param>
/// <param name="Total">Distinct texts in all.</param>
/// <param name="TokensDone">Tokens of the texts done.</param>
/// <param name="TokensTotal">Tokens in all.</param>
public readonly record struct EncodingProgress(int Done, int Total, long TokensDone, long TokensTotal);
