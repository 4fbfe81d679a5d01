using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>The cross-encoder of the goldens: the scalar product of the two texts read as vectors.</summary>
internal sealed class DotCrossEncoder : ICrossEncoder
{
    public IReadOnlyList<TextPair> Pairs { get; private set; } = [];

    public Task<Outcome<float[]>> PredictAsync(
        IReadOnlyList<TextPair> pairs, string split, string subset, CancellationToken cancellationToken)
    {
        Pairs = pairs;
        float[] scores = [.. pairs.Select(pair => TextVectorEncoder.Parse(pair.Query).Zip(TextVectorEncoder.Parse(pair.Document), (x, y) => x * y).Sum())];
        return Task.FromResult<Outcome<float[]>>(scores);
    }
}
