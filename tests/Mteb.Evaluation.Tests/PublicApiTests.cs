namespace Mteb.Evaluation.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() =>
        Approved.Verify(PublicApi.Describe(typeof(MtebEvaluation).Assembly), "PublicApi.txt");
}
