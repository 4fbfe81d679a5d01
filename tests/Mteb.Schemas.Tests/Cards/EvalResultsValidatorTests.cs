using System.Text;
using Mteb.Schemas.Cards;
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
    [InlineData(Good + "  source: {url: https://a.b, user: 1}\n", 5, 36, "'user' must be text")]
    [InlineData(Good + "  value: 1\n", 5, 3, "'value' stands twice")]
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

    [Fact]
    public void Everything_is_read_with_its_place()
    {
        const string Text = "- dataset: {id: mteb/sts12-sts, task_id: STS12_default_test, revision: abc}\n  value: 72.45\n"
            + "  date: 2026-05-01\n  notes: \"😀\"\n  source: {url: https://a.b, name: MTEB, user: c, org: d}\n  verifyToken: t\n" + Good;

        var read = EvalResultsReader.Read(Encoding.UTF8.GetBytes(Text), "STS12.yaml").Value!;

        read.Items.Should().HaveCount(2);
        var first = read.Items[0];
        (first.Dataset, first.Value, first.Date, first.Notes, first.VerifyToken).Should().Be((new EvalDataset("mteb/sts12-sts", "STS12_default_test", "abc"), 72.45, "2026-05-01", "😀", "t"));
        first.Source.Should().Be(new EvalSource("https://a.b", "MTEB", "c", "d"));
        var second = read.Items[1];
        (second.Dataset, second.Value, second.Date, second.Source).Should().Be((new EvalDataset("mteb/sts12-sts", "STS12", null), 72.4, null, null));
        var place = read.PlaceOf(second.Node["value"]!);
        (place.File, place.Line, place.Column).Should().Be(("STS12.yaml", 10, 10));
    }

    private static FileReport Validate(string text) => EvalResultsValidator.Validate(Encoding.UTF8.GetBytes(text), "STS12.yaml");
}
