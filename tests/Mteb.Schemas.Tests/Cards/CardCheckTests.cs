using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Checking;
using Mteb.Schemas.Diagnostics;
using static Mteb.Schemas.Tests.Cards.CardMaker;

namespace Mteb.Schemas.Tests.Cards;

public sealed class CardCheckTests
{
    private const string Body = "# Overview\n## Usage\n## Evaluation\n## Requirements\n## License\n## Citation\n";

    [Theory]
    [InlineData("license: 1.5", "MTEB2040", 3, 1)]
    [InlineData("tags:\n- a\n- 5", "MTEB2040", 5, 3)]
    [InlineData("model-index:\n- name: x\n  results:\n  - task: {type: STS}\n    metrics: []", "MTEB2040", 6, 5)]
    [InlineData("base_model_relation: cousin", "MTEB2040", 3, 1)]
    [InlineData("x: no", "MTEB2041", 3, 4)]
    [InlineData("x: 1.10", "MTEB2041", 3, 4)]
    [InlineData("x: 0o14", "MTEB2041", 3, 4)]
    [InlineData("x: 014", "MTEB2041", 3, 4)]
    [InlineData("x: [12:30]", "MTEB2041", 3, 5)]
    [InlineData("license: Apache-2.0", "MTEB2044", 3, 10)]
    [InlineData("license: other", "MTEB2045", 3, 10)]
    [InlineData("license: mit", "MTEB2063", 3, 10)]
    [InlineData("language: english", "MTEB2046", 3, 11)]
    [InlineData("language: [en, fr]", "MTEB2064", 3, 1)]
    [InlineData("pipeline_tag: embeddings", "MTEB2047", 3, 15)]
    [InlineData("mteb_results: none", "MTEB2061", 3, 15)]
    [InlineData("mteb_results: here", "MTEB2060", 3, 1)]
    public void A_finding_has_its_code_and_its_place(string yaml, string code, int line, int column)
    {
        var found = Check($"---\nlibrary_name: x\n{yaml}\n---\n{Body}");

        found.Should().Contain(diagnostic => diagnostic.Code == code).Which.Place.Should().Be(new SourcePlace("README.md", line, column));
    }

    [Fact]
    public void A_good_card_has_no_findings() =>
        Check($"---\nlibrary_name: x\nlicense: apache-2.0\nlanguage: [en, zh]\npipeline_tag: sentence-similarity\nversion: \"1.10\"\n---\n{Body}")
            .Where(diagnostic => diagnostic.Severity > Severity.Suggestion).Should().BeEmpty();

    [Fact]
    public void Scales_are_named_and_mixing_them_is_noticed()
    {
        Codes(Index(54.03, 70)).Should().Contain("MTEB2050").And.NotContain("MTEB2051");
        Codes(Index(0.54, 0.7)).Should().Contain("MTEB2050").And.NotContain("MTEB2051");
        Codes(Index(0.54, 70)).Should().Contain("MTEB2051");
        Codes(Index(0.54, 7000)).Should().Contain("MTEB2052");
        Codes(Index(0.54, 0.7)).Should().Contain("MTEB2055");
    }

    [Fact]
    public void A_result_that_stands_twice_is_noticed() =>
        Codes(Index(54, 70).Replace("MTEB B", "MTEB A", StringComparison.Ordinal)).Should().Contain("MTEB2053");

    [Fact]
    public void Fields_are_read_with_their_places()
    {
        var fields = CardFields.Of(Card("---\nlicense: &l mit\ntags: [a, 5, b]\nlanguage: *l\n---\n"));

        fields.License.Should().Equal(new PlacedText("mit", new SourcePlace("README.md", 2, 13)));
        fields.Tags.Select(tag => (tag.Value, tag.Place.Column)).Should().Equal(("a", 8), ("b", 14));
        fields.Language.Single().Value.Should().Be("mit");
        fields.LibraryName.Should().BeNull();
    }

    [Fact]
    public void Missing_sections_are_named() =>
        Check("---\nlibrary_name: x\n---\n# Overview\n").Count(diagnostic => diagnostic.Code == "MTEB2062").Should().Be(5);

    [Theory]
    [InlineData("eng-Latn", "en", null)]
    [InlineData("zho-Hans", "zh", "the script 'Hans'")]
    [InlineData("cmn-Hans", "zh", "that it is 'cmn'")]
    [InlineData("yue-Hant", "yue", "the script 'Hant'")]
    [InlineData("python-Code", "code", "the programming language 'python'")]
    public void Languages_of_results_become_codes_of_cards_and_what_is_lost_is_said(string language, string code, string? loss)
    {
        LanguageTags.ToCard(language, out var lost).Should().Be(code);
        lost.Should().Be(loss);
    }

    [SharedTheory("cards/")]
    [SharedFiles("cards/hf-models", "*.md")]
    [SharedFiles("cards/hf-embedding-models", "*.md")]
    public void Real_cards_have_no_schema_errors_and_known_licences(string file)
    {
        var card = ModelCard.Read(File.ReadAllBytes(SharedMaterial.At(file)), file).Value!;

        CardCheck.Check(card, new CardSurroundings()).Where(diagnostic => diagnostic.Code is "MTEB2010" or "MTEB2040" or "MTEB2044").Should().BeEmpty();
    }

    private static string Index(double one, double other) => FormattableString.Invariant(
        $"---\nmodel-index:\n- name: x\n  results:\n  - task: {{type: STS}}\n    dataset: {{type: a, name: MTEB A}}\n    metrics: [{{type: main_score, value: {one}}}]\n  - task: {{type: STS}}\n    dataset: {{type: a, name: MTEB B}}\n    metrics: [{{type: main_score, value: {other}}}]\n---\n");

    private static IEnumerable<string> Codes(string text) => Check(text).Select(diagnostic => diagnostic.Code);

    private static IReadOnlyList<Diagnostic> Check(string text) => CardCheck.Check(Card(text), new CardSurroundings
    {
        LicenseFile = "Apache License\nVersion 2.0",
        EvaluatedLanguages = ["eng-Latn", "zho-Hans"],
        PathExists = path => path == "here",
    });
}
