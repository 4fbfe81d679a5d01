using Mteb.Evaluation.Tests.Running;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>The subsets of real data that <see cref="MiniLmParityTests"/> leaves out, each by its name.</summary>
public sealed class MiniLmSubsetTests(MiniLmFixture fixture) : IClassFixture<MiniLmFixture>
{
    [SharedTheory("models/all-MiniLM-L6-v2/", "datasets/", "goldens/minilm/")]
    [InlineData("Tatoeba", "ara-eng")]
    [InlineData("Tatoeba", "fra-eng")]
    [InlineData("Tatoeba", "jpn-eng")]
    [InlineData("Tatoeba", "rus-eng")]
    [InlineData("STSBenchmarkMultilingualSTS", "de")]
    [InlineData("STSBenchmarkMultilingualSTS", "en")]
    [InlineData("STSBenchmarkMultilingualSTS", "es")]
    [InlineData("STSBenchmarkMultilingualSTS", "it")]
    [InlineData("STSBenchmarkMultilingualSTS", "nl")]
    [InlineData("STSBenchmarkMultilingualSTS", "pl")]
    [InlineData("STSBenchmarkMultilingualSTS", "pt")]
    [InlineData("STSBenchmarkMultilingualSTS", "ru")]
    public Task The_scores_are_those_of_mteb(string task, string subset) => fixture.CompareAsync(task, null, [subset]);
}
