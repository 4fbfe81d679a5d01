using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Yaml;
using static Mteb.Schemas.Tests.Cards.CardMaker;

namespace Mteb.Schemas.Tests.Cards;

public sealed class CardEditingTests
{
    [Theory]
    [InlineData("---\nlicense: mit # why\n---\n", "license", "apache-2.0", "---\nlicense: apache-2.0 # why\n---\n")]
    [InlineData("---\r\nlicense:   'mit'  \r\n---\r\nbody", "license", "apache-2.0", "---\r\nlicense:   'apache-2.0'  \r\n---\r\nbody")]
    [InlineData("---\nlicense: \"mit\"\n---\n", "license", "no", "---\nlicense: \"no\"\n---\n")]
    [InlineData("---\nlanguage: no\n---\n", "language", "no", "---\nlanguage: \"no\"\n---\n")]
    [InlineData("---\nlanguage: [no, en]\n---\n", "license", "mit", "---\nlanguage: [no, en]\nlicense: mit\n---\n")]
    [InlineData("---\nlicense:   # none yet\ntags: [a]\n---\n", "license", "mit", "---\nlicense: mit   # none yet\ntags: [a]\n---\n")]
    [InlineData("---\nlicense: |\n  mit\n\n# next\nb: 1\n---\n", "license", "mit", "---\nlicense: mit\n\n# next\nb: 1\n---\n")]
    [InlineData("---\nlicense: &l mit\n---\n", "license", "x", "---\nlicense: &l x\n---\n")]
    [InlineData("---\ntags:\n- a\n---\n", "tags", "[b, c]", "---\ntags:\n- b\n- c\n---\n")]
    [InlineData("---\ntags: # mine\n  - a\n  - z # last\nb: 1\n---\n", "tags", "[b]", "---\ntags: # mine\n  - b # last\nb: 1\n---\n")]
    [InlineData("---\ntags: [a, z] # mine\n---\n", "tags", "[b]", "---\ntags: [b] # mine\n---\n")]
    [InlineData("---\na:\n    b: 1\n---\n", "a.c", "2", "---\na:\n    b: 1\n    c: 2\n---\n")]
    [InlineData("---\na: {b: 1}\n---\n", "a.c", "2", "---\na: {b: 1, c: 2}\n---\n")]
    [InlineData("---\na: 1\n---\n", "b.c", "2", "---\na: 1\nb:\n  c: 2\n---\n")]
    [InlineData("---\n\n---\n", "a", "1", "---\n\na: 1\n---\n")]
    [InlineData("---\n---\n", "a", "1", "---\na: 1\n---\n")]
    [InlineData("# Model\r\n", "a", "1", "---\r\na: 1\r\n---\r\n# Model\r\n")]
    [InlineData("", "a", "1", "---\na: 1\n---\n")]
    public void Setting_a_value_changes_its_token_and_nothing_else(string before, string path, string value, string after) =>
        Edited(before, new CardIntent.SetValue(Path(path), CardValue.Parse(value).Value!)).Should().Be(after);

    [Theory]
    [InlineData("---\na: 1\nb: 2 # gone\nc: 3\n---\n", "b", "---\na: 1\nc: 3\n---\n")]
    [InlineData("---\na: 1\n---\nbody", "a", "---\n\n---\nbody")]
    [InlineData("---\na: {b: 1, c: 2}\n---\n", "a.b", "---\na: {c: 2}\n---\n")]
    [InlineData("---\na: {b: 1, c: 2}\n---\n", "a.c", "---\na: {b: 1}\n---\n")]
    [InlineData("---\na:\n  b: 1\nc: 2\n---\n", "a.b", "---\na: {}\nc: 2\n---\n")]
    [InlineData("---\na:\n- b: 1\n  c: 2\n---\n", "a[0].b", "---\na:\n- c: 2\n---\n")]
    [InlineData("---\na: 1\n---\n", "b", "---\na: 1\n---\n")]
    public void Removing_a_key_takes_its_lines_and_nothing_else(string before, string path, string after) =>
        Edited(before, new CardIntent.RemoveValue(Path(path))).Should().Be(after);

    [Theory]
    [InlineData("---\ntags:\n- a\n---\n", "mteb", "---\ntags:\n- a\n- mteb\n---\n")]
    [InlineData("---\ntags:\n- a\n- mteb # yes\n---\n", "mteb", "---\ntags:\n- a\n- mteb # yes\n---\n")]
    [InlineData("---\ntags:\n- a\n- \"mteb\"\n---\n", "mteb", "---\ntags:\n- a\n- \"mteb\"\n---\n")]
    [InlineData("---\r\ntags:\r\n  - a # one\r\n\r\nb: 1\r\n---\r\n", "mteb", "---\r\ntags:\r\n  - a # one\r\n  - mteb\r\n\r\nb: 1\r\n---\r\n")]
    [InlineData("---\ntags: [a, b, ]\n---\n", "mteb", "---\ntags: [a, b, mteb, ]\n---\n")]
    [InlineData("---\ntags: []\n---\n", "mteb", "---\ntags: [mteb]\n---\n")]
    [InlineData("---\ntags: [\n    # none yet\n  ]\n---\n", "mteb", "---\ntags: [mteb\n    # none yet\n  ]\n---\n")]
    [InlineData("---\ntags: a\n---\n", "mteb", "---\ntags:\n- a\n- mteb\n---\n")]
    [InlineData("---\nb:\n  - 1\n---\n", "mteb", "---\nb:\n  - 1\ntags:\n  - mteb\n---\n")]
    public void Adding_an_item_adds_a_line_and_never_a_duplicate(string before, string item, string after) =>
        Edited(before, new CardIntent.AddItem(Path("tags"), new CardValue.Text(item))).Should().Be(after);

