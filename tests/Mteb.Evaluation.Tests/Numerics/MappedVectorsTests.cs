using System.Runtime.InteropServices;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tests.Numerics;

public sealed class MappedVectorsTests
{
    [Fact]
    public void Rows_of_a_file_are_seen_as_they_were_written()
    {
        using var sandbox = new Sandbox("mapped");
        var path = Write(sandbox, [1, 2, 3, 4, 5, 6, 7, 8]);

        using var vectors = MappedVectors.Open(path, 2);

        vectors.Rows.Should().Be(4);
        var slice = vectors.Slice(1, 2);
        (slice.Rows, slice.Columns).Should().Be((2, 2));
        slice[0].ToArray().Should().Equal(3, 4);
        slice[1].ToArray().Should().Equal(5, 6);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 2)]
    [InlineData(-1, 1)]
    public void Rows_that_are_not_there_are_refused(long start, int count)
    {
        using var sandbox = new Sandbox("mapped");
        using var vectors = MappedVectors.Open(Write(sandbox, [1, 2, 3, 4]), 1);

        FluentActions.Invoking(() => vectors.Slice(start, count)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void A_file_without_whole_vectors_is_refused(int values)
    {
        using var sandbox = new Sandbox("mapped");
        var path = Write(sandbox, new float[values]);

        FluentActions.Invoking(() => MappedVectors.Open(path, 3)).Should().Throw<ArgumentException>();
    }

    private static string Write(Sandbox sandbox, float[] values)
    {
        var path = sandbox.At("vectors.f32");
        File.WriteAllBytes(path, MemoryMarshal.AsBytes<float>(values).ToArray());
        return path;
    }
}
