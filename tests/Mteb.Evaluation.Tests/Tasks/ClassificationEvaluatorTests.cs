using System.Text.Json;
using Mteb.Evaluation.Tests.Numerics;
using Mteb.Schemas.Catalogue;

namespace Mteb.Evaluation.Tests.Tasks;

public sealed class ClassificationEvaluatorTests
{
    [Fact]
    public async Task Three_classes_give_the_scores_of_the_reference()
    {
        var golden = new GoldenTask("tasks/classification_3class.json");
        await golden.CheckAsync(Facts(), golden.Tables("train", "test"));
    }

    [Fact]
    public async Task Cross_validation_gives_the_scores_of_the_reference()
    {
        var golden = new GoldenTask("tasks/classification_cross_validation.json");
        await golden.CheckAsync(Facts("""{"is_cross_validation": true}"""), golden.Tables("train"));
    }

    [Fact]
    public async Task Subsampled_string_labels_give_the_scores_of_the_reference()
    {
        var golden = new GoldenTask("tasks/classification_subsampled_string_labels.json");
        var data = new MemoryData();
        foreach (var split in golden.Inputs.GetProperty("after_transform").EnumerateObject())
        {
            var texts = golden.Inputs.GetProperty(split.Name).GetProperty("text").Texts();
            data.With(split.Name, JsonSerializer.SerializeToElement(new
            {
                text = split.Value.GetProperty("rows").Ints().Select(row => texts[row]),
                label = split.Value.GetProperty("labels").Ints(),
            }));
        }

        await golden.CheckAsync(Facts(), data);
    }

    private static TaskFacts Facts(string attributes = "{}") =>
        GoldenTask.Facts("AbsTaskClassification", "Classification", "accuracy", attributes);
}
