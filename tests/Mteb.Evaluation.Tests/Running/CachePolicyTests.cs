using Mteb.Evaluation.Running;

namespace Mteb.Evaluation.Tests.Running;

/// <summary>What mteb does with results that are there (reference: overwrite strategies of mteb 2.26).</summary>
public sealed class CachePolicyTests
{
    private static readonly (string, string)[] Wanted = [("dev", "de"), ("dev", "en"), ("test", "de"), ("test", "en")];
    private static readonly (string, string)[] Some = [("dev", "de"), ("test", "fr")];
    private static readonly (string, string)[] Everything = [.. Wanted, ("test", "fr")];

    [Theory]
    // strategy, what is there, same revision -> action, how many cells, whether the present entries stay
    [InlineData(OverwriteStrategy.OnlyMissing, "nothing", true, "Run", 4, true)]
    [InlineData(OverwriteStrategy.OnlyMissing, "some", true, "Run", 3, true)]
    [InlineData(OverwriteStrategy.OnlyMissing, "some", false, "Run", 4, false)]
    [InlineData(OverwriteStrategy.OnlyMissing, "everything", true, "Return", 0, true)]
    [InlineData(OverwriteStrategy.OnlyMissing, "everything", false, "Return", 0, true)]
    [InlineData(OverwriteStrategy.Always, "nothing", true, "Run", 4, false)]
    [InlineData(OverwriteStrategy.Always, "some", true, "Run", 4, false)]
    [InlineData(OverwriteStrategy.Always, "everything", true, "Run", 4, false)]
    [InlineData(OverwriteStrategy.Never, "nothing", true, "Run", 4, false)]
    [InlineData(OverwriteStrategy.Never, "some", true, "Refuse", 3, true)]
    [InlineData(OverwriteStrategy.Never, "everything", false, "Return", 0, true)]
    [InlineData(OverwriteStrategy.OnlyCache, "nothing", true, "Refuse", 4, true)]
    [InlineData(OverwriteStrategy.OnlyCache, "some", true, "Refuse", 3, true)]
    [InlineData(OverwriteStrategy.OnlyCache, "everything", false, "Return", 0, true)]
    public void A_strategy_says_what_is_left_to_do(
        OverwriteStrategy strategy, string present, bool sameRevision, string action, int cells, bool keepsPresent)
    {
        var there = present switch
        {
            "nothing" => null,
            "some" => Some.ToHashSet(),
            _ => Everything.ToHashSet(),
        };

        var decision = CachePolicy.Decide(strategy, Wanted, there, sameRevision);

        decision.Action.ToString().Should().Be(action);
        decision.Cells.Should().HaveCount(cells).And.BeSubsetOf(Wanted);
        decision.KeepPresent.Should().Be(keepsPresent);
    }

    [Fact]
    public void Missing_cells_keep_the_order_of_the_task() =>
        CachePolicy.Decide(OverwriteStrategy.OnlyMissing, Wanted, Some.ToHashSet(), sameRevision: true)
            .Cells.Should().Equal(("dev", "en"), ("test", "de"), ("test", "en"));
}
