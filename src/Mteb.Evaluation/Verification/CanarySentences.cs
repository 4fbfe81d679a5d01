using System.Text.Json;

namespace Mteb.Evaluation.Verification;

/// <summary>Three sentences, of which the first two say the same.</summary>
/// <param name="Language">Their language, ISO 639-3.</param>
/// <param name="Sentence">A sentence.</param>
/// <param name="Paraphrase">The same in other words.</param>
/// <param name="Unrelated">Something else.</param>
public sealed record CanarySentences(string Language, string Sentence, string Paraphrase, string Unrelated)
{
    private const string Resource = "Mteb.Evaluation.Verification.canaries.json";

    private static readonly Lazy<IReadOnlyList<CanarySentences>> Read = new(Load);

    /// <summary>All that there are.</summary>
    public static IReadOnlyList<CanarySentences> All => Read.Value;

    /// <summary>The languages that there are sentences of, ISO 639-3, in ordinal order.</summary>
    public static IReadOnlyList<string> Languages => [.. All.Select(canary => canary.Language).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static List<CanarySentences> Load()
    {
        using var stream = typeof(CanarySentences).Assembly.GetManifestResourceStream(Resource)!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateObject().SelectMany(language => language.Value.EnumerateArray().Select(three =>
            new CanarySentences(language.Name, three[0].GetString()!, three[1].GetString()!, three[2].GetString()!)))];
    }
}
