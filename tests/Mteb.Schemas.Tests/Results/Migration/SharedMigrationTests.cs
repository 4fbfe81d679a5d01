using System.Text;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.Results.Migration;

public sealed class SharedMigrationTests
{
    [SharedTheory("results-samples/expected/")]
    [SharedFiles("results-samples/expected", "*.json")]
    public void As_mteb_gives_the_bytes_that_mteb_writes(string expected)
    {
        var migrated = ResultMigration.Migrate(File.ReadAllBytes(SampleOf(expected)), expected, asMteb: true);
        Encoding.UTF8.GetString(migrated.Value!.Bytes.Span).Should().Be(File.ReadAllText(SharedMaterial.At(expected)));
    }

    [SharedTheory("results-samples/expected/")]
    [SharedFiles("results-samples/expected", "*.json")]
    public void Values_are_those_of_mteb_save_the_version_that_made_the_scores(string expected)
    {
        var before = File.ReadAllBytes(SampleOf(expected));
        var migrated = ResultMigration.Migrate(before, expected).Value!;
        var theirs = ResultMigration.Read(File.ReadAllBytes(SharedMaterial.At(expected)), expected).Value!;
        var version = JsonValue.Parse(before, out _)!["mteb_version"]?.AsText();
        var stamped = theirs with
        {
            Scores = [.. theirs.Scores.Select(split => new SplitScores(split.Split, [.. split.Subsets.Select(entry => entry with { MtebVersion = version ?? theirs.MtebVersion })]))],
        };
        Encoding.UTF8.GetString(TaskResultWriter.Write(migrated.Result)).Should().Be(Encoding.UTF8.GetString(TaskResultWriter.Write(stamped)));
        migrated.IsChanged.Should().Be(migrated.Generation.ToString().StartsWith('L'));
        ResultMigration.Migrate(migrated.Bytes, null).Value!.IsChanged.Should().BeFalse("what was converted is current");
    }

    [SharedFact("results-samples/")]
    public void Every_sample_is_of_the_generation_that_its_label_says_or_refused_as_mteb_refuses_it()
    {
        var seen = new HashSet<string>();
        foreach (var label in Goldens.Parse(SharedMaterial.At("results-samples/labels.json")).EnumerateArray().Where(label => label.GetProperty("kind").GetString() == "result"))
        {
            var path = label.GetProperty("path").GetString()!;
            var bytes = File.ReadAllBytes(SharedMaterial.At("results-samples/" + path));
            var migrated = ResultMigration.Migrate(bytes, path);
            migrated.Succeeded.Should().Be(label.GetProperty("mteb_load").GetString() != "error", path);
            if (migrated.Succeeded)
            {
                migrated.Value.Generation.ToString().Should().Be(label.GetProperty("variant").GetString()!.Split('-')[0], path);
                migrated.Value.IsChanged.Should().Be(label.GetProperty("mteb_load").GetString() == "historic", path);
                seen.Add(migrated.Value.Generation.ToString());
            }
        }

        seen.Should().HaveCount(10);
    }

    [SharedTheory("model-results/")]
    [InlineData("jinaai__jina-embeddings-v2-small-en")]
    [InlineData("openai__text-embedding-3-small")]
    [InlineData("sentence-transformers__all-MiniLM-L6-v2")]
    public void A_real_folder_is_converted_whole_and_for_good(string model)
    {
        var converted = 0;
        foreach (var file in Directory.EnumerateFiles(SharedMaterial.At("model-results/" + model), "*.json", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != ResultPaths.ModelMetaFile))
        {
            var bytes = File.ReadAllBytes(file);
            var migrated = ResultMigration.Migrate(bytes, file);
            migrated.Succeeded.Should().BeTrue(file);
            converted += migrated.Value!.IsChanged ? 1 : 0;
            migrated.Value.Bytes.Span.SequenceEqual(bytes).Should().Be(!migrated.Value.IsChanged, file);
            ResultMigration.Migrate(migrated.Value.Bytes, file).Value!.IsChanged.Should().BeFalse(file);
        }

        converted.Should().BeGreaterThan(model.StartsWith("jinaai", StringComparison.Ordinal) ? -1 : 0);
    }

    private static string SampleOf(string expected) =>
        Directory.EnumerateFiles(SharedMaterial.At("results-samples/" + Path.GetFileNameWithoutExtension(expected)), "*.json", SearchOption.AllDirectories).Single();
}
