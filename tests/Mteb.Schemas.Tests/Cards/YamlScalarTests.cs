using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Yaml;

namespace Mteb.Schemas.Tests.Cards;

public sealed class YamlScalarTests
{
    [Theory]
    [InlineData("no", ScalarKind.Text, ScalarKind.Boolean)]
    [InlineData("1.10", ScalarKind.Number, ScalarKind.Number)]
    [InlineData("0o14", ScalarKind.WholeNumber, ScalarKind.Text)]
    [InlineData("014", ScalarKind.WholeNumber, ScalarKind.WholeNumber)]
    [InlineData("12:30", ScalarKind.Text, ScalarKind.WholeNumber)]
    [InlineData("1_000", ScalarKind.Text, ScalarKind.WholeNumber)]
    [InlineData("2024-01-01", ScalarKind.Text, ScalarKind.Date)]
    [InlineData("~", ScalarKind.Null, ScalarKind.Null)]
    [InlineData("True", ScalarKind.Boolean, ScalarKind.Boolean)]
    [InlineData("-.inf", ScalarKind.Number, ScalarKind.Number)]
    [InlineData("en", ScalarKind.Text, ScalarKind.Text)]
    public void Readers_of_YAML_1_2_and_1_1_disagree_where_they_do(string plain, ScalarKind core, ScalarKind legacy) =>
        (YamlScalars.KindInCore(plain), YamlScalars.KindInLegacy(plain)).Should().Be((core, legacy));

    [Theory]
    [InlineData("en", "en")]
    [InlineData("no", "\"no\"")]
    [InlineData("1.10", "\"1.10\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("two\nlines", "\"two\\nlines\"")]
    [InlineData("sentence-transformers/all-MiniLM-L6-v2", "sentence-transformers/all-MiniLM-L6-v2")]
    [InlineData("", "\"\"")]
    public void Text_is_quoted_where_a_reader_would_take_it_for_something_else(string text, string written) =>
        YamlWriter.Scalar(new CardValue.Text(text), inFlow: false).Should().Be(written);

    [Fact]
    public void Every_node_knows_its_exact_place()
    {
        const string Yaml = "a: &x !!str foo  # c\r\nd: # n\r\n  - 1\r\n  - k: v\r\n    l: [a, {b: c},]\r\ne: |+\r\n  text\r\n\r\nf: é😀x\r\n";
        var root = (YamlMapping)YamlTree.Read(Yaml, new TextRange(0, Yaml.Length)).Root!;

        string Of(YamlNode node) => Yaml[node.Range.Start..node.Range.End];
        Of(root["a"]!).Should().Be("&x !!str foo");
        Yaml[root["a"]!.ContentStart..root["a"]!.Range.End].Should().Be("foo");
        Of(root["d"]!).Should().Be("- 1\r\n  - k: v\r\n    l: [a, {b: c},]");
        Of(((YamlSequence)root["d"]!).Items[1].Node).Should().Be("k: v\r\n    l: [a, {b: c},]");
        Of(root["e"]!).Should().Be("|+\r\n  text\r\n\r\n");
        Yaml[root["e"]!.Range.Start..root["e"]!.VisibleEnd].Should().Be("|+\r\n  text");
        Of(root["f"]!).Should().Be("é😀x");
    }
}
