using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Tests.Results.Validation;

/// <summary>Every rule speaks where it must, and is silent on the nearest thing.</summary>
public class RuleTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            for (var index = 0; index < RuleCase.All.Count; index++)
            {
                data.Add(RuleCase.All[index].Rule, index);
            }

            return data;
        }
    }

    [Fact]
    public void The_sound_files_show_nothing()
    {
        Rules(RuleCase.Current).Should().BeEmpty();
        Rules(RuleCase.Legacy).Should().Equal("W251");
        Report(RuleCase.Current).Verdict.Should().Be(Verdict.Valid);
        Report(RuleCase.Legacy).Verdict.Should().Be(Verdict.Legacy);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rule_speaks_where_it_must_and_only_there(string rule, int index)
    {
        var edit = RuleCase.All[index];
        var sound = edit.OfLegacy ? RuleCase.Legacy : RuleCase.Current;
        sound.Should().Contain(edit.Old);

        Rules(Edited(sound, edit.Old, edit.Fires)).Should().Contain(rule, edit.Fires);
        Rules(Edited(sound, edit.Old, edit.Silent)).Should().NotContain(rule, edit.Silent);
    }

    [Fact]
    public void Bytes_that_are_no_UTF8_are_found_where_they_are()
    {
        var bytes = Encoding.Latin1.GetBytes("{\n  \"task_name\": \"Pr\u00FCfung\"\n}");

        var report = ResultValidator.Validate(bytes, "x.json");

        var diagnostic = report.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Descriptor.Should().Be(FormCodes.NotUtf8);
        (diagnostic.Place.Line, diagnostic.Place.Column).Should().Be((2, 19));
        Rules(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes("{\n  \"task_name\": \"Pr\u00FCfung\"\n}"))).Should().NotContain("E002");
    }

    [Theory]
    [InlineData("[{}]")]
    [InlineData("\"text\"")]
    [InlineData(" null ")]
    public void A_document_that_is_no_object_is_refused(string json) => Rules(json).Should().Equal("E005");

    [Theory]
    [InlineData("0.05", true)]
    [InlineData("NaN", false)]
    [InlineData("null", false)]
    public void A_file_with_a_main_score_that_is_no_number_has_no_score_to_compare(string ofAnotherSplit, bool isCompared)
    {
        var other = $"\"train\": [{{\"main_score\": {ofAnotherSplit}, \"cosine_spearman\": 0.05, \"hf_subset\": \"default\", \"languages\": [\"eng-Latn\"]}}], \"test\": [";
        var low = Edited(RuleCase.Current, "\"main_score\": 0.72", "\"main_score\": 0.05");

        Rules(Edited(low, "\"test\": [", other)).Contains("W301").Should().Be(isCompared);
    }

    [Fact]
    public void Every_rule_of_a_single_file_has_a_case()
    {
        var tested = RuleCase.All.Select(edit => edit.Rule).Append("E002").Append("E005").ToHashSet(StringComparer.Ordinal);

        DiagnosticLedger.All
            .Where(descriptor => descriptor.Rule is not null && !descriptor.Code.StartsWith("MTEB14", StringComparison.Ordinal))
            .Select(descriptor => descriptor.Rule!)
            .Should().BeSubsetOf(tested);
    }

    [Theory]
    [InlineData("\"main_score\": 0.72", "\"main_score\": null", "\n", 11, 23)]
    [InlineData("\"main_score\": 0.72", "\"main_score\": null", "\r\n", 11, 23)]
    [InlineData("\"main_score\": 0.72", "\"😀\": \"\t😀\", \"main_score\": null", "\n", 11, 37)]
    public void A_finding_stands_at_its_value(string old, string replacement, string lineEnd, int line, int column)
    {
        var text = RuleCase.Current.ReplaceLineEndings(lineEnd).Replace(old, replacement.Replace("\t", "\\t", StringComparison.Ordinal), StringComparison.Ordinal);

        var found = ResultValidator.Validate(Encoding.UTF8.GetBytes(text), "STS12.json").Diagnostics.Single(diagnostic => diagnostic.Descriptor.Rule == "W204");

        (found.Place.File, found.Place.Line, found.Place.Column).Should().Be(("STS12.json", line, column));
    }

    private static string Edited(string sound, string old, string replacement)
    {
        var at = sound.IndexOf(old, StringComparison.Ordinal);
        return string.Concat(sound.AsSpan(0, at), replacement, sound.AsSpan(at + old.Length));
    }

    private static IEnumerable<string> Rules(string json) => Report(json).Diagnostics.Select(diagnostic => diagnostic.Descriptor.Rule!).Distinct();

    private static FileReport Report(string json) => ResultValidator.Validate(Encoding.UTF8.GetBytes(json), "STS12.json");
}
