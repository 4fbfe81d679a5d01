using Mteb.Evaluation.Verification;

namespace Mteb.Evaluation.Tests.Verification;

public sealed class CanarySentencesTests
{
    [Fact]
    public void Every_language_has_sentences_that_all_differ()
    {
        CanarySentences.Languages.Count.Should().BeGreaterThan(15);
        foreach (var language in CanarySentences.All.GroupBy(canary => canary.Language))
        {
            language.Count().Should().BeGreaterThanOrEqualTo(3, language.Key);
            language.SelectMany(canary => new[] { canary.Sentence, canary.Paraphrase, canary.Unrelated }).Should().OnlyHaveUniqueItems();
        }
    }

    [Fact]
    public void Languages_of_the_card_choose_the_sentences_and_English_stands_in()
    {
        CanaryCheck.Choose(["deu", "jpn"]).Select(canary => canary.Language).Distinct().Should().BeEquivalentTo("deu", "jpn");
        CanaryCheck.Choose(["tlh"]).Select(canary => canary.Language).Distinct().Should().Equal("eng");
        CanaryCheck.Choose([]).Should().NotBeEmpty();
    }
}
