using System.Text;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Tests.Results.Validation;

/// <summary>What mteb loads of files with repeated keys, and of old ones: both were found by random changes.</summary>
public sealed class OldAndRepeatedTests
{
    private const string Entry = "[{\"cosine_spearman\": 0.5, \"main_score\": 0.5, \"hf_subset\": \"default\", \"languages\": [\"eng-Latn\"]}]";
    private const string Good = "{\"dataset_revision\": \"a0d554a64d88156834ff5ae9920b964011b16384\", \"task_name\": \"STS12\", \"mteb_version\": \"2.0.0\", \"evaluation_time\": 1, \"scores\": {\"test\": " + Entry + "}}";
    private const string Old = "{\"mteb_dataset_name\": \"STS12\", \"dataset_revision\": \"a0d554a64d88156834ff5ae9920b964011b16384\", \"mteb_version\": \"1.0.2\", \"test\": {\"cos_sim\": {\"spearman\": 0.5}, \"evaluation_time\": 1}}";

    [Theory]
    [InlineData("{\"test\": {}, \"test\": " + Entry + "}", "W202")]
    [InlineData("{\"test\": [1], \"dev\": [2], \"test\": " + Entry + ", \"dev\": []}", "W202 W202 W203 W213")]
    [InlineData("{\"test\": " + Entry + ", \"test\": {}}", "E021 W202 W215")]
    [InlineData("{\"dev\": [1], \"test\": {}, \"test\": " + Entry + "}", "E022 W202 W203 W213")]
    [InlineData("{\"test\": [1]}, \"scores\": {\"test\": " + Entry + "}", "W202")]
    public void Of_a_key_that_stands_twice_the_last_value_counts(string scores, string rules) =>
        Rules(Good.Replace("{\"test\": " + Entry + "}", scores, StringComparison.Ordinal)).Should().Be(rules);

    [Fact]
    public void A_task_named_after_the_scores_does_not_double_their_faults() =>
        Rules(Good.Replace(Entry, "[1]", StringComparison.Ordinal).Replace("1]}}", "1]}, \"task_name\": \"STS13\"}", StringComparison.Ordinal)).Should().StartWith("E022 W202").And.NotContain("E022 E022");

    [Theory]
    [InlineData("\"spearman\": 0.5}", "\"spearman\": 0.5}, \"max\": null", "W251")]
    [InlineData("\"spearman\": 0.5}", "\"spearman\": 0.5}, \"max\": 1", "E032 W251")]
    [InlineData("\"evaluation_time\": 1", "\"evaluation_time\": true", "W251")]
    [InlineData("\"evaluation_time\": 1", "\"evaluation_time\": \"1\"", "E032 W251")]
    [InlineData("\"evaluation_time\": 1", "\"evaluation_time\": null", "E032 W251")]
    [InlineData("{\"cos_sim\"", "{\"x\": {}, \"x\": 1, \"cos_sim\"", "W202 W251")]
    [InlineData("\"test\"", "\"scores\": {\"cos_sim\": {\"spearman\": 0.5}}, \"test\"", "W213 W251")]
    [InlineData("\"1.0.2\"", "\"1.11.0\"", "E012 W251")]
    public void An_old_result_is_taken_as_mteb_converts_it(string old, string replacement, string rules) =>
        Rules(Old.Replace(old, replacement, StringComparison.Ordinal)).Should().Be(rules);

    private static string Rules(string json) => string.Join(' ', ResultValidator.Validate(Encoding.UTF8.GetBytes(json), path: null).Diagnostics
        .Select(diagnostic => diagnostic.Descriptor.Rule!).Order(StringComparer.Ordinal));
}
