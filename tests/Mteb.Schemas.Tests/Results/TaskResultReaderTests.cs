using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;

namespace Mteb.Schemas.Tests.Results;

public sealed class TaskResultReaderTests
{
    private const string Good = """
        {
          "dataset_revision": "r",
          "task_name": "T",
          "mteb_version": "2.0.0",
          "scores": {"test": [{"accuracy": 0.5, "main_score": 0.5, "hf_subset": "default", "languages": ["eng-Latn"]}]},
          "evaluation_time": 1.5
        }
        """;

    [Fact]
    public void An_entry_without_a_version_gets_the_files()
    {
        var result = Read(Good).Value!;
        result.Find("test", "default")!.MtebVersion.Should().Be("2.0.0");
        result.Find("test", "default")!.KeyOrder.Should().BeNull();
        result.Find("dev", "default").Should().BeNull();
    }

    [Theory]
    [InlineData("\"evaluation_time\": 1.5", "\"evaluation_time\": \"12.5\"", 12.5)]
    [InlineData("\"evaluation_time\": 1.5", "\"evaluation_time\": true", 1.0)]
    [InlineData("\"evaluation_time\": 1.5", "\"evaluation_time\": 80", 80.0)]
    [InlineData("\"evaluation_time\": 1.5", "\"evaluation_time\": null", null)]
    public void Times_are_taken_as_mteb_takes_them(string from, string to, double? expected) =>
        Read(Good.Replace(from, to, StringComparison.Ordinal)).Value!.EvaluationTime.Should().Be(expected);

    [Theory]
    [InlineData("1772021192.96")]
    [InlineData("1772021192960")]
    [InlineData("\"1772021192.96\"")]
    [InlineData("\"2026-02-25T12:06:32.96Z\"")]
    public void Dates_are_seconds_milliseconds_or_iso_text(string date)
    {
        var result = Read(Good.Replace("1.5", "1.5, \"date\": " + date, StringComparison.Ordinal)).Value!;
        result.Date.Should().Be(new DateTimeOffset(2026, 2, 25, 12, 6, 32, 960, TimeSpan.Zero));
        Encoding.ASCII.GetString(TaskResultWriter.Write(result)).Should().Contain("\"date\": 1772021192.96,");
    }

    [Theory]
    [InlineData("\"task_name\": \"T\",", "", "MTEB1002", 1, 1)]
    [InlineData("\"task_name\": \"T\"", "\"task_name\": 5", "MTEB1003", 3, 16)]
    [InlineData("\"dataset_revision\": \"r\"", "\"dataset_revision\": null", "MTEB1003", 2, 23)]
    [InlineData("\"2.0.0\"", "2.0", "MTEB1003", 4, 19)]
    [InlineData("[\"eng-Latn\"]", "\"eng-Latn\"", "MTEB1003", 5, 97)]
    [InlineData("\"main_score\": 0.5, ", "", "MTEB1002", 5, 23)]
    [InlineData("\"evaluation_time\": 1.5", "\"evaluation_time\": \"abc\"", "MTEB1003", 6, 22)]
    [InlineData("1.5", "1.5, \"date\": true", "MTEB1003", 6, 35)]
    [InlineData("1.5", "1.5, \"evaluation_phases\": [{}]", "MTEB1002", 6, 49)]
    [InlineData("1.5", "1.5,", "MTEB1000", 7, 1)]
    [InlineData("1.5", "1.5 // slow", "MTEB1000", 6, 26)]
    public void What_mteb_refuses_is_refused_with_its_place(string from, string to, string code, int line, int column)
    {
        var outcome = Read(Good.Replace(from, to, StringComparison.Ordinal));
        outcome.Succeeded.Should().BeFalse();
        outcome.Diagnostics[0].Code.Should().Be(code);
        outcome.Diagnostics[0].Place.Should().Be(new SourcePlace("T.json", line, column));
    }

    [Theory]
    [InlineData("""{"mteb_dataset_name": "T", "mteb_version": "1.0.2", "test": {"map": 0.5}}""")]
    [InlineData("""{"task_name": "T", "mteb_version": "1.12.40", "scores": {"test": [{"max": {"ap": 0.5}}]}}""")]
    public void Files_of_older_generations_are_called_that(string json) => Read(json).Diagnostics.Single().Code.Should().Be("MTEB1004");

    [Fact]
    public void A_field_that_mteb_drops_is_a_suggestion()
    {
        var outcome = Read(Good.Replace("\"task_name\"", "\"mteb_dataset_name\": \"T\", \"task_name\"", StringComparison.Ordinal));
        outcome.Succeeded.Should().BeTrue();
        outcome.Diagnostics.Single().Severity.Should().Be(Severity.Suggestion);
        outcome.Diagnostics.Single().Message.Should().Contain("mteb_dataset_name");
    }

    [Fact]
    public void Big_numbers_truth_values_and_repeated_keys_survive()
    {
        var json = Good.Replace("\"accuracy\": 0.5", "\"a\": 1, \"b\": 123456789012345678901234567890, \"c\": true, \"d\": -1e999, \"a\": 2", StringComparison.Ordinal);
        var entry = Read(json).Value!.Find("test", "default")!;
        entry.Metrics.Select(metric => metric.Key).Should().Equal("a", "b", "c", "d");
        Encoding.ASCII.GetString(TaskResultWriter.Write(Read(json).Value!)).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal)
            .Should().Contain("\"a\":2,\"b\":123456789012345678901234567890,\"c\":true,\"d\":-Infinity,");
    }

    [Fact]
    public void A_field_of_a_phase_that_mteb_drops_is_a_suggestion() =>
        Read(Good.Replace("1.5", "1.5, \"evaluation_phases\": [{\"name\": \"a\", \"start\": \"0\", \"end\": 1, \"split\": \"t\", \"subset\": \"d\", \"x\": 1}]", StringComparison.Ordinal))
            .Diagnostics.Single().Message.Should().Contain("'x'");

    private static Outcome<TaskResult> Read(string json) => TaskResultReader.Read(Encoding.UTF8.GetBytes(json), "T.json");
}
