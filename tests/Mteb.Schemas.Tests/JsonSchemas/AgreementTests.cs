using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.JsonSchemas;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.JsonSchemas;

/// <summary>The schema of results, the rules and the typed reader refuse the same documents, at the same places.</summary>
public sealed class AgreementTests
{
    private const int Rounds = 2500;

    private const string Phases = "#/evaluation_phases";

    // What no schema can say: which tasks there are, and what an old body means.
    private static readonly string[] BeyondSchemas = ["E012", "E031", "E032"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void They_agree_on_documents_changed_at_random(int seed)
    {
        var good = File.ReadAllBytes(Repository.At("tests/Mteb.Schemas.Tests/JsonSchemas/Examples/task-result.json"));
        var mutation = new ByteMutation(new Random(seed));
        var (refused, taken) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var document = mutation.Of(good);
            if (IsBeyondSchemas(document))
            {
                continue;
            }

            var isRefused = Compare(document, $"seed {seed}, round {round}");
            refused += isRefused ? 1 : 0;
            taken += isRefused ? 0 : 1;
        }

        refused.Should().BeGreaterThan(Rounds / 5);
        taken.Should().BeGreaterThan(Rounds / 5);
    }

    [SharedFact("results-samples/")]
    public void They_agree_on_every_sample()
    {
        foreach (var file in Directory.EnumerateFiles(SharedMaterial.At("results-samples"), "*.json", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not ("model_meta.json" or "labels.json")))
        {
            Compare(File.ReadAllBytes(file), file);
        }
    }

    private static bool Compare(byte[] document, string because)
    {
        var rules = ResultValidator.Validate(document, null).Diagnostics.Where(diagnostic => diagnostic.Descriptor.Rule is ['E', ..]).ToList();
        var isOld = JsonValue.Parse(document, out _) is { } root && root["scores"] is null && root["mteb_dataset_name"] is not null;
        var faults = SchemaValidation.Validate(isOld ? "old-task-result" : "task-result", document);
        var ofForm = rules.Where(rule => !BeyondSchemas.Contains(rule.Descriptor.Rule)).ToList();
        var text = $"{because}: {Encoding.UTF8.GetString(document)}\nrules: {string.Join("; ", rules.Select(rule => rule.Descriptor.Rule + " " + rule.Place))}\nschema: {string.Join("; ", faults)}";
        if (isOld)
        {
            // The schema of old results says less than the rules.
            (faults.Count == 0 || rules.Count > 0).Should().BeTrue(text);
            return rules.Count > 0;
        }

        (faults.Count > 0).Should().Be(ofForm.Count > 0, text);
        ResultMigration.Migrate(document, null).Succeeded.Should().Be(rules.Count == 0, text);
        // Where the bytes or the whole form are wrong, the rules say only that.
        var hasForm = JsonValue.Parse(document, out _) is { } parsed && (parsed["scores"] is not null || parsed["task_name"] is not null);
        if (faults.Count > 0 && hasForm && ofForm[0].Descriptor.Rule is not ("E001" or "E002" or "E003" or "E004" or "E005"))
        {
            // Of phases, the rules say that one is wrong and not which.
            faults.Where(fault => !fault.Path.StartsWith(Phases, StringComparison.Ordinal)).Select(fault => (CodeOf(fault), fault.Place.Line, fault.Place.Column)).Distinct()
                .Should().BeEquivalentTo(ofForm.Where(rule => !IsOfPhases(rule)).Select(rule => (rule.Descriptor.Rule!, rule.Place.Line, rule.Place.Column)).Distinct(), text);
            faults.Any(fault => fault.Path.StartsWith(Phases, StringComparison.Ordinal)).Should().Be(ofForm.Exists(IsOfPhases), text);
        }

        return rules.Count > 0;
    }

    private static bool IsOfPhases(Diagnostic rule) =>
        rule.Message.StartsWith("Every phase", StringComparison.Ordinal) || rule.Message.StartsWith("'evaluation_phases'", StringComparison.Ordinal);

    /// <summary>The rule that a fault of the schema breaks.</summary>
    private static string CodeOf(SchemaFault fault)
    {
        var path = fault.Path[2..];
        return !path.StartsWith("scores", StringComparison.Ordinal) ? (fault.Kind == "PropertyRequired" ? "E010" : "E011")
            : path == "scores" ? (fault.Kind == "PropertyRequired" ? "E010" : "E020")
            : path.EndsWith("].main_score", StringComparison.Ordinal) ? "E023"
            : path.EndsWith("].hf_subset", StringComparison.Ordinal) ? "E024"
            : path.EndsWith("].languages", StringComparison.Ordinal) ? "E025"
            : path.EndsWith(']') ? "E022" : "E021";
    }

    // NaN is a number to every schema, but no date. Of scores or a split that stand twice, the rules look at both.
    private static bool IsBeyondSchemas(byte[] document) =>
        JsonValue.Parse(document, out _) is { } root
        && ((root["date"] is { Kind: JsonKind.Number } date && double.IsNaN(date.AsNumber()!.Value))
            || root.Members.Count != root.DistinctMembers().Count
            || (root["scores"] is { } scores && scores.Members.Count != scores.DistinctMembers().Count));
}
