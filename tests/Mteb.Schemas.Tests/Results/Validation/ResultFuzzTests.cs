using System.Diagnostics;
using System.Globalization;
using Mteb.ResultFuzz;
using Xunit.Abstractions;

namespace Mteb.Schemas.Tests.Results.Validation;

public sealed class ResultFuzzTests(ITestOutputHelper output)
{
    private const int Cases = 20_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    // The whole run of 1,000,000 cases: docs/result-fuzz.md. Every run of this share takes other cases; .ci/run prints the seed.
    [SharedFact("results-samples/")]
    public void Random_changes_of_real_results_are_judged_without_failing_hanging_or_losing_a_place()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MTEB_FUZZ_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next(2, int.MaxValue);
        output.WriteLine($"seed {seed}");
        var fuzzer = new ResultFuzzer(ResultFuzzer.Load(SharedMaterial.At("results-samples")));

        var faults = Enumerable.Range(0, Cases).Select(number => Run(fuzzer, seed, number)).OfType<string>().Take(3).ToList();

        faults.Should().BeEmpty($"seed {seed} must show nothing");
        fuzzer.Verdicts.Should().HaveCount(4, "changes must reach every verdict");
        fuzzer.Codes.Keys.Should().NotContain(code => code.StartsWith("MTEB9", StringComparison.Ordinal), "those are our own faults");
        fuzzer.Codes.Count.Should().BeGreaterThan(50, "changes must reach most codes");
    }

    // Other programs can hold one case up; a case that hangs does so every time.
    private static string? Run(ResultFuzzer fuzzer, int seed, int number)
    {
        var (fault, took) = (default(string), TimeSpan.MaxValue);
        for (var attempt = 0; attempt < 4 && took > Longest; attempt++)
        {
            var clock = Stopwatch.StartNew();
            fault = fuzzer.Run(seed, number);
            took = clock.Elapsed;
        }

        return fault ?? (took > Longest ? $"case {number} took {took.TotalSeconds} s" : null);
    }
}
