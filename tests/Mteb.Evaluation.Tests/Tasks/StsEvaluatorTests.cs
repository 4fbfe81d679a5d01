namespace Mteb.Evaluation.Tests.Tasks;

public sealed class StsEvaluatorTests
{
    [Theory]
    [GoldenFiles("tasks", "sts_*.json")]
    public async Task The_golden_case_gives_the_scores_of_the_reference(string file)
    {
        var golden = new GoldenTask(file);
        await golden.CheckAsync(GoldenTask.Facts("AbsTaskSTS", "STS", "cosine_spearman", """{"min_score": 0, "max_score": 5}"""), golden.Tables());
    }
}
