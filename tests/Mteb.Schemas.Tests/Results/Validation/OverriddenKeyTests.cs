using System.Text;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Tests.Results.Validation;

/// <summary>
/// Of a key that stands twice mteb sees the last value. What is wrong with the others makes no file invalid; that the key is
/// repeated makes it suspicious. What is wrong with the last value does, wherever it stands.
/// </summary>
public sealed class OverriddenKeyTests
{
    private const string Entry = "{\"cosine_spearman\": 0.5, \"main_score\": 0.5, \"hf_subset\": \"default\", \"languages\": [\"eng-Latn\"]}";
    private const string Scores = "\"scores\": {\"test\": [" + Entry + "]}";
    private const string Name = "\"task_name\": \"STS12\"";

    [Theory]
    // Fields of the result: the good value last, then first.
    [InlineData("\"evaluation_time\": 1", "\"evaluation_time\": \"long\", \"evaluation_time\": 1", Verdict.Suspicious)]
    [InlineData("\"evaluation_time\": 1", "\"evaluation_time\": 1, \"evaluation_time\": \"long\"", Verdict.Invalid)]
    [InlineData(Name, "\"task_name\": 5, " + Name, Verdict.Suspicious)]
    [InlineData(Name, Name + ", \"task_name\": 5", Verdict.Invalid)]
    [InlineData(Name, "\"task_name\": \"Unknown\", " + Name, Verdict.Suspicious)]
    [InlineData("\"mteb_version\": \"2.0.0\"", "\"mteb_version\": 2, \"mteb_version\": \"2.0.0\"", Verdict.Suspicious)]
    [InlineData("\"mteb_version\": \"2.0.0\"", "\"mteb_version\": \"1.0.2\", \"mteb_version\": \"2.0.0\", \"mteb_dataset_name\": \"STS12\"", Verdict.Suspicious)]
    [InlineData(Name, Name + ", \"date\": true, \"date\": null", Verdict.Suspicious)]
    [InlineData(Name, Name + ", \"evaluation_phases\": [{}], \"evaluation_phases\": []", Verdict.Suspicious)]
    [InlineData(Name, Name + ", \"evaluation_phases\": [{\"name\": 1, \"name\": \"a\", \"start\": 0, \"end\": 1, \"split\": \"s\", \"subset\": \"d\"}]", Verdict.Suspicious)]
    [InlineData(Name, Name + ", \"evaluation_phases\": [{\"name\": \"a\", \"name\": 1, \"start\": 0, \"end\": 1, \"split\": \"s\", \"subset\": \"d\"}]", Verdict.Invalid)]
    // All scores.
    [InlineData(Scores, "\"scores\": [], " + Scores, Verdict.Suspicious)]
    [InlineData(Scores, Scores + ", \"scores\": []", Verdict.Invalid)]
    [InlineData(Scores, "\"scores\": {\"test\": 1}, " + Scores, Verdict.Suspicious)]
    [InlineData(Scores, "\"scores\": {\"test\": 1}, \"scores\": 1, " + Scores, Verdict.Suspicious)]
    [InlineData(Scores, "\"scores\": {\"test\": 1}, \"task_name\": 5, " + Scores + ", " + Name, Verdict.Suspicious)]
    [InlineData(Scores, "\"scores\": {\"test\": 1}, \"task_name\": \"Unknown\", " + Scores, Verdict.Suspicious)]
    [InlineData(Scores, Scores + ", \"task_name\": 5, \"scores\": {\"test\": 1}, " + Name, Verdict.Invalid)]
    // A split, also one whose key is written in another way.
    [InlineData("\"test\": [", "\"test\": 1, \"test\": [", Verdict.Suspicious)]
    [InlineData("\"test\": [", "\"test\": [1, {}, []], \"test\": [", Verdict.Suspicious)]
    [InlineData("\"test\": [", "\"\\u0074est\": [{}], \"test\": [", Verdict.Suspicious)]
    [InlineData(Entry + "]", Entry + "], \"test\": [" + Entry + ", 1]", Verdict.Invalid)]
    // A key of an entry.
    [InlineData("\"hf_subset\": \"default\"", "\"hf_subset\": 1, \"hf_subset\": \"default\"", Verdict.Suspicious)]
    [InlineData("\"hf_subset\": \"default\"", "\"hf_subset\": \"default\", \"hf_subset\": null", Verdict.Invalid)]
    [InlineData("\"languages\": [\"eng-Latn\"]", "\"languages\": \"eng\", \"languages\": [\"eng-Latn\"]", Verdict.Suspicious)]
    [InlineData("\"languages\": [\"eng-Latn\"]", "\"languages\": [\"eng-Latn\"], \"languages\": {}", Verdict.Invalid)]
    [InlineData("\"main_score\": 0.5", "\"main_score\": NaN, \"main_score\": 0.5", Verdict.Suspicious)]
    [InlineData("\"main_score\": 0.5", "\"main_score\": 0.5, \"main_score\": null", Verdict.Suspicious)]
    // Nothing repeated: the nearest.
    [InlineData(Name, Name + ", \"Task_name\": 5", Verdict.Valid)]
    public void Only_the_last_value_decides_whether_a_file_loads(string old, string replacement, Verdict verdict)
    {
        var good = "{\"dataset_revision\": \"a0d554a64d88156834ff5ae9920b964011b16384\", " + Name + ", \"mteb_version\": \"2.0.0\", \"evaluation_time\": 1, " + Scores + "}";
        good.Should().Contain(old);
        var utf8 = Encoding.UTF8.GetBytes(good.Replace(old, replacement, StringComparison.Ordinal));

        var report = ResultValidator.Validate(utf8, null);

        report.Verdict.Should().Be(verdict, string.Join("; ", report.Diagnostics.Select(finding => finding.Code + " " + finding.Message)));
        ResultMigration.Read(utf8, null).Succeeded.Should().Be(verdict != Verdict.Invalid, "the reader takes what mteb takes");
    }

    [Theory]
    [InlineData("\"test\": {", "\"test\": 5, \"test\": {", Verdict.Legacy)]
    [InlineData("0.5}}", "0.5}}, \"test\": 5", Verdict.Invalid)]
    [InlineData("\"cos_sim\": {", "\"cos_sim\": 5, \"cos_sim\": {", Verdict.Legacy)]
    [InlineData("\"mteb_version\": \"1.0.2\"", "\"mteb_version\": \"2.0.0\", \"mteb_version\": \"1.0.2\"", Verdict.Legacy)]
    [InlineData("\"mteb_version\": \"1.0.2\"", "\"mteb_version\": \"1.0.2\", \"mteb_version\": \"2.0.0\"", Verdict.Invalid)]
    public void The_same_holds_for_results_of_before_1_11(string old, string replacement, Verdict verdict)
    {
        const string Good = "{\"mteb_dataset_name\": \"STS12\", \"dataset_revision\": \"a0d554a64d88156834ff5ae9920b964011b16384\", \"mteb_version\": \"1.0.2\", \"test\": {\"cos_sim\": {\"spearman\": 0.5}}}";
        Good.Should().Contain(old);
        var utf8 = Encoding.UTF8.GetBytes(Good.Replace(old, replacement, StringComparison.Ordinal));

        ResultValidator.Validate(utf8, null).Verdict.Should().Be(verdict);
        ResultMigration.Read(utf8, null).Succeeded.Should().Be(verdict != Verdict.Invalid);
    }
}
