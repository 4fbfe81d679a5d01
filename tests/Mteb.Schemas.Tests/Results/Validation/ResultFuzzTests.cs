using Mteb.ResultFuzz;
using Xunit.Abstractions;

namespace Mteb.Schemas.Tests.Results.Validation;

public sealed class ResultFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 3000;

    // The whole run of 1,000,000 cases: docs/result-fuzz.md. Every run of this share takes other cases.
    [SharedFact("results-samples/")]
    public void Random_changes_of_real_results_are_judged_without_failing_or_losing_a_place()
    {
        var seed = Random.Shared.Next(2, int.MaxValue);
        output.WriteLine($"seed {seed}");
        var fuzzer = new ResultFuzzer(ResultFuzzer.Load(SharedMaterial.At("results-samples")));

        var faults = Enumerable.Range(0, Cases).Select(number => fuzzer.Run(seed, number)).OfType<string>().Take(3).ToList();

        faults.Should().BeEmpty($"seed {seed} must show nothing");
        fuzzer.Verdicts.Should().HaveCount(4, "changes must reach every verdict");
        fuzzer.Codes.Count.Should().BeGreaterThan(45, "changes must reach most codes");
    }
}
