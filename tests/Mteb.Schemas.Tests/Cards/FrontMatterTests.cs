using System.Text;
using Markdig;
using Markdig.Extensions.Yaml;
using Mteb.Schemas.Cards;
using static Mteb.Schemas.Tests.Cards.CardMaker;

namespace Mteb.Schemas.Tests.Cards;

public sealed class FrontMatterTests
{
    [Theory]
    [InlineData("---\na: 1\n---\nbody")]
    [InlineData("---\r\na: 1\r\n---\r\nbody")]
    [InlineData("---\na: 1\n---")]
    [InlineData("---\na: 1\n---  \nbody")]
    [InlineData("---\n\n---\nbody")]
    public void Ordinary_fences_are_found_without_remark(string text)
    {
        var card = Card(text);

        card.Diagnostics.Should().BeEmpty();
        card.FrontMatter.Should().Match<FrontMatter>(found => found.IsReadByHub && found.IsReadByMarkdown);
        card.Text[card.FrontMatter!.Yaml.Start..card.FrontMatter.Yaml.End].Should().MatchRegex(@"^(a: 1)?\r?\n\z");
        card.Text[card.BodyStart..].Should().BeOneOf("body", "");
    }

    [Fact]
    public void Blank_lines_before_the_fence_are_read_by_the_Hub_only() => Disagree("\n\n---\na: 1\n---\nbody", "MTEB2003", byHub: true, byMarkdown: false);

    [Fact]
    public void Points_as_closing_fence_are_read_by_Markdown_only() => Disagree("---\na: 1\n...\nbody", "MTEB2004", byHub: false, byMarkdown: true);

    [Fact]
    public void Blanks_after_the_opening_fence_are_read_by_Markdown_only() => Disagree("--- \na: 1\n---\nbody", "MTEB2005", byHub: false, byMarkdown: true);

    [Fact]
    public void A_bare_return_after_the_closing_fence_is_read_by_Markdown_only() => Disagree("---\na: 1\n---\rbody", "MTEB2006", byHub: false, byMarkdown: true);

    [Fact]
    public void A_byte_order_mark_is_reported_and_kept()
    {
        var card = ModelCard.Read(new byte[] { 0xEF, 0xBB, 0xBF }.Concat("---\na: é\nb: 2\n---\n"u8.ToArray()).ToArray(), "README.md").Value!;

        card.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal("MTEB2002");
        card.Root!["b"].Should().NotBeNull();
        card.ByteRange(card.Root["b"]!.Range).Should().Be(new TextRange(16, 17));
    }

    [Theory]
    [InlineData("---\n---\nbody", "MTEB2007")]
    [InlineData("---\na: 1\nbody", "MTEB2008")]
    [InlineData("# body", "MTEB2001")]
    [InlineData("", "MTEB2001")]
    [InlineData("---\na: [1\nb: 2\n---\n", "MTEB2010")]
    [InlineData("---\na: *none\n---\n", "MTEB2010")]
    [InlineData("---\na: x\u2028y\n---\n", "MTEB2010")]
    [InlineData("---\n- a\n---\n", "MTEB2011")]
    [InlineData("---\na: 1\nb:\n  c: 1\n  c: 2\n---\n", "MTEB2012")]
    public void What_is_wrong_has_its_code(string text, string code) => Card(text).Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal(code);

    [Fact]
    public void A_duplicate_key_is_shown_where_it_repeats()
    {
        var place = Card("---\na: 1\nb:\n  cc: 1\n  cc: 2\n---\n").Diagnostics.Single().Place;

        (place.File, place.Line, place.Column).Should().Be(("README.md", 5, 3));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused_with_their_offset()
    {
        var outcome = ModelCard.Read(new byte[] { 0x2D, 0x2D, 0xE9, 0x0A }, "README.md");

        outcome.Succeeded.Should().BeFalse();
        outcome.Diagnostics.Single().Code.Should().Be("MTEB2000");
        outcome.Diagnostics.Single().Message.Should().Contain("offset 2");
    }

    [SharedTheory("cards/")]
    [SharedFiles("cards/hf-models", "*.md")]
    [SharedFiles("cards/hf-embedding-models", "*.md")]
    [SharedFiles("cards/huggingface_hub", "*.md")]
    [SharedFiles("cards/hub-docs", "*.md")]
    public void The_block_is_where_Markdig_with_all_its_parsers_finds_it(string file)
    {
        var card = ModelCard.Read(File.ReadAllBytes(SharedMaterial.At(file)), file).Value!;
        var block = Markdown.Parse(card.Text, new MarkdownPipelineBuilder().UseYamlFrontMatter().Build()).OfType<YamlFrontMatterBlock>().SingleOrDefault();

        (card.FrontMatter?.Block.Start).Should().Be(block?.Span.Start);
        (card.FrontMatter is null ? null : (int?)card.Text[..card.FrontMatter.Block.End].TrimEnd().Length).Should().Be(block?.Span.End + 1);
    }

    private static void Disagree(string text, string code, bool byHub, bool byMarkdown)
    {
        var card = Card(text);

        card.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal(code);
        card.FrontMatter.Should().Match<FrontMatter>(found => found.IsReadByHub == byHub && found.IsReadByMarkdown == byMarkdown);
        card.Root!["a"].Should().NotBeNull();
        Encoding.UTF8.GetString(card.Bytes.Span).Should().Be(text);
    }
}
