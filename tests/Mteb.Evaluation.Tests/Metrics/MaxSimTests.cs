using System.Text.Json;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Tests.Numerics;

namespace Mteb.Evaluation.Tests.Metrics;

public sealed class MaxSimTests
{
    [Fact]
    public void Token_matrices_of_different_length_score_as_in_the_reference()
    {
        foreach (var golden in Goldens.Json("maxsim.json").EnumerateArray())
        {
            var (a, b) = (Texts(golden.GetProperty("a")), Texts(golden.GetProperty("b")));
            MaxSim.All(a, b).Should().Equal(golden.GetProperty("max_sim").Floats(), golden.GetProperty("note").GetString());
            var pairwise = golden.GetProperty("pairwise").Doubles().Select(value => (float)value).ToArray();
            MaxSim.Pairwise([.. a.Take(pairwise.Length)], [.. b.Take(pairwise.Length)]).Should().Equal(pairwise);
        }
    }

    private static EmbeddingMatrix[] Texts(JsonElement texts) =>
    [
        .. texts.EnumerateArray().Select(tokens => new EmbeddingMatrix(tokens.Floats(), tokens.GetArrayLength(), tokens[0].GetArrayLength())),
    ];
}
