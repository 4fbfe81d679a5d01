using Mteb.Schemas.Results;

namespace Mteb.Schemas.Tests.Results;

public sealed class TaskResultMergeTests
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 17, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Entries_keep_their_places_and_new_ones_are_added()
    {
        var existing = Result([new("test", [Entry("en", 0.1, "2.1.0"), Entry("de", 0.2, "2.1.0")])]);
        var addition = Result([new("dev", [Entry("en", 0.3, "2.26.24")]), new("test", [Entry("fr", 0.4, "2.26.24"), Entry("en", 0.5, "2.26.24")])]);

        var merged = TaskResultMerge.Merge(existing, addition).Value!;

        merged.Scores.Select(split => split.Split).Should().Equal("test", "dev");
        merged.Scores[0].Subsets.Select(entry => (entry.Subset, ((ScoreValue.Number)entry.MainScore).Value))
            .Should().Equal(("en", 0.5), ("de", 0.2), ("fr", 0.4));
        merged.MtebVersion.Should().Be("2.1.0-2.26.24");
    }

    [Fact]
    public void Times_and_emissions_add_up_and_the_later_date_counts()
    {
        var existing = Result([]) with { EvaluationTime = 2.5, Date = Monday, KgCo2Emissions = null };
        var addition = Result([]) with { EvaluationTime = 1, Date = Monday.AddDays(-1), KgCo2Emissions = 0.25 };

        var merged = TaskResultMerge.Merge(existing, addition).Value!;

        merged.EvaluationTime.Should().Be(3.5);
        merged.KgCo2Emissions.Should().Be(0.25);
        merged.Date.Should().Be(Monday);
        merged.MtebVersion.Should().BeNull();
        TaskResultMerge.Merge(Result([]), Result([])).Value!.KgCo2Emissions.Should().BeNull();
    }

    [Theory]
    [InlineData(10.0, 10.0)]
    [InlineData(null, 3.0)]
    public void Phases_of_the_addition_begin_where_the_existing_result_ends(double? time, double offset)
    {
        var existing = Result([]) with { EvaluationTime = time, EvaluationPhases = [new("Encoding", 0, 3, "test", "en")] };
        var addition = Result([]) with { EvaluationPhases = [new("Encoding", 1, 2, "test", "de")] };

        var merged = TaskResultMerge.Merge(existing, addition).Value!;

        merged.EvaluationPhases.Should().Equal(
            new EvaluationPhase("Encoding", 0, 3, "test", "en"), new EvaluationPhase("Encoding", 1 + offset, 2 + offset, "test", "de"));
    }

    [Fact]
    public void Other_tasks_revisions_and_unreadable_versions_are_refused()
    {
        Code(Result([]), Result([]) with { TaskName = "Other" }).Should().Be("MTEB1010");
        Code(Result([]), Result([]) with { DatasetRevision = "2" }).Should().Be("MTEB1011");
        Code(Result([new("test", [Entry("en", 0, "junk")])]), Result([])).Should().Be("MTEB1012");

        static string Code(TaskResult existing, TaskResult addition) => TaskResultMerge.Merge(existing, addition).Diagnostics.Single().Code;
    }

    [Theory]
    [InlineData("1.1.2.dev0", "1.1.2")]
    [InlineData("1.9.0", "1.10.0")]
    [InlineData("2.0.0a1", "2.0.0b1")]
    [InlineData("2.0.0rc1", "2.0.0")]
    [InlineData("2.0.0", "2.0.0.post1")]
    [InlineData("2.0.0.dev1", "2.0.0a1")]
    [InlineData("2.99", "1!0.1")]
    public void Versions_are_ordered_as_python_orders_them(string older, string newer)
    {
        PythonVersion.Parse(older)!.CompareTo(PythonVersion.Parse(newer)).Should().BeNegative();
        PythonVersion.Parse(newer)!.CompareTo(PythonVersion.Parse(older)).Should().BePositive();
    }

    [Theory]
    [InlineData("v2.0-ALPHA.1", "2.0a1")]
    [InlineData("1.0-3", "1.0.post3")]
    [InlineData("1.38.41", "1.38.41")]
    [InlineData("1.1.2.dev0", "1.1.2.dev0")]
    public void Versions_have_one_form(string text, string normal) => PythonVersion.Parse(text)!.ToString().Should().Be(normal);

    [Theory]
    [InlineData("abc")]
    [InlineData("mteb version not available")]
    [InlineData("99999999999.1")]
    public void Other_text_is_no_version(string text) => PythonVersion.Parse(text).Should().BeNull();

    private static TaskResult Result(IReadOnlyList<SplitScores> scores) =>
        new() { DatasetRevision = "1", TaskName = "T", MtebVersion = null, Scores = scores };

    private static SubsetScores Entry(string subset, double score, string version) =>
        new([new("accuracy", new ScoreValue.Number(score))], new ScoreValue.Number(score), subset, ["eng-Latn"], version);
}
