namespace Mteb.OnnxRuntime.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() =>
        Approved.Verify(PublicApi.Describe(typeof(Microsoft.ML.OnnxRuntime.InferenceSession).Assembly), "PublicApi.txt");
}
