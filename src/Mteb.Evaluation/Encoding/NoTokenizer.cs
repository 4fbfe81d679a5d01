using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Encoding;

/// <summary>Stands in where a model has no tokenizer and is given token ids. Every text is refused.</summary>
/// <param name="missing">What is said of each text.</param>
/// <param name="padId">The id that fills short rows.</param>
internal sealed class NoTokenizer(Diagnostic missing, int padId) : ITokenizer
{
    /// <inheritdoc/>
    public int VocabularySize => 0;

    /// <inheritdoc/>
    public int PadTokenId => padId;

    /// <inheritdoc/>
    public int SpecialTokenCount => 0;

    /// <inheritdoc/>
    public bool Encode(ReadOnlySpan<char> text, int maxLength, List<int> ids) => throw new TokenizationException(missing);
}
