using Mteb.Schemas.Results;
using Mteb.Schemas.Tests.Results.Validation;

namespace Mteb.Schemas.Tests.Results;

public sealed class ResultRunTests : IDisposable
{
    private readonly Sandbox _box = new("run");

    public void Dispose() => _box.Dispose();

    [Fact]
    public void A_run_is_read_with_its_experiments()
    {
        _box.Write("m/r/STS12.json", RuleCase.Current);
        _box.Write("m/r/STS13.json", RuleCase.Legacy);
        _box.Write("m/r/broken.json", "{\"task_name\": ");
        _box.Write("m/r/model_meta.json", "{\"name\": \"a/b\", \"revision\": \"r\"}");
        _box.Write("m/r/run_settings.jsonl", "{\"task\": \"STS12\", \"split\": \"test\", \"version\": {\"mteb\": \"2.0.0\", \"flash-attn\": null}, \"encode_kwargs\": {\"batch_size\": 32}, \"subset\": \"default\"}\n\n[]\n");
        _box.Write("m/r/STS12_predictions.json", "{}");
        _box.Write("m/r/experiments/dim_64/STS12.json", RuleCase.Current);
        _box.Write("m/r/experiments/dim_64/model_meta.json", "{\"name\": \"a/b\", \"revision\": \"r\", \"experiment_kwargs\": {\"dim\": 64}}");
        _box.Write("m/r/experiments/lost/STS12.json", RuleCase.Current);

        var read = ResultRun.Read(_box.At("m/r"));

        var run = read.Value!;
        (run.Name, run.Meta!.Facts.Name).Should().Be(("r", "a/b"));
        run.Results.Select(result => result.MtebVersion).Should().Equal("2.26.24", "1.0.2");
        var settings = run.Settings.Single();
        (settings.Task, settings.Versions).Should().Be(("STS12", new PackageVersions("2.0.0")));
        settings.Splits.Should().Equal("test");
        settings.Subsets.Should().Equal("default");
        settings.EncodeArguments.ToJsonString().Should().Be("{\"batch_size\":32}");
        var experiment = run.Experiments.Single();
        experiment.Name.Should().Be(ExperimentName.Of(experiment.Meta!.Facts.ExperimentArguments));
        experiment.Results.Should().ContainSingle();
        read.Diagnostics.Select(finding => (finding.Code, Path.GetFileName(finding.Place.File), finding.Place.Line))
            .Should().Contain([("MTEB1020", "run_settings.jsonl", 3), ("MTEB1000", "broken.json", 1), ("MTEB1021", "lost", 0)]);
    }

    [Fact]
    public void A_folder_without_anything_is_an_empty_run()
    {
        _box.Write("m/r/notes.txt", "");
        var read = ResultRun.Read(_box.At("m/r"));
        read.Diagnostics.Should().BeEmpty();
        (read.Value!.Meta, read.Value.Results.Count, read.Value.Settings.Count, read.Value.Experiments.Count).Should().Be((null, 0, 0, 0));
    }
}
