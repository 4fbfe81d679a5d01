using System.Text;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Tests.Results.Validation;

public sealed class RunSettingsValidatorTests
{
    private const string Good = """{"task": "STS12", "splits": ["test"], "version": {"mteb": "2.26.24"}, "encode_kwargs": {}, "subsets": ["default"]}""";

    [Theory]
    [InlineData("")]
    [InlineData(Good)]
    [InlineData(Good + "\r\n \t\n" + Good + "\n")]
    [InlineData("""{"task": "STS12", "split": "test", "subset": "default", "encode_kwargs": {"batch_size": NaN}}""")]
    [InlineData("""{"task": "STS12", "split": "test", "subsets": []}""")]
    public void Lines_of_every_form_are_sound(string text)
    {
        var report = Validate(text);
        report.Diagnostics.Should().BeEmpty();
        report.Verdict.Should().Be(Verdict.Valid);
    }

    [Theory]
    [InlineData("{\"task\": \"😀\",}", 15, "A key in double quotes is missing.")]
    [InlineData("  [1]", 3, "not an object that names a task")]
    [InlineData("{\"task\": 5}", 1, "not an object that names a task")]
    [InlineData("{\"task\": \"STS12\", \"subset\": \"default\"}", 1, "neither 'split' nor 'splits'")]
    [InlineData("{\"task\": \"STS12\", \"splits\": [\"test\"], \"subsets\": [1]}", 1, "neither 'subset' nor 'subsets'")]
    [InlineData("{} {}", 4, "after the end")]
    public void A_line_that_mteb_passes_over_or_forgets_is_named(string line, int column, string message)
    {
        var report = Validate($"{Good}\r\n\n{line}\n{Good}");
        var finding = report.Diagnostics.Should().ContainSingle().Subject;
        finding.Code.Should().Be("MTEB1020");
        (finding.Place.Line, finding.Place.Column).Should().Be((3, column));
        finding.Message.Should().Contain(message);
        report.Verdict.Should().Be(Verdict.Suspicious);
    }

    private static FileReport Validate(string text) => RunSettingsValidator.Validate(Encoding.UTF8.GetBytes(text), "run_settings.jsonl");
}
