using Mteb.Tool.Commands;
using Mteb.Tool.Output;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary>From a command line to what the engine is asked for.</summary>
public sealed class RunArgumentsTests
{
    [Fact]
    public async Task Without_options_everything_is_as_in_Python_mteb()
    {
        var (arguments, _) = await ReadAsync("run", "-m", "org/model", "-t", "A");

        arguments.Should().BeEquivalentTo(new RunArguments
        {
            Model = "org/model",
            Tasks = ["A"],
            OutputFolder = Path.GetFullPath("/work-folder/results"),
            OverwriteStrategy = OverwriteStrategy.OnlyMissing,
            Verbosity = 2,
            OutputFormat = OutputFormat.Text,
        });
    }

    [Fact]
    public async Task Every_option_arrives()
    {
        using var sandbox = new Sandbox();
        Directory.CreateDirectory(sandbox.At("model"));
        Directory.CreateDirectory(sandbox.At("d1"));
        Directory.CreateDirectory(sandbox.At("d2"));
        var engine = new FakeEngine();
        var run = new ToolRun { Engine = engine, CurrentDirectory = sandbox.Root };

        await run.InvokeAsync(
            "run", "--model", "model", "--model-name", "org/name", "--model-revision", "abc", "--task-types", "STS", "Retrieval",
            "--categories", "t2t", "--languages", "eng", "deu", "--eval-splits", "test", "dev", "--subsets", "en", "de", "--data", "d1", "d2",
            "--as-type", "reranking", "--device", "CPU", "--batch-size", "64", "--num-proc", "2", "--threads", "4", "--memory", "512", "--dry-run",
            "--provider-option", "a=1", "b=x=y", "--dtype", "float16", "--embedding-cache", "vectors", "--embedding-cache-size", "64",
            "--output-folder", "out", "--prediction-folder", "predictions", "--overwrite-strategy", "never", "--output", "json", "--verbosity", "3");

        engine.Asked.Should().BeEquivalentTo(new RunArguments
        {
            Model = "model",
            ModelFolder = sandbox.At("model"),
            ModelName = "org/name",
            ModelRevision = "abc",
            TaskTypes = ["STS", "Retrieval"],
            Categories = ["t2t"],
            Languages = ["eng", "deu"],
            EvalSplits = ["test", "dev"],
            Subsets = ["en", "de"],
            DataFolders = [sandbox.At("d1"), sandbox.At("d2")],
            AsType = "Reranking",
            Device = "cpu",
            BatchSize = 64,
            NumProc = 2,
            Threads = 4,
            Memory = 512,
            ProviderOptions = new Dictionary<string, string> { ["a"] = "1", ["b"] = "x=y" },
            Dtype = "float16",
            EmbeddingCache = sandbox.At("vectors"),
            EmbeddingCacheSize = 64,
            DryRun = true,
            OutputFolder = sandbox.At("out"),
            PredictionFolder = sandbox.At("predictions"),
            OverwriteStrategy = OverwriteStrategy.Never,
            OutputFormat = OutputFormat.Json,
            Verbosity = 3,
        });
    }

    [Fact]
    public async Task An_endpoint_arrives_with_all_that_is_said_of_it()
    {
        var (arguments, _) = await ReadAsync(
            "run", "--endpoint", "https://host/v1", "--endpoint-kind", "openai", "--endpoint-model", "m", "--endpoint-parallel", "8", "--encoder-timeout", "9", "--similarity", "dot",
            "--model-name", "org/name", "-t", "A");

        arguments.Should().BeEquivalentTo(new
        {
            Model = "https://host/v1",
            ModelFolder = (string?)null,
            ModelName = "org/name",
            Foreign = new ForeignArguments { Endpoint = new Uri("https://host/v1"), EndpointKind = "openai", EndpointModel = "m", EndpointParallel = 8, Timeout = 9, Similarity = "dot" },
        });
    }

    [Fact]
    public async Task A_command_arrives_in_words()
    {
        var (arguments, _) = await ReadAsync("run", "--command", "python3 'my script.py' -x", "--model-name", "org/name", "-t", "A");

        arguments!.Foreign!.Command.Should().Equal("python3", "my script.py", "-x");
        arguments.Model.Should().Be("python3 'my script.py' -x");
    }

