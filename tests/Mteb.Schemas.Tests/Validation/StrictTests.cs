using System.Text;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Tests.JsonSchemas;
using Mteb.Schemas.Validation;

namespace Mteb.Schemas.Tests.Validation;

/// <summary>What validating strictly adds: nothing where rules and schema say the same, and what only the schema says.</summary>
public sealed class StrictTests
{
    private const string Setting = "{\"task\": \"STS12\", \"splits\": [\"test\"], \"version\": {\"mteb\": \"2.0.0\"}, \"encode_kwargs\": {}, \"subsets\": [\"default\"]}";
    private const string Item = "- dataset:\n    id: mteb/sts12-sts\n    task_id: STS12\n  value: 72.4\n";

    [Theory]
    [InlineData("model_meta.json", "model-meta.json")]
    [InlineData("STS12_predictions.json", "predictions.json")]
    [InlineData("STS12.json", "task-result.json")]
    [InlineData("STS12.json", "old-task-result.json")]
    public void It_adds_nothing_to_what_the_rules_find_wherever_one_value_differs(string name, string example)
    {
        var good = File.ReadAllText(Repository.At("tests/Mteb.Schemas.Tests/JsonSchemas/Examples/" + example));
        var refused = 0;
        foreach (var mutant in JsonMutants.Of(good))
        {
            var (plain, strict) = Both(name, mutant.Json);
            Findings(strict).Should().Equal(Findings(plain), mutant.Json);
            strict.Verdict.Should().Be(plain.Verdict);
            refused += plain.Verdict == Verdict.Invalid ? 1 : 0;
        }

        refused.Should().BeGreaterThan(20);
    }

    [SharedFact("results-samples/", "model-results/")]
    public void It_adds_nothing_to_what_the_rules_find_in_samples()
    {
        var files = ResultFiles.Find([SharedMaterial.At("results-samples"), SharedMaterial.At("model-results/sentence-transformers__all-MiniLM-L6-v2")])
            .Where(file => Path.GetFileName(file.Path) is not ("labels.json" or "manifest.json"))
            .ToList();
        files.Select(file => file.Kind).Distinct().Should().Contain([FileKind.TaskResult, FileKind.ModelMeta]);
        foreach (var file in files)
        {
            var utf8 = File.ReadAllBytes(file.Path);
            Findings(FileValidator.Validate(utf8, file, isStrict: true)).Should().Equal(Findings(FileValidator.Validate(utf8, file)), file.Path);
        }
    }

    [Theory]
    [InlineData(".eval_results/STS12.yaml", "[]\n", "MTEB1170 1:1", Verdict.Invalid)]
    [InlineData(".eval_results/STS12.yaml", Item, "", Verdict.Valid)]
    [InlineData(".eval_results/STS12.yaml", "# 😀\n- {dataset: {id: 😀, task_id: x}, value: 1}\n", "MTEB1170 2:18", Verdict.Invalid)]
    [InlineData(".eval_results/STS12.yaml", "- dataset: &d {id: a, task_id: t}\n  value: 1\n", "MTEB1170 1:20", Verdict.Invalid)]
    [InlineData(".eval_results/STS12.yaml", "- {dataset: {id: a/b}, value: 1}\n", "MTEB1170 1:13", Verdict.Invalid)]
    [InlineData("run_settings.jsonl", Setting + "\n\n" + Setting + "\n", "", Verdict.Valid)]
    [InlineData("run_settings.jsonl", Setting + "\n\r\n{\"task\": \"STS12\", \"splits\": [\"test\"], \"subsets\": []}\n", "MTEB1020 3:1", Verdict.Suspicious)]
    [InlineData("run_settings.jsonl", "{\"task\": \"STS12\", \"splits\": [\"test\"], \"subsets\": [], \"encode_kwargs\": 1, \"version\": {}}\n", "MTEB1020 1:71", Verdict.Suspicious)]
    [InlineData("run_settings.jsonl", "{\"task\": 1}\n", "MTEB1020 1:1", Verdict.Suspicious)]
    public void What_only_the_schema_says_is_said_with_its_place(string name, string text, string findings, Verdict verdict)
    {
        var (_, strict) = Both(name, text);
        Findings(strict).Should().Equal(findings.Split(';', StringSplitOptions.RemoveEmptyEntries));
        strict.Verdict.Should().Be(verdict);
    }

    [Fact]
    public void The_description_of_an_experiment_must_have_arguments()
    {
        var meta = File.ReadAllText(Repository.At("tests/Mteb.Schemas.Tests/JsonSchemas/Examples/experiment.json"));
        var arguments = System.Text.Json.Nodes.JsonNode.Parse(meta)!["experiment_kwargs"]!.ToJsonString();
        var without = meta.Replace("\"experiment_kwargs\"", "\"contacts\"", StringComparison.Ordinal);
        arguments.Should().NotBe("null");

        Findings(Both("m/r/experiments/x/model_meta.json", meta).Strict).Should().BeEmpty();
        Findings(Both("m/r/experiments/x/model_meta.json", without).Strict).Should().Contain("MTEB1150 1:1");
        Findings(Both("m/r/model_meta.json", without).Strict).Should().NotContain("MTEB1150 1:1");
    }

    [Fact]
    public void Aliases_of_aliases_do_not_fill_the_memory()
    {
        var text = "- &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(level => $"- &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));
        Findings(Both(".eval_results/x.yaml", text).Strict).Should().Contain("MTEB1170 1:1");
    }

    private static (FileReport Plain, FileReport Strict) Both(string name, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        var file = new ResultFile(name, ResultFiles.KindOf(name));
        return (FileValidator.Validate(utf8, file), FileValidator.Validate(utf8, file, isStrict: true));
    }

    private static IEnumerable<string> Findings(FileReport report) => report.Diagnostics.Select(finding => $"{finding.Code} {finding.Place.Line}:{finding.Place.Column}");
}
