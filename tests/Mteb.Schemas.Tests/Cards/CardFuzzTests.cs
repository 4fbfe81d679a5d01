using Mteb.CardFuzz;

namespace Mteb.Schemas.Tests.Cards;

public sealed class CardFuzzTests
{
    // The whole run of 100,000 cases: docs/card-fuzz.md.
    [SharedFact("cards/")]
    public void Random_edits_of_real_cards_are_proven_and_mean_what_was_intended_to_two_readers()
    {
        using var reader = SecondReader.Start(Repository.At("artifacts/second-reader"));
        var fuzzer = new CardFuzzer(CardFuzzer.Load(SharedMaterial.At("cards")), reader);

        var faults = Enumerable.Range(0, 1000).Select(number => fuzzer.Run(20261, number)).OfType<string>().Take(3);

        faults.Should().BeEmpty();
        fuzzer.Tally.Edits.Should().BeGreaterThan(2500);
        fuzzer.Tally.Judged.Should().BeGreaterThan(1500);
        fuzzer.Tally.Refusals.GetValueOrDefault("MTEB2023").Should().BeLessThan(20, "an edit is refused only where it would spread");
        fuzzer.Tally.Refusals.Should().NotContainKey("MTEB2024");
    }
}
