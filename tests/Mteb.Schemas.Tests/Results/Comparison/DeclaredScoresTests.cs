using System.Text.Json;
using Mteb.Schemas.Results.Comparison;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Validation;

namespace Mteb.Schemas.Tests.Results.Comparison;

public sealed class DeclaredScoresTests : IDisposable
{
    private const string Samples = "results-samples/";

    private const string Good = """
        {
          "dataset_revision": "a0d554a64d88156834ff5ae9920b964011b16384", "task_name": "STS12", "mteb_version": "2.0.0", "evaluation_time": 1,
          "scores": {"test": [{"cosine_spearman": 0.5, "main_score": 0.5, "hf_subset": "default", "languages": ["eng-Latn"]}]}
        }
        """;

    private readonly Sandbox _box = new("declared");

    public void Dispose() => _box.Dispose();

    [SharedFact(Samples)]
    public void Every_labelled_pair_comes_out_as_labelled()
    {
        var labels = JsonDocument.Parse(File.ReadAllBytes(SharedMaterial.At(Samples + "labels.json"))).RootElement.EnumerateArray()
            .Where(label => label.GetProperty("kind").GetString() == "pair").ToList();
        labels.Should().HaveCount(4);
        foreach (var label in labels)
        {
            var folder = SharedMaterial.At(Samples + label.GetProperty("path").GetString());
            var pair = DeclaredScores.Compare(Read(Path.Combine(folder, "declared.json")), Read(Path.Combine(folder, "observed.json")))!.Value;
            (pair.IsContradiction ? "contradiction" : "consistent").Should().Be(label.GetProperty("verdict").GetString(), label.GetProperty("id").GetString());
        }

        static Mteb.Schemas.Results.TaskResult Read(string path) => ResultMigration.Read(File.ReadAllBytes(path), path).Value!;
    }

    [Theory]
    [InlineData("0.5", "0.0499", true)]
    [InlineData("0.5", "0.05", false)]
    [InlineData("50", "0.0499", true)]
    [InlineData("0.1", "0.0099", true)]
    [InlineData("0.0999", "0.0001", false)]
    [InlineData("0.5", "-0.1", true)]
    [InlineData("0.5", "NaN", false)]
    [InlineData("null", "0.01", false)]
    public void A_measured_score_below_a_tenth_of_the_declared_one_contradicts_it(string declared, string observed, bool isContradiction)
    {
        var card = Write("external", Good.Replace("\"main_score\": 0.5", "\"main_score\": " + declared, StringComparison.Ordinal));
        var run = Write("0123456789012345678901234567890123456789", Good.Replace("0.5", observed, StringComparison.Ordinal));
        var reports = DeclaredScores.Check(BatchValidator.Validate([card, run], Mteb.Schemas.Diagnostics.SeverityRules.None, threads: 1, CancellationToken.None));
        reports[0].Diagnostics.Should().NotContain(diagnostic => diagnostic.Code == "MTEB1160");
        reports[1].Diagnostics.Any(diagnostic => diagnostic.Code == "MTEB1160").Should().Be(isContradiction);
        if (isContradiction)
        {
            reports[1].Verdict.Should().Be(Verdict.Suspicious);
        }
    }

    [Fact]
    public void Other_models_and_other_tasks_are_not_compared()
    {
        var card = Write("external", Good);
        var other = _box.Write("other/1/STS12.json", Good.Replace("0.5", "0.01", StringComparison.Ordinal));
        var task = _box.Write("model/1/STS13.json", Good.Replace("0.5", "0.01", StringComparison.Ordinal).Replace("STS12", "STS13", StringComparison.Ordinal));
        var reports = BatchValidator.Validate(
            [card, new ResultFile(other, FileKind.TaskResult), new ResultFile(task, FileKind.TaskResult)], Mteb.Schemas.Diagnostics.SeverityRules.None, threads: 1, CancellationToken.None);
        DeclaredScores.Check(reports).SelectMany(report => report.Diagnostics).Should().NotContain(diagnostic => diagnostic.Code == "MTEB1160");
    }

    private ResultFile Write(string revision, string content) => new(_box.Write($"model/{revision}/STS12.json", content), FileKind.TaskResult);
}
