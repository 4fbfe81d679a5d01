namespace Mteb.Evaluation.Tokenization;

/// <summary>Turns a text into token ids. Safe for several threads at once.</summary>
public interface ITokenizer
{
    /// <summary>Number of ids: one more than the largest id that can come out.</summary>
    int VocabularySize { get; }

    /// <summary>The id that fills short rows of a batch.</summary>
    int PadTokenId { get; }

    /// <summary>How many special tokens are put around a single text.</summary>
    int SpecialTokenCount { get; }

    /// <summary>
    /// Encodes one text with special tokens, cut so that all of it has at most <paramref name="maxLength"/> tokens.
    /// Whatever truncation and padding the tokenizer file asks for is ignored: the caller decides the length.
    /// </summary>
    /// <param name="text">The text, prompt included.</param>
    /// <param name="maxLength">Most tokens, special ones included.</param>
    /// <param name="ids">Receives the ids after what it already holds.</param>
    /// <returns>Whether the text had to be cut.</returns>
    bool Encode(ReadOnlySpan<char> text, int maxLength, List<int> ids);
}
