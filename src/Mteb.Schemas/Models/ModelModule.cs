namespace Mteb.Schemas.Models;

/// <summary>One step of a sentence-transformers model, as <c>modules.json</c> lists it.</summary>
/// <param name="Path">Its folder below the model folder, with forward slashes; empty for the model folder itself.</param>
public abstract record ModelModule(string Path);

/// <summary>The network that turns token ids into one vector per token.</summary>
/// <param name="Path">Where its configuration and its tokenizer lie.</param>
public sealed record TransformerModule(string Path) : ModelModule(Path);

/// <summary>A table that turns each token id into a vector, and averages; no network (<c>StaticEmbedding</c>).</summary>
/// <param name="Path">Where its table and its tokenizer lie.</param>
public sealed record StaticEmbeddingModule(string Path) : ModelModule(Path);

/// <summary>Vectors of tokens in, one vector per text out.</summary>
/// <param name="Path">Where its configuration lies.</param>
/// <param name="Modes">The modes, whose results are put side by side in this order.</param>
/// <param name="IncludePrompt">Whether the tokens of the prompt take part.</param>
/// <param name="Width">Length of a token's vector as the module states it; null when it does not.</param>
public sealed record PoolingModule(string Path, IReadOnlyList<PoolingMode> Modes, bool IncludePrompt, int? Width) : ModelModule(Path);

/// <summary>A linear map with an activation.</summary>
/// <param name="Path">Where its configuration and weights lie.</param>
/// <param name="InputWidth">Length of the vectors that go in.</param>
/// <param name="OutputWidth">Length of the vectors that come out.</param>
/// <param name="HasBias">Whether a vector is added.</param>
/// <param name="Activation">What happens to the sums.</param>
/// <param name="HasResidual">Whether the input, projected where the widths differ, is added to the result.</param>
public sealed record DenseModule(string Path, int InputWidth, int OutputWidth, bool HasBias, Activation Activation, bool HasResidual)
    : ModelModule(Path);

/// <summary>Division by the Euclidean length.</summary>
/// <param name="Path">Its folder, which may be absent.</param>
public sealed record NormalizeModule(string Path) : ModelModule(Path);
