using System.Text;
using Mteb.Schemas.Cards.Checking;
using Mteb.Schemas.Cards.Generation;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Tests.Cards;

public sealed class EvalResultsValidatorTests
{
    private const string Good = "- dataset:\n    id: mteb/sts12-sts\n    task_id: STS12\n  value: 72.4\n";

    [Fact]
    public void What_is_written_from_a_result_is_sound()
    {
        const string Result = """
            {
              "dataset_revision": "1", "task_name": "STS12", "mteb_version": "2.0.0", "evaluation_time": 1, "date": 1772021192.96,
              "scores": {"test": [{"cosine_spearman": 0.5, "main_score": 0.5, "hf_subset": "default", "languages": ["eng-Latn"]}]}
            }
            """;
        var text = EvalResultsFile.Render(ResultMigration.Read(Encoding.UTF8.GetBytes(Result), null).Value!, "https://example.org/results")!;
        Validate(text).Diagnostics.Should().BeEmpty();
        Validate(text).Verdict.Should().Be(Verdict.Valid);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(Good)]
    [InlineData(Good + "  date: 2026-05-01\n  notes: x\n  verifyToken: abc\n  source:\n    url: https://a.b\n    user: c\n")]
    [InlineData("- dataset: &d {id: a/b, task_id: t, revision: main}\n  value: 1\n- dataset: *d\n  value: 0.5\n")]
    public void Every_form_that_the_Hub_reads_is_sound(string text) => Validate(text).Diagnostics.Should().BeEmpty();

    [Theory]
    [InlineData("{a: 1}", 1, 1, "must be a list")]
    [InlineData("- 1", 1, 3, "'dataset' and 'value'")]
    [InlineData("- dataset:\n    id: a/b\n    task_id: t\n", 1, 3, "'value' is missing")]
    [InlineData("- dataset:\n    id: a/b\n    task_id: t\n  value: '1'\n", 4, 10, "'value' must be a number")]
    [InlineData("- dataset:\n    id: a/b\n    task_id: t\n  value: .nan\n", 4, 10, "'value' must be a number")]
    [InlineData("- dataset:\n    id: a/b\n  value: 1\n", 2, 5, "'task_id' is missing")]
    [InlineData("- dataset: 😀\n  value: 1\n", 1, 12, "'dataset' must be a mapping")]
    [InlineData(Good + "  verify_token: abc\n", 5, 3, "no key 'verify_token' of an item. The nearest name is 'verifyToken'.")]
    [InlineData(Good + "  date: May\n", 5, 9, "'date' must be a day")]
    [InlineData(Good + "  source: {name: x}\n", 5, 11, "'url' is missing")]
    [InlineData(Good + "  source: {url: nowhere}\n", 5, 17, "'url' must be an address")]
    [InlineData("- [", 1, 4, ".")]
    public void What_the_Hub_does_not_read_is_named_with_its_place(string text, int line, int column, string message)
    {
        var report = Validate(text);
        var finding = report.Diagnostics.Should().ContainSingle().Subject;
        finding.Code.Should().Be("MTEB1170");
        finding.Message.Should().Contain(message);
        (finding.Place.Line, finding.Place.Column).Should().Be((line, column));
        report.Verdict.Should().Be(Verdict.Invalid);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() =>
        EvalResultsValidator.Validate(new byte[] { (byte)'-', 0xFF }, null).Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal("MTEB1102");

    private static FileReport Validate(string text) => EvalResultsValidator.Validate(Encoding.UTF8.GetBytes(text), "STS12.yaml");
}
