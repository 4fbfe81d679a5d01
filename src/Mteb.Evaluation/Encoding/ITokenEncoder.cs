using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>A model whose tokens can be looked at, and that takes token ids as well as texts.</summary>
public interface ITokenEncoder : IModelEncoder
{
    /// <summary>The folder that holds the model.</summary>
    ModelFolder Model { get; }

    /// <summary>A text as the model sees it; or what is wrong with it.</summary>
    /// <param name="text">The text, without prompt.</param>
    /// <param name="prompt">What is put in front of it.</param>
    Outcome<TokenizedText> Tokenize(string text, PromptResolution prompt);

    /// <summary>What keeps token ids from being run; null when nothing does.</summary>
    Diagnostic? Check(TokenizedText text);

    /// <summary>Encodes texts that are tokenised already; ids and masks are run as they are.</summary>
    /// <param name="texts">Texts that pass <see cref="Check"/>.</param>
    /// <param name="states">Whether the vectors of the tokens are wanted; else the text's, after all steps.</param>
    /// <param name="cancellationToken">Stops the work between batches.</param>
    /// <returns>For each text one vector; or one for each of its ids. Or why there are none.</returns>
    Task<Outcome<IReadOnlyList<EmbeddingMatrix>>> EncodeTokensAsync(IReadOnlyList<TokenizedText> texts, bool states, CancellationToken cancellationToken);
}
