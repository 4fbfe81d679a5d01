using System.Globalization;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>The encoder of the goldens: a text is its own vector, numbers separated by spaces; other words count for nothing.</summary>
internal sealed class TextVectorEncoder(SimilarityFunction similarity = SimilarityFunction.Cosine) : IEncoder
{
    private readonly List<EncodeRequest> _requests = [];

    public IReadOnlyList<EncodeRequest> Requests => _requests;

    public void Clear() => _requests.Clear();

    public SimilarityFunction Similarity => similarity;

    public Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        _requests.Add(request);
        var rows = request.Texts.Select(Parse).ToArray();
        var matrix = new EmbeddingMatrix(rows.SelectMany(row => row).ToArray(), rows.Length, rows[0].Length);
        return Task.FromResult<Outcome<EncodedTexts>>(
            new EncodedTexts(matrix, new EncodingStatistics(rows.Length, rows.Length, 0, 0, null, null)));
    }

    public static float[] Parse(string text) =>
    [
        .. text.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            .Select(word => (float)double.Parse(word, CultureInfo.InvariantCulture)),
    ];
}
