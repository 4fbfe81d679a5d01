using Mteb.Evaluation;
using Xunit;

namespace GeneratorSample;

public sealed class GeneratorTests
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");

    [Fact]
    public async Task Similar_sentences_get_similar_vectors()
    {
        using var generator = new WordGenerator();
        var task = await MtebEvaluation.EvaluateAsync(generator, "QuickstartSTS", Data);
        Assert.True(task.Succeeded, string.Join('\n', task.Diagnostics));
        Assert.True(task.Value.Score > 0.5, $"Spearman correlation is {task.Value.Score:F4}.");
    }

    [Fact]
    public async Task Questions_find_their_answers()
    {
        using var generator = new WordGenerator();
        var task = await MtebEvaluation.EvaluateAsync(generator, "QuickstartRetrieval", Data);
        Assert.True(task.Succeeded, string.Join('\n', task.Diagnostics));
        Assert.True(task.Value.Score > 0.5, $"nDCG@10 is {task.Value.Score:F4}.");
    }
}
