using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.Text;

public sealed class LineDifferenceTests
{
    [Fact]
    public void Changed_lines_stand_between_the_lines_around_them() => LineDifference.Show("a.json", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n").Should().Be(
        "--- a.json\n+++ a.json\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");

    [Fact]
    public void A_missing_line_feed_at_the_end_is_a_difference() => LineDifference.Show("a", "1\n2\n", "1\n2").Should().Be(
        "--- a\n+++ a\n@@ -1,2 +1,2 @@\n 1\n-2\n+2\n\\ No newline at end of file\n");

    [Fact]
    public void Equal_texts_have_no_difference() => LineDifference.Show("a", "1\n", "1\n").Should().BeEmpty();

    [Fact]
    public async Task Patch_makes_the_new_text_of_the_old_one_whatever_they_are()
    {
        using var sandbox = new Sandbox("difference");
        var random = new Random(11);
        for (var round = 0; round < 40; round++)
        {
            var (before, after) = (Lines(random), Lines(random));
            sandbox.Write("text", before);
            sandbox.Write("change", LineDifference.Show("text", before, after));
            var transcript = await Command.RunAsync("git", ["apply", "--unsafe-paths", "--allow-empty", "change"], sandbox.Root);
            transcript.ExitCode.Should().Be(0, transcript.ToString());
            File.ReadAllText(sandbox.At("text")).Should().Be(after);
        }
    }

    // Few different lines, so that many match and few stand alone.
    private static string Lines(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => $"{random.Next(25)}\n")) + (random.Next(3) == 0 ? "end" : "");
}
