using System.Globalization;
using System.Numerics.Tensors;
using Mteb.Evaluation.Encoding;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Verification;

/// <summary>What a model makes of the canary sentences.</summary>
/// <param name="Right">Sentences that are nearer to their paraphrase than to the unrelated sentence, by language.</param>
/// <param name="Asked">Sentences by language.</param>
/// <param name="Spread">How far the vectors of all sentences lie apart.</param>
/// <param name="Diagnostics">What is suspicious about it.</param>
public sealed record CanaryReport(
    IReadOnlyDictionary<string, int> Right, IReadOnlyDictionary<string, int> Asked, EmbeddingSpread Spread, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>
/// Encodes a few sentences before a long run: a sentence must be nearer to its paraphrase than to an unrelated one, and vectors of
/// different texts must differ.
/// </summary>
public static class CanaryCheck
{
    // Chance is a half. all-MiniLM-L6-v2 and the quickstart model get six of six English sentences right.
    private const double LeastShare = 2.0 / 3;

    // A collapsed model gives all texts nearly the same vector. all-MiniLM-L6-v2: mean cosine 0.08, 15 directions; the golden of
    // Qwen3, whose weights are random: 0.49 and 14.
    private const double HighestCosine = 0.995;
    private const double LeastRank = 3;

    private const string Fallback = "eng";

    /// <summary>The sentences for a model.</summary>
    /// <param name="declared">Languages that its card declares, ISO 639-3; none means English.</param>
    /// <returns>The sentences; English ones when there are none of the declared languages.</returns>
    public static IReadOnlyList<CanarySentences> Choose(IReadOnlyCollection<string> declared)
    {
        var own = CanarySentences.All.Where(canary => declared.Contains(canary.Language)).ToList();
        return own.Count > 0 ? own : [.. CanarySentences.All.Where(canary => canary.Language == Fallback)];
    }

    /// <summary>Encodes the sentences, without any prompt, and looks at what comes out.</summary>
    /// <param name="encoder">The model.</param>
    /// <param name="place">The model's place, for messages.</param>
    /// <param name="canaries">The sentences.</param>
    /// <param name="progress">Hears how far the encoding is.</param>
    /// <param name="cancellationToken">Stops the work between batches.</param>
    /// <returns>The report; or why the model fails already on these.</returns>
    public static async Task<Outcome<CanaryReport>> RunAsync(
        IModelEncoder encoder,
        string place,
        IReadOnlyList<CanarySentences> canaries,
        IProgress<EncodingProgress>? progress,
        CancellationToken cancellationToken)
    {
        string[] texts = [.. canaries.SelectMany(canary => new[] { canary.Sentence, canary.Paraphrase, canary.Unrelated })];
        var encoded = await encoder.EncodeAsync(texts, default, progress, cancellationToken).ConfigureAwait(false);
        if (!encoded.Succeeded)
        {
            return encoded.FailedAs<CanaryReport>();
        }

        var vectors = encoded.Value.Embeddings;
        var asked = canaries.GroupBy(canary => canary.Language).ToDictionary(group => group.Key, group => group.Count());
        var right = asked.Keys.ToDictionary(language => language, _ => 0);
        for (var i = 0; i < canaries.Count; i++)
        {
            var same = TensorPrimitives.CosineSimilarity(vectors[3 * i], vectors[3 * i + 1]);
            var other = TensorPrimitives.CosineSimilarity(vectors[3 * i], vectors[3 * i + 2]);
            right[canaries[i].Language] += same > other ? 1 : 0;
        }

        var spread = EmbeddingSpread.Measure(vectors);
        return new CanaryReport(right, asked, spread, [.. Judge(new SourcePlace(place), right, asked, spread, texts.Length)]);
    }

    private static IEnumerable<Diagnostic> Judge(
        SourcePlace place, Dictionary<string, int> right, Dictionary<string, int> asked, EmbeddingSpread spread, int texts)
    {
        if (spread.EqualVectors > 0 || spread.ZeroVectors > 0)
        {
            yield return VerificationCodes.Collapsed.At(
                place,
                $"Of {texts} different sentences {spread.EqualVectors} get the vector of another one, and {spread.ZeroVectors} get zeros.",
                "Check that the tokenizer belongs to the model, and that its weights were loaded.");
        }
        else if (spread.MeanCosine > HighestCosine || spread.EffectiveRank < LeastRank)
        {
            yield return VerificationCodes.Collapsed.At(
                place,
                string.Create(CultureInfo.InvariantCulture, $"The vectors of {texts} different sentences are nearly the same: mean cosine {spread.MeanCosine:0.0000}, {spread.EffectiveRank:0.0} directions in use."),
                "Check the weights, the pooling and the normalisation of the model.");
        }

        foreach (var language in asked.Keys.Where(language => right[language] < LeastShare * asked[language]).Order(StringComparer.Ordinal))
        {
            yield return VerificationCodes.CanaryFailed.At(
                place,
                $"Of {asked[language]} sentences in '{language}' only {right[language]} are nearer to their paraphrase than to an unrelated sentence.",
                "Check tokenizer, weights and pooling; if the model is not meant for this language, take it out of the card.");
        }
    }
}
