using System.Text;
using Mteb.Schemas.JsonSchemas;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.JsonSchemas;

/// <summary>The schema of <c>model_meta.json</c> and the rules refuse the same documents, in the same fields.</summary>
public sealed class MetaAgreementTests
{
    [Fact]
    public void They_agree_wherever_one_value_differs()
    {
        var good = File.ReadAllText(Repository.At("tests/Mteb.Schemas.Tests/JsonSchemas/Examples/model-meta.json"));
        var wrong = JsonMutants.Of(good).Select(mutant => Difference(mutant.Json)).OfType<string>().ToList();
        string.Join('\n', wrong).Should().BeEmpty();
    }

    [SharedFact("results-samples/")]
    public void They_agree_on_every_sample()
    {
        foreach (var file in Directory.EnumerateFiles(SharedMaterial.At("results-samples"), "model_meta.json", SearchOption.AllDirectories))
        {
            Difference(File.ReadAllText(file)).Should().BeNull();
        }
    }

    private static string? Difference(string document)
    {
        var utf8 = Encoding.UTF8.GetBytes(document);
        var rules = ModelMetaValidator.Validate(utf8, null);
        var faults = SchemaValidation.Validate("model-meta", utf8).Select(fault => fault.Path[2..].Split('.', '[')[0]).Where(field => field.Length > 0).ToHashSet();
        return faults.SetEquals(rules.Fields) ? null : string.Join("; ", rules.Fields.Except(faults).Select(field => $"only rules: {field} {Raw(field)}").Concat(faults.Except(rules.Fields).Select(field => $"only schema: {field} {Raw(field)}")));

        string Raw(string field) => JsonValue.Parse(utf8, out _)![field] is { } value ? Encoding.UTF8.GetString(value.Raw) : "(missing)";
    }
}
