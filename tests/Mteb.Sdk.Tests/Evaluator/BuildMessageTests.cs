using Mteb.Sdk.Evaluator;

namespace Mteb.Sdk.Tests.Evaluator;

/// <summary>What the evaluation's process says to a build.</summary>
public sealed class BuildMessageTests
{
    public static TheoryData<string> OtherLines => ["", "terminate called after throwing", "null", "{\"Kind\": \"Shout\"}", "[1]"];

    [Fact]
    public void A_message_comes_through_a_line_as_it_was()
    {
        var message = new BuildMessage(MessageKind.Error, "Größe \"1\";\n2", "MTEB3107", "/a b/ä.json", 4, 2);

        var line = message.ToJson();

        line.Should().NotContain("\n");
        BuildMessage.FromJson(line).Should().Be(message);
    }

    [Theory]
    [MemberData(nameof(OtherLines))]
    public void What_native_code_prints_is_no_message(string line) => BuildMessage.FromJson(line).Should().BeNull();

    [Theory]
    [InlineData(0, 0, "MTEB2047|/a/README.md|one; two / three four")]
    [InlineData(4, 15, "MTEB2047|/a/README.md(4,15)|one; two / three four")]
    [InlineData(4, 0, "MTEB2047|/a/README.md(4,1)|one; two / three four")]
    public void A_kept_line_has_the_place_and_no_more_bars_than_it_needs(int line, int column, string expected) =>
        new BuildMessage(MessageKind.Warning, "one; two | three\nfour", "MTEB2047", "/a/README.md", line, column).ToKeptLine().Should().Be(expected);
}