    [Theory]
    [InlineData("---\ntags:\n- a\n- b # two\n- c\n---\n", "---\ntags:\n- a\n- c\n---\n")]
    [InlineData("---\ntags: [a, b, c]\n---\n", "---\ntags: [a, c]\n---\n")]
    [InlineData("---\ntags: [b]\n---\n", "---\ntags: []\n---\n")]
    [InlineData("---\ntags:\n- b\nz: 1\n---\n", "---\ntags: []\nz: 1\n---\n")]
    [InlineData("---\ntags: [a]\n---\n", "---\ntags: [a]\n---\n")]
    public void Removing_an_item_takes_its_line_or_its_comma(string before, string after) =>
        Edited(before, new CardIntent.RemoveItem(Path("tags"), new CardValue.Text("b"))).Should().Be(after);

    [Fact]
    public void A_block_of_the_body_is_added_once_and_refreshed_in_place()
    {
        var added = Edited("---\na: 1\n---\n# Title\r\ntext", new CardIntent.PutBlock("results", "| a |\n| b |"));
        var moved = added + "\r\nmore\r\n";

        added.Should().Be("---\na: 1\n---\n# Title\r\ntext\r\n\r\n<!-- mteb:results -->\r\n\r\n| a |\r\n| b |\r\n\r\n<!-- /mteb:results -->\r\n");
        Edited(added, new CardIntent.PutBlock("results", "| a |\n| b |")).Should().Be(added);
        Edited(moved, new CardIntent.PutBlock("results", "new")).Should()
            .Be("---\na: 1\n---\n# Title\r\ntext\r\n\r\n<!-- mteb:results -->\r\n\r\nnew\r\n\r\n<!-- /mteb:results -->\r\n\r\nmore\r\n");
    }

    [Fact]
    public void Marks_in_code_are_examples()
    {
        const string Text = "# How\n\n```\n<!-- mteb:results -->\n<!-- /mteb:results -->\n```\n";

        Edited(Text, new CardIntent.PutBlock("results", "x")).Should().StartWith(Text).And.EndWith("x\n\n<!-- /mteb:results -->\n");
    }

    [Theory]
    [InlineData("---\na: &x 1\nb: *x\n---\n", "a", "MTEB2022")]
    [InlineData("---\na: &x 1\nb: *x\n---\n", "b", "MTEB2022")]
    [InlineData("---\na: &x {c: 1}\nb: *x\n---\n", "a.c", "MTEB2022")]
    [InlineData("---\n? a\n: [1]\nb: 2\n---\n", "c", "MTEB2021")]
    [InlineData("---\na: 1\na: 2\n---\n", "a", "MTEB2021")]
    [InlineData("---\na: text\n---\n", "a.b", "MTEB2020")]
    [InlineData("---\na: [1]\n---\n", "a[3]", "MTEB2020")]
    [InlineData("---\na: [1\n---\n", "a", "MTEB2010")]
    [InlineData("---\na: 1\n", "a", "MTEB2008")]
    public void What_cannot_be_edited_safely_is_refused(string before, string path, string code) =>
        Refused(before, new CardIntent.SetValue(Path(path), new CardValue.Text("new"))).Should().Contain(code);

    [Fact]
    public void A_removal_that_would_lengthen_the_text_above_is_refused() =>
        Refused("---\na: |+\n  x\nb: 1\n\nc: 2\n---\n", new CardIntent.RemoveValue(Path("b"))).Should().Equal("MTEB2023");

    [Fact]
    public void One_mark_without_the_other_is_refused() =>
        Refused("text\n\n<!-- mteb:results -->\n\nmore\n", new CardIntent.PutBlock("results", "x")).Should().Equal("MTEB2026");

    [Fact]
    public void The_changed_bytes_are_reported()
    {
        var card = Card("---\nname: é\nlicense: mit\n---\n");

        CardEditing.Apply(card, new CardIntent.SetValue(Path("license"), new CardValue.Text("apache-2.0"))).Value!.Changes
            .Should().Equal(new CardChange(new(22, 25), new(22, 32)));
    }

    [Fact]
    public void Independent_intents_are_one_step_and_others_are_several()
    {
        var card = Card("---\na: 1\ntags: [x]\n---\n");
        CardIntent set = new CardIntent.SetValue(Path("a"), new CardValue.Literal("2"));
        CardIntent add = new CardIntent.AddItem(Path("tags"), new CardValue.Text("z"));

        CardEditing.ApplyAll(card, [set, add]).Value.Should().ContainSingle().Which.After.Text.Should().Be("---\na: 2\ntags: [x, z]\n---\n");
        CardEditing.ApplyAll(card, [set, new CardIntent.RemoveValue(Path("a"))]).Value!.Should().HaveCount(2);
    }

    [Fact]
    public void Several_entries_in_empty_braces_get_their_commas()
    {
        var card = Card("---\na: {}\n---\n");
        CardIntent[] intents = [new CardIntent.SetValue(Path("a.b"), new CardValue.Literal("1")), new CardIntent.SetValue(Path("a.c"), CardValue.Texts(["x"]))];

        CardEditing.ApplyAll(card, intents).Value![^1].After.Text.Should().Be("---\na: {b: 1, c: [x]}\n---\n");
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("model-index[0].results[12].task.type", "model-index[0].results[12].task.type")]
    [InlineData("\"a.b\".c", "a.b.c")]
    [InlineData("[0]", null)]
    [InlineData("a..b", null)]
    [InlineData("a.", null)]
    [InlineData("a[x]", null)]
    [InlineData("", null)]
    public void Paths_are_read(string text, string? path) => CardPath.Parse(text)?.ToString().Should().Be(path);
}
