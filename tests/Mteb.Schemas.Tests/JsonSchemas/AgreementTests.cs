using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;
using Mteb.Schemas.Validation;

namespace Mteb.Schemas.Tests.JsonSchemas;

/// <summary>
/// The schema of results, the rules and the typed reader refuse the same documents, with the same codes at the same places; so
/// that validating strictly finds nothing that validating does not.
/// </summary>
public sealed class AgreementTests
{
    private const int Rounds = 2500;

    // What no schema can say: which tasks there are.
    private static readonly string[] BeyondSchemas = ["E031"];

    // What the schema of old results leaves to the rules: what an old body means, and versions that are none.
    private static readonly string[] BeyondOldSchema = ["E031", "E032", "E012"];

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
            var isRefused = Compare(mutation.Of(good), $"seed {seed}, round {round}");
            refused += isRefused ? 1 : 0;
            taken += isRefused ? 0 : 1;
        }

        refused.Should().BeGreaterThan(Rounds / 5);
        taken.Should().BeGreaterThan(Rounds / 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void They_agree_on_old_documents_changed_at_random(int seed)
    {
        var good = File.ReadAllBytes(Repository.At("tests/Mteb.Schemas.Tests/JsonSchemas/Examples/old-task-result.json"));
        var mutation = new ByteMutation(new Random(seed));
        for (var round = 0; round < Rounds; round++)
        {
            Compare(mutation.Of(good), $"seed {seed}, round {round}");
        }
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
        var file = new ResultFile("x.json", FileKind.TaskResult);
        var report = FileValidator.Validate(document, file);
        var rules = report.Diagnostics.Where(diagnostic => diagnostic.Descriptor.Rule is ['E', ..]).ToList();
        var schema = SchemaFindings.Of(report, document);
        var text = $"{because}: {Encoding.UTF8.GetString(document)}\nrules: {Written(rules)}\nschema: {Written(schema)}";

        FileValidator.Validate(document, file, isStrict: true).Should().BeEquivalentTo(report, text);
        var isOld = report.Diagnostics.Any(diagnostic => diagnostic.Descriptor.Rule == "W251");
        (isOld || ResultMigration.Migrate(document, null).Succeeded == (rules.Count == 0)).Should().BeTrue(text);
        if (!IsRefusedAsJson(rules) && !HasNaNDate(document))
        {
            Keys(rules.Where(rule => !(isOld ? BeyondOldSchema : BeyondSchemas).Contains(rule.Descriptor.Rule))).Should().BeSubsetOf(Keys(schema), text);
        }

        return rules.Count > 0;
    }

    private static IEnumerable<(string, int, int)> Keys(IEnumerable<Diagnostic> findings) => findings.Select(finding => (finding.Code, finding.Place.Line, finding.Place.Column)).Distinct();

    private static string Written(IEnumerable<Diagnostic> findings) => string.Join("; ", findings.Select(finding => $"{finding.Descriptor.Rule} {finding.Place} {finding.Message}"));

    private static bool IsRefusedAsJson(List<Diagnostic> rules) => rules.Exists(rule => rule.Descriptor.Rule is "E001" or "E002" or "E003" or "E004");

    // NaN is a number to every schema, but no date.
    private static bool HasNaNDate(byte[] document) => JsonValue.Parse(document, out _)!["date"] is { Kind: JsonKind.Number } date && double.IsNaN(date.AsNumber()!.Value);
}
