using System.Text;
using System.Text.Json;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Tests.Results.Validation;

public sealed class ModelMetaValidatorTests
{
    private const string Samples = "results-samples/";

    [SharedFact(Samples)]
    public void Every_labelled_description_fails_in_the_fields_of_its_label()
    {
        var labels = JsonDocument.Parse(File.ReadAllBytes(SharedMaterial.At(Samples + "labels.json"))).RootElement.EnumerateArray()
            .Where(label => label.GetProperty("kind").GetString() == "model_meta").ToList();
        labels.Should().HaveCount(9);
        foreach (var label in labels)
        {
            var path = SharedMaterial.At(Samples + label.GetProperty("path").GetString());
            var report = ModelMetaValidator.Validate(File.ReadAllBytes(path), path);
            report.Fields.Should().Equal(label.GetProperty("fields").EnumerateArray().Select(field => field.GetString()), label.GetProperty("id").GetString());
            report.File.Verdict.ToString().Should().BeEquivalentTo(label.GetProperty("verdict").GetString());
        }
    }

    // What pydantic takes beyond the edits of the reference, and the nearest that it does not take.
    [Theory]
    [InlineData("release_date", "\"2024-01-01 00:00\"", "\"2024-01-01 00:01\"")]
    [InlineData("release_date", "\"2024-01-01T00:00:00+02:00\"", "\"2024-01-01T00:00:00+25:00\"")]
    [InlineData("release_date", "\"2024-01-01T00:00:00.0000000001\"", "\"2024-01-01T00:00:00.001\"")]
    [InlineData("release_date", "\"2024-02-29\"", "\"2024-02-30\"")]
    [InlineData("release_date", "\"9999-12-31\"", "\"0000-01-01\"")]
    [InlineData("release_date", "\"1704067200.0\"", "\"1704067200.5\"")]
    [InlineData("release_date", "20044800000", "20000000000")]
    [InlineData("release_date", "-86400", "true")]
    [InlineData("release_date", "0", "NaN")]
    [InlineData("release_date", "\"+86400\"", "\"86_400\"")]
    [InlineData("release_date", "\"2024-01-01Z\"", null)]
    [InlineData("n_parameters", "\" 5 \"", "\"- 5\"")]
    [InlineData("n_parameters", "\"1_000.0\"", "\"1__0\"")]
    [InlineData("n_parameters", "\"5.00\"", "\"5.\"")]
    [InlineData("n_parameters", "123456789012345678901234567890", "1e300")]
    [InlineData("n_parameters", "1e15", "Infinity")]
    [InlineData("memory_usage_mb", "\"1_000\"", "\"1__000\"")]
    [InlineData("memory_usage_mb", "\" .5e1 \"", "\"1e\"")]
    [InlineData("memory_usage_mb", "false", "[1]")]
    [InlineData("open_weights", "1.0", "2")]
    [InlineData("open_weights", "\"YES\"", "\" yes\"")]
    [InlineData("public_training_data", "0", "0.5")]
    [InlineData("embed_dim", "[\"5\", true, 1.0]", "[1.5]")]
    [InlineData("reference", "\" https://a \"", "\"http://a b\"")]
    [InlineData("reference", "\"http:a.b\"", "\"http:\"")]
    [InlineData("reference", "\"http://a:65535\"", "\"http://a:65536\"")]
    [InlineData("reference", "\"http://a:\"", "\"http://:80\"")]
    [InlineData("reference", "\"http://[::1]\"", "\"http://[::1\"")]
    [InlineData("reference", "\"http://1.2.3\"", "\"http://1.2.3.4.5\"")]
    [InlineData("reference", "\"http://0x1\"", "\"http://999999999999\"")]
    [InlineData("reference", "\"http://exa%41mple\"", "\"http://exa%mple\"")]
    [InlineData("reference", "\"http://u:p@h\"", "\"http://user@\"")]
    [InlineData("reference", "\"mailto:x@y\"", "\"1a:b\"")]
    [InlineData("reference", "\"foo:\"", "\"foo://:80\"")]
    [InlineData("reference", "\"file:///x\"", "\"file://a b/\"")]
    [InlineData("license", "\"openmdw-1.1\"", "\"openmdw-1.0\"")]
    [InlineData("languages", "[\"c++-Code\", \"Zxxx\", \"python\"]", "[\"perl-Code\"]")]
    [InlineData("languages", "[\"aaa\"]", "[\"Code\"]")]
    [InlineData("training_datasets", "[\"\"]", "[1]")]
    public void Values_are_taken_as_pydantic_takes_them(string field, string accepted, string? refused)
    {
        if (refused is null)
        {
            Fields(field, accepted).Should().Equal(field);
            return;
        }

        Fields(field, accepted).Should().BeEmpty();
        Fields(field, refused).Should().Equal(field);
    }

    [Theory]
    [InlineData("[\"bi-encoder\"]", "true", true)]
    [InlineData("\"anything\"", "1", true)]
    [InlineData("{}", "\"yes\"", true)]
    [InlineData("[\"bi-encoder\"]", "false", false)]
    [InlineData("[\"bi-encoder\"]", "null", false)]
    [InlineData("[\"cross-encoder\", \"bi-encoder\"]", "true", false)]
    [InlineData("[\"cross-encoder\"]", "\"\"", true)]
    [InlineData("5", "true", false)]
    public void The_old_switch_replaces_a_kind_that_is_none(string modelType, string isCrossEncoder, bool isAccepted) =>
        Fields("model_type", modelType + ", \"is_cross_encoder\": " + isCrossEncoder).Any().Should().Be(!isAccepted);

    [Fact]
    public void Findings_say_where_and_what()
    {
        const string Text = """
            {
              "name": "😀/m", "revisoin": "1",
              "framework": ["PyTorch", "Torch"]
            }
            """;
        var report = ModelMetaValidator.Validate(Encoding.UTF8.GetBytes(Text), "model_meta.json").File;
        var lines = report.Diagnostics.Where(diagnostic => diagnostic.Code != "MTEB1150" || diagnostic.Message.Contains("'revision'", StringComparison.Ordinal))
            .Select(diagnostic => $"{diagnostic.Place.File}({diagnostic.Place.Line},{diagnostic.Place.Column}): {diagnostic.Code}: {diagnostic.Message} {diagnostic.Remedy}");
        Approved.Verify(string.Join('\n', lines) + '\n', "ModelMeta.txt");
        report.Verdict.Should().Be(Verdict.Invalid);
    }

    [Theory]
    [InlineData("[]", "MTEB1105")]
    [InlineData("{", "MTEB1101")]
    [InlineData("{} {}", "MTEB1104")]
    [InlineData("\uFEFF{}", "MTEB1103")]
    public void What_is_no_object_is_refused(string text, string code) =>
        ModelMetaValidator.Validate(Encoding.UTF8.GetBytes(text), null).File.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal(code);

    private static IReadOnlyList<string> Fields(string field, string value)
    {
        var good = Encoding.UTF8.GetString(AcceptanceCase.OfModelMeta[0].Edited).TrimEnd('}');
        return ModelMetaValidator.Validate(Encoding.UTF8.GetBytes($"{good}, \"{field}\": {value}}}"), null).Fields;
    }
}
