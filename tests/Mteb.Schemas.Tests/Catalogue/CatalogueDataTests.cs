using System.Text.Json;
using Mteb.CatalogueGenerator;
using Mteb.Schemas.Catalogue;

namespace Mteb.Schemas.Tests.Catalogue;

public sealed class CatalogueDataTests
{
    [SharedFact("catalogue/")]
    public void Every_field_of_every_task_is_the_catalogues()
    {
        foreach (var expected in Goldens.Parse(SharedMaterial.At("catalogue/tasks.json")).EnumerateArray())
        {
            var name = expected.GetProperty("name").GetString()!;
            JsonElement.DeepEquals(TaskCatalogue.Record(name), expected).Should().BeTrue(name);
            HasTheFacts(TaskCatalogue.Find(name)!, expected);
        }
    }

    [SharedFact("catalogue/")]
    public void Every_field_of_every_benchmark_is_the_catalogues()
    {
        foreach (var expected in Goldens.Parse(SharedMaterial.At("catalogue/benchmarks.json")).EnumerateArray())
        {
            var benchmark = BenchmarkCatalogue.Find(expected.GetProperty("name").GetString()!)!;
            JsonElement.DeepEquals(benchmark.Record, expected).Should().BeTrue(benchmark.Name);
            benchmark.Tasks.Should().Equal(Texts(expected.GetProperty("tasks")));
            benchmark.Aliases.Should().Equal(Texts(expected.GetProperty("aliases")));
        }
    }

    [SharedFact("catalogue/")]
    public void All_statistics_and_scores_are_the_catalogues()
    {
        foreach (var task in Goldens.Parse(SharedMaterial.At("catalogue/stats.json.gz")).EnumerateObject())
        {
            foreach (var split in task.Value.EnumerateObject())
            {
                var statistics = TaskStatistics.Find(task.Name, split.Name)!;
                JsonElement.DeepEquals(statistics.Record, split.Value).Should().BeTrue($"{task.Name}, {split.Name}");
                statistics.Texts.Values.Where(lengths => lengths.Shortest > lengths.Longest).Should().BeEmpty();
            }
        }

        foreach (var task in Goldens.Parse(SharedMaterial.At("catalogue/random_baseline_scores.json")).EnumerateObject())
        {
            ScoreDistribution.OfRandomEncoder(task.Name).Should().Be(task.Value.GetDouble());
        }

        foreach (var task in Goldens.Parse(SharedMaterial.At("catalogue/task_score_distributions.json")).EnumerateObject().Where(task => task.Name[0] != '_'))
        {
            ScoreDistribution.Find(task.Name)!.Median.Should().Be(task.Value[4].GetDouble());
        }
    }

    [SharedFact("catalogue/")]
    public void The_committed_data_are_what_the_generator_makes()
    {
        var first = CatalogueFiles.Make(SharedMaterial.At("catalogue")).ToList();
        var second = CatalogueFiles.Make(SharedMaterial.At("catalogue")).ToList();
        foreach (var ((name, content), (_, again)) in first.Zip(second))
        {
            content.AsSpan().SequenceEqual(again).Should().BeTrue($"the generator gives the same '{name}' twice");
            var committed = File.ReadAllBytes(Repository.At("src/Mteb.Schemas/Catalogue/Data/" + name));
            content.AsSpan().SequenceEqual(committed).Should().BeTrue($"'{name}' is up to date; run eng/catalogue if not");
        }

        Directory.EnumerateFiles(Repository.At("src/Mteb.Schemas/Catalogue/Data")).Select(Path.GetFileName).Should().BeEquivalentTo(first.Select(file => file.Name));
    }

    private static void HasTheFacts(TaskFacts task, JsonElement expected)
    {
        task.Type.Should().Be(expected.GetProperty("type").GetString());
        task.BaseClass.Should().Be(expected.GetProperty("base_class").GetString());
        task.MainScore.Should().Be(expected.GetProperty("main_score").GetString());
        task.Category.Should().Be(expected.GetProperty("category").GetString());
        task.EvalSplits.Should().Equal(Texts(expected.GetProperty("eval_splits")));
        task.Modalities.Should().Equal(Texts(expected.GetProperty("modalities")));
        task.IsTextOnly.Should().Be(expected.GetProperty("text_only").GetBoolean());
        task.HasPrompt.Should().Be(expected.GetProperty("has_prompt").GetBoolean());
        task.IsPublic.Should().Be(expected.GetProperty("is_public").ValueKind != JsonValueKind.False);
        task.IsBeta.Should().Be(expected.TryGetProperty("is_beta", out var beta) && beta.GetBoolean());
        task.SupersededBy.Should().Be(expected.TryGetProperty("superseded_by", out var successor) ? successor.GetString() : null);
        task.AggregateOf.Should().HaveCount(expected.TryGetProperty("aggregate_of", out var members) ? members.GetArrayLength() : 0);
        task.Subsets.Should().HaveCount(expected.TryGetProperty("num_subsets", out var count) ? count.GetInt32() : 1);
        var data = expected.GetProperty("dataset");
        task.DatasetPath.Should().Be(data.ValueKind == JsonValueKind.Null ? null : data.GetProperty("path").GetString());
        task.DatasetRevision.Should().Be(data.ValueKind == JsonValueKind.Null ? null : data.GetProperty("revision").GetString());
        if (expected.TryGetProperty("attributes", out var attributes))
        {
            foreach (var attribute in attributes.EnumerateObject())
            {
                JsonElement.DeepEquals(task.Attributes[attribute.Name], attribute.Value).Should().BeTrue($"{task.Name}, {attribute.Name}");
            }
        }
    }

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);
}
