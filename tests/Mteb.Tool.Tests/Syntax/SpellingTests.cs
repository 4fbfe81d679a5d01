using Mteb.Tool.Syntax;

namespace Mteb.Tool.Tests.Syntax;

/// <summary>Guesses at mistyped words.</summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("taks", "task", 1)]
    [InlineData("device", "devise", 1)]
    public void The_distance_counts_slips_of_the_fingers(string left, string right, int distance)
    {
        Spelling.Distance(left, right).Should().Be(distance);
        Spelling.Distance(right, left).Should().Be(distance);
    }

    [Theory]
    [InlineData("--taks", "--tasks")]
    [InlineData("--Batch_Size", "--batch-size")]
    [InlineData("--bat", "--batch-size")]
    [InlineData("--verbose", "--verbosity")]
    [InlineData("--zzz", null)]
    [InlineData("-x", null)]
    public void The_nearest_word_is_offered_when_one_is_near(string typed, string? offered) =>
        Spelling.Nearest(typed, ["--tasks", "--task-types", "--batch-size", "--verbosity"]).Should().Be(offered);
}