    // Every spelling that mteb 1.39.7 and 2.26.24 know, with the one of today.
    [Theory]
    [InlineData("--task_types STS", "--task-types STS")]
    [InlineData("--tasks B", "-t B")]
    [InlineData("--languages eng", "-l eng")]
    [InlineData("--benchmarks B", "-b B")]
    [InlineData("-t A --output_folder out", "-t A --output-folder out")]
    [InlineData("-t A --verbosity 1", "-t A -v 1")]
    [InlineData("-t A -v1", "-t A -v 1")]
    [InlineData("-t A --verbosity=1", "-t A -v 1")]
    [InlineData("-t A --eval_splits test dev", "-t A --eval-splits test dev")]
    [InlineData("-t A --model_revision x", "-t A --model-revision x")]
    [InlineData("-t A --batch_size 8", "-t A --batch-size 8")]
    [InlineData("-t A --num_proc 8", "-t A --num-proc 8")]
    [InlineData("-t A --prediction_folder p", "-t A --prediction-folder p")]
    [InlineData("-t A --overwrite", "-t A --overwrite-strategy always")]
    [InlineData("-t A --save_predictions", "-t A --prediction-folder results")]
    [InlineData("-t A --save-predictions --output-folder o", "-t A --prediction-folder o --output-folder o")]
    [InlineData("-t A --device 1", "-t A --device cuda:1")]
    [InlineData("-t A --co2_tracker True", "-t A --co2-tracker")]
    [InlineData("-t A --no-co2-tracker", "-t A")]
    [InlineData("-t A B -t C B", "-t A B C")]
    [InlineData("-t A -l", "-t A")]
    public async Task Other_spellings_mean_the_same(string other, string today)
    {
        var (left, _) = await ReadAsync(["run", "-m", "x", .. other.Split(' ')]);
        var (right, _) = await ReadAsync(["run", "-m", "x", .. today.Split(' ')]);

        left.Should().NotBeNull();
        left.Should().BeEquivalentTo(right, options => options.Excluding(arguments => arguments!.Notices));
    }

    [Theory]
    [InlineData("-t A --overwrite", "MTEB5010")]
    [InlineData("-t A --save_predictions", "MTEB5010")]
    [InlineData("--task_types STS", "MTEB5010")]
    [InlineData("-t A --co2-tracker", "MTEB5013")]
    [InlineData("-t A --co2_tracker 1", "MTEB5010 MTEB5013")]
    [InlineData("-t A --no-co2-tracker", "")]
    [InlineData("-t A --output_folder out", "")]
    [InlineData("-b B -t A -l eng --eval-splits test --categories t2t --task-types STS", "MTEB5011 MTEB5011 MTEB5011 MTEB5011 MTEB5011")]
    [InlineData("-t A -l eng --eval-splits test --categories t2t --task-types STS", "MTEB5011 MTEB5011")]
    public async Task What_is_old_or_without_effect_is_said(string options, string codes)
    {
        var (arguments, run) = await ReadAsync(["run", "-m", "x", .. options.Split(' ')]);

        arguments!.Notices.Select(notice => notice.Code).Should().Equal(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        foreach (var notice in arguments.Notices)
        {
            run.Error.Should().Contain(notice.Message);
        }
    }

    [Fact]
    public async Task Benchmarks_win_over_every_filter_but_subsets()
    {
        var (arguments, _) = await ReadAsync(
            "run", "-m", "x", "-b", "MTEB(eng, v2)", "-t", "A", "-l", "eng", "--eval-splits", "test", "--categories", "t2t", "--task-types", "STS", "--subsets", "en");

        arguments!.Benchmarks.Should().Equal("MTEB(eng, v2)");
        arguments.Tasks.Concat(arguments.Languages).Concat(arguments.EvalSplits).Concat(arguments.Categories).Concat(arguments.TaskTypes).Should().BeEmpty();
        arguments.Subsets.Should().Equal("en");
    }

    [Fact]
    public async Task Tasks_win_over_types_and_categories_but_not_over_languages_and_splits()
    {
        var (arguments, _) = await ReadAsync("run", "-m", "x", "-t", "A", "-l", "eng", "--eval-splits", "test", "--categories", "t2t", "--task-types", "STS");

        arguments!.Tasks.Should().Equal("A");
        arguments.Languages.Should().Equal("eng");
        arguments.EvalSplits.Should().Equal("test");
        arguments.Categories.Concat(arguments.TaskTypes).Should().BeEmpty();
    }

    [Fact]
    public async Task Options_without_a_command_are_a_run_as_in_mteb_1()
    {
        var (arguments, run) = await ReadAsync("-m", "x", "--tasks", "A", "B");

        arguments!.Tasks.Should().Equal("A", "B");
        run.Error.Should().Contain("MTEB5012");
    }

    [Fact]
    public async Task The_data_folder_of_the_model_is_used_when_none_is_named()
    {
        using var sandbox = new Sandbox();
        sandbox.Write("model/data/x.jsonl", "");
        sandbox.Write("other/x.jsonl", "");
        var own = new FakeEngine();
        var named = new FakeEngine();

        await new ToolRun { Engine = own, CurrentDirectory = sandbox.Root }.InvokeAsync("run", "-m", "model", "-t", "A");
        await new ToolRun { Engine = named, CurrentDirectory = sandbox.Root }.InvokeAsync("run", "-m", "model", "-t", "A", "--data", "other");

        own.Asked!.DataFolders.Should().Equal(sandbox.At("model/data"));
        named.Asked!.DataFolders.Should().Equal(sandbox.At("other"));
    }

    [Fact]
    public async Task A_word_that_begins_with_an_at_sign_is_no_response_file()
    {
        var (arguments, _) = await ReadAsync("run", "-m", "x", "-t", "@tasks");

        arguments!.Tasks.Should().Equal("@tasks");
    }

    private static async Task<(RunArguments? Arguments, ToolRun Run)> ReadAsync(params string[] line)
    {
        var engine = new FakeEngine();
        var run = new ToolRun { Engine = engine };
        await run.InvokeAsync(line);
        return (engine.Asked, run);
    }
}
