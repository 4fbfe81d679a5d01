using System.Text;
using System.Text.Json;
using Mteb.Schemas.JsonSchemas;
using Mteb.Schemas.Results;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.JsonSchemas;

public sealed class SharedSchemaTests
{
    // What a schema cannot say: the catalogue, the folder, bytes before the document.
    private static readonly string[] BeyondSchemas = ["E012", "E031"];

    [SharedFact("results-samples/")]
    public void A_sample_fits_its_schema_where_mteb_loads_it()
    {
        foreach (var label in Labels("result"))
        {
            var path = label.GetProperty("path").GetString()!;
            var bytes = File.ReadAllBytes(SharedMaterial.At("results-samples/" + path));
            var codes = label.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!).ToList();
            var name = codes.Contains("W251") ? "old-task-result" : "task-result";
            (SchemaValidation.Validate(name, bytes).Count > 0).Should().Be(codes.Exists(code => code[0] == 'E' && !BeyondSchemas.Contains(code)), path);
        }
    }

    [SharedFact("results-samples/")]
    public void A_sample_of_a_description_of_a_model_fails_where_its_label_says()
    {
        foreach (var label in Labels("model_meta"))
        {
            var path = label.GetProperty("path").GetString()!;
            var bytes = File.ReadAllBytes(SharedMaterial.At("results-samples/" + path));
            Fields(SchemaValidation.Validate("model-meta", bytes, path), bytes).Should().BeEquivalentTo(label.GetProperty("fields").EnumerateArray().Select(field => field.GetString()), path);
        }
    }

    [SharedTheory("model-results/")]
    [SharedFiles("model-results", "manifest.json")]
    public void Every_real_file_fits_its_schema(string manifest)
    {
        var seen = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(SharedMaterial.At(manifest))!, "*", SearchOption.AllDirectories).Where(file => Path.GetDirectoryName(file) != SharedMaterial.At("model-results")))
        {
            var name = Path.GetFileName(file);
            if (name == ResultPaths.RunSettingsFile)
            {
                seen.Add(name);
                File.ReadAllLines(file).SelectMany(line => SchemaValidation.Validate("run-settings", Encoding.UTF8.GetBytes(line))).Should().BeEmpty(file);
            }
            else if (name.EndsWith(".json", StringComparison.Ordinal) && name != ResultPaths.ModelMetaFile)
            {
                var bytes = File.ReadAllBytes(file);
                var isOld = JsonValue.Parse(bytes, out _)!["scores"] is null;
                seen.Add(isOld ? "old" : "current");
                SchemaValidation.Validate(isOld ? "old-task-result" : "task-result", bytes).Should().BeEmpty(file);
            }
        }

        seen.Should().Contain(["old", "current"]);
    }

    [SharedFact("leaderboard/results/")]
    public void The_description_of_an_experiment_is_one_of_a_model_with_arguments()
    {
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(SharedMaterial.At("leaderboard/results"), ResultPaths.ModelMetaFile, SearchOption.AllDirectories).Where(file => file.Contains("experiments", StringComparison.Ordinal)))
        {
            count++;
            var bytes = File.ReadAllBytes(file);
            var isNamed = JsonValue.Parse(bytes, out _)!["experiment_kwargs"] is { Kind: JsonKind.Mapping, Members.Count: > 0 };
            var plain = Fields(SchemaValidation.Validate("model-meta", bytes), bytes);
            Fields(SchemaValidation.Validate("experiment", bytes), bytes).Should().BeEquivalentTo(isNamed ? plain : plain.Append("experiment_kwargs"), file);
        }

        count.Should().BePositive();
    }

    /// <summary>The fields at fault: the first step of each path, or what is missing.</summary>
    private static HashSet<string> Fields(IEnumerable<SchemaFault> faults, byte[] bytes) =>
        [.. faults.Select(fault => fault.Path.TrimStart('#', '/').Split('.', '[')[0])];

    private static IEnumerable<JsonElement> Labels(string kind) =>
        Goldens.Parse(SharedMaterial.At("results-samples/labels.json")).EnumerateArray().Where(label => label.GetProperty("kind").GetString() == kind);
}
