using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tokenization;

/// <summary>
/// A text has something that is not in the vocabulary, and the tokenizer has no unknown token. Only
/// <see cref="ITokenizer.Encode"/> of <see cref="Tokenizer"/> throws it, because its result has no room for a diagnostic;
/// tokenizers that embedding models come with never do.
/// </summary>
/// <param name="diagnostic">What is wrong.</param>
public sealed class TokenizationException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    /// <summary>What is wrong.</summary>
    public Diagnostic Diagnostic => diagnostic;
}
