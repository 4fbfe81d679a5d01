using System.Text;
using System.Text.Json;
using Mteb.Schemas.Results;

namespace Mteb.Schemas.Tests.Results;

public sealed class TaskResultWriterTests
{
    [Theory]
    [GoldenFiles("tasks", "*.json")]
    public void A_result_is_written_as_mteb_writes_it(string golden)
    {
        var json = Goldens.Json(golden);
        var onDisk = json.GetProperty("result_json_on_disk");
        var expected = JsonTokens.Of(Encoding.UTF8.GetBytes(onDisk.GetRawText()));

        var written = TaskResultWriter.Write(ResultOf(onDisk, json.GetProperty("scores_unrounded")));

        JsonTokens.Of(written).Should().Equal(expected);
    }

    [Fact]
    public void White_space_escapes_and_special_numbers_are_pythons()
    {
        var result = new TaskResult
        {
            DatasetRevision = "1",
            TaskName = "Größe \"x\"\u007f😀",
            MtebVersion = null,
            Scores =
            [
                new SplitScores("test",
                [
                    new SubsetScores(
                        [
                            new("nan", new ScoreValue.Number(double.NaN)),
                            new("infinite", new ScoreValue.Number(double.NegativeInfinity)),
                            new("zero", new ScoreValue.Number(-0.0000001)),
                            new("small", new ScoreValue.Number(0.00001)),
                            new("empty", new ScoreValue.List([])),
                            new("none", new ScoreValue.Mapping([])),
                        ],
                        ScoreValue.Null.Instance, "default", [], "2.26.24"),
                ]),
                new SplitScores("dev", []),
            ],
            EvaluationTime = 1e16,
            Date = DateTimeOffset.UnixEpoch.AddTicks(17720211929600000),
        };

        Approved.Verify(Encoding.ASCII.GetString(TaskResultWriter.Write(result)), "special.json");
    }

    [Fact]
    public void Rounding_reaches_nested_objects_and_floats_in_lists_but_not_lists_in_lists()
    {
        const double Score = 0.12345678;
        var number = new ScoreValue.Number(Score);
        var metrics = new KeyValuePair<string, ScoreValue>[]
        {
            new("list", new ScoreValue.List([number, new ScoreValue.List([number, new ScoreValue.Mapping([new("in", number)])])])),
            new("object", new ScoreValue.Mapping([new("list", new ScoreValue.List([new ScoreValue.Mapping([new("in", number)])]))])),
            new("whole", new ScoreValue.WholeNumber(3)),
        };
        var entry = new SubsetScores(metrics, number, "default", ["eng-Latn"], "2.26.24");
        var result = new TaskResult { DatasetRevision = "1", TaskName = "T", MtebVersion = "2.26.24", Scores = [new SplitScores("test", [entry])] };

        var tokens = string.Join(' ', JsonTokens.Of(TaskResultWriter.Write(result)));

        tokens.Should().Contain("\"list\" [ 0.123457 [ 0.12345678 { \"in\" 0.12345678 } ] ]");
        tokens.Should().Contain("\"object\" { \"list\" [ { \"in\" 0.123457 } ] }");
        tokens.Should().Contain("\"whole\" 3 \"main_score\" 0.123457");
    }

    private static TaskResult ResultOf(JsonElement onDisk, JsonElement unrounded)
    {
        var split = onDisk.GetProperty("scores").EnumerateObject().Single();
        var entries = split.Value.EnumerateArray().Select(entry =>
        {
            var scores = unrounded.GetProperty(entry.GetProperty("hf_subset").GetString()!);
            return new SubsetScores(
                [.. scores.EnumerateObject().Where(metric => metric.Name != "main_score").Select(metric => KeyValuePair.Create(metric.Name, ValueOf(metric.Value)))],
                ValueOf(scores.GetProperty("main_score")),
                entry.GetProperty("hf_subset").GetString()!,
                [.. entry.GetProperty("languages").EnumerateArray().Select(language => language.GetString()!)],
                entry.GetProperty("mteb_version").GetString()!);
        });
        return new TaskResult
        {
            DatasetRevision = onDisk.GetProperty("dataset_revision").GetString()!,
            TaskName = onDisk.GetProperty("task_name").GetString()!,
            MtebVersion = onDisk.GetProperty("mteb_version").GetString()!,
            Scores = [new SplitScores(split.Name, [.. entries])],
            EvaluationTime = onDisk.GetProperty("evaluation_time").GetDouble(),
        };
    }

    private static ScoreValue ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() == "NaN" => new ScoreValue.Number(double.NaN),
        JsonValueKind.String => new ScoreValue.Text(value.GetString()!),
        JsonValueKind.Number when value.GetRawText().AsSpan().ContainsAny(".eE") => new ScoreValue.Number(value.GetDouble()),
        JsonValueKind.Number => new ScoreValue.WholeNumber(value.GetInt64()),
        JsonValueKind.Array => new ScoreValue.List([.. value.EnumerateArray().Select(ValueOf)]),
        JsonValueKind.Object => new ScoreValue.Mapping([.. value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, ValueOf(member.Value)))]),
        _ => ScoreValue.Null.Instance,
    };
}
