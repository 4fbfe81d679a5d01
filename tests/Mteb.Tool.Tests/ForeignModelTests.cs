using System.Text.Json;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests;

/// <summary>Models in other programs, and vectors that are kept, as a user meets them.</summary>
public sealed class ForeignModelTests : IDisposable
{
    private const string Script =
        """
        import json, os, sys, zlib
        if "MTEB_ENDPOINT_KEY" in os.environ:
            sys.exit("The key is seen.")
        print("ready", file=sys.stderr, flush=True)
        for line in sys.stdin:
            question = json.loads(line)
            vectors = []
            for text in question["texts"]:
                vector = [0.0] * 64
                for word in text.lower().split():
                    vector[zlib.crc32(word.strip(".,?!").encode()) % 64] += 1.0
                vectors.append(vector)
            print(json.dumps({"id": question["id"], "embeddings": vectors}), flush=True)
        """;

    private readonly Sandbox _sandbox = new("foreign");

    public ForeignModelTests() => _sandbox.Copy(Repository.At("samples/quickstart"), "model");

    public void Dispose() => _sandbox.Dispose();

    [PythonFact]
    public async Task A_program_is_evaluated_with_the_prompts_given_and_without_the_key()
    {
        _sandbox.Write("encode.py", Script);
        _sandbox.Write("prompts.json", """{ "query": "find: " }""");

        var run = await RunAsync("--command", "python3 encode.py", "--model-name", "org/words", "--prompts", "prompts.json", "--embedding-cache", "vectors");

        run.ExitCode.Should().Be(0, run.ToString());
        run.Error.Should().Contain("encoder: ready\n");
        Results(run).Should().OnlyContain(result => result.State == "done" && result.Score > 0.2);
        var folder = _sandbox.At("out/results/org__words/no_revision_available");
        var manifest = await File.ReadAllTextAsync(Path.Combine(folder, "run_manifest.json"));
        manifest.Should().Contain("Command python3 encode.py").And.Contain("find: ").And.Contain("command/encode.py").And.NotContain("secret");
        (await File.ReadAllTextAsync(Path.Combine(folder, "model_meta.json"))).Should().Contain("\"embed_dim\": 64");
    }

    [PythonFact]
    public async Task A_program_that_fails_fails_the_run_with_its_code()
    {
        _sandbox.Write("encode.py", "import sys; sys.exit('No weights.')");

        var run = await RunAsync("--command", "python3 encode.py", "--model-name", "org/words");

        run.ExitCode.Should().Be(3);
        run.Error.Should().Contain("MTEB3327").And.Contain("No weights.");
    }

    [PythonFact]
    public async Task A_run_that_is_killed_goes_on_with_the_vectors_that_it_had()
    {
        _sandbox.Write("encode.py", Script
            .Replace("import json,", "import time, json,", StringComparison.Ordinal)
            .Replace("    print(json", "    open('asked.txt', 'a').writelines(text + '\\n' for text in question['texts'])\n    time.sleep(0.05)\n    print(json", StringComparison.Ordinal));
        string[] line = ["--command", "python3 encode.py", "--model-name", "org/words", "--batch-size", "4"];
        var plain = await RunAsync([.. line, "--output-folder", "plain"]);
        var all = TakeAsked();

        using var kill = new CancellationTokenSource();
        var killed = RunAsync([.. line, "--embedding-cache", "vectors"], kill.Token);
        while (Asked().Length < all.Length * 7 / 10)
        {
            await Task.Delay(20);
        }

        await kill.CancelAsync();
        var wait = () => killed;
        await wait.Should().ThrowAsync<OperationCanceledException>();
        var before = TakeAsked();
        var resumed = await RunAsync([.. line, "--embedding-cache", "vectors", "--overwrite-strategy", "always"]);
        var after = TakeAsked();

        Results(resumed).Should().Equal(Results(plain));
        after.Except(["probe"]).Should().HaveCountLessThan(all.Length - (all.Length / 10), "what was written is not asked for again");
        before.Union(after).Should().BeEquivalentTo(all.Distinct(), "and nothing is left out");
    }

    [Theory]
    [InlineData("MTEB5003", "--endpoint", "http://localhost:1/v1")]
    [InlineData("MTEB5003", "--command", "encode")]
    [InlineData("MTEB5008", "--command", "encode", "--endpoint", "http://localhost:1/v1", "--model-name", "a/b")]
    [InlineData("MTEB5008", "-m", "model", "--endpoint", "http://localhost:1/v1")]
    [InlineData("MTEB5005", "--endpoint", "localhost", "--model-name", "a/b")]
    [InlineData("MTEB5005", "--command", "an 'open quote", "--model-name", "a/b")]
    [InlineData("MTEB5005", "-m", "model", "--provider-option", "gpu_mem_limit")]
    [InlineData("MTEB5005", "-m", "model", "--provider-option", "a=1", "a=2")]
    public async Task What_cannot_be_asked_for_is_refused(string code, params string[] line)
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        (await run.InvokeAsync(["run", .. line, "-t", "A"])).Should().Be(ExitCode.Usage);

        run.Error.Should().Contain(code);
    }

    [Fact]
    public async Task What_has_no_effect_is_said()
    {
        var run = new ToolRun { CurrentDirectory = _sandbox.Root };

        await run.InvokeAsync("run", "--command", "encode", "--model-name", "a/b", "-t", "A", "--endpoint-model", "x", "--device", "cuda");

        run.Error.Should().Contain("MTEB5011: '--endpoint-model' has no effect").And.Contain("MTEB5011: '--device' has no effect");
    }

    [Fact]
    public async Task Scores_with_a_cache_are_those_without_even_when_two_processes_fill_it_at_once()
    {
        var plain = await RunAsync("-m", "model", "--output-folder", "plain");
        var both = await Task.WhenAll(
            RunAsync("-m", "model", "--output-folder", "one", "--embedding-cache", "vectors"),
            RunAsync("-m", "model", "--output-folder", "two", "--embedding-cache", "vectors"));
        var read = await RunAsync("-m", "model", "--output-folder", "three", "--embedding-cache", "vectors");

        foreach (var run in both.Append(read))
        {
            run.ExitCode.Should().Be(0, run.ToString());
            Results(run).Should().Equal(Results(plain), "the same numbers to the last bit");
        }

        foreach (var name in new[] { "one", "two", "three" })
        {
            Counts(name).Should().Be(Counts("plain"), "the manifest counts what the results stand for");
        }
    }

    private string[] Asked()
    {
        try
        {
            return File.ReadAllLines(_sandbox.At("asked.txt"));
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private string[] TakeAsked()
    {
        var asked = Asked();
        File.Delete(_sandbox.At("asked.txt"));
        return asked;
    }

    private Task<Transcript> RunAsync(params string[] line) => RunAsync(line, CancellationToken.None);

    private Task<Transcript> RunAsync(string[] line, CancellationToken kill) => Command.RunAsync(
        "dotnet",
        [
            ToolProcess.Assembly, "run", .. line, "--data", "model/data", "-t", "QuickstartSTS", "QuickstartRetrieval", "--output", "json",
            .. line.Contains("--output-folder") ? Array.Empty<string>() : ["--output-folder", "out"],
        ],
        _sandbox.Root,
        new Dictionary<string, string?> { ["MTEB_ENDPOINT_KEY"] = "secret" },
        cancellationToken: kill);

    private string Counts(string folder)
    {
        var manifest = Directory.GetFiles(_sandbox.At(folder), "run_manifest.json", SearchOption.AllDirectories).Single();
        return string.Join('\n', JsonDocument.Parse(File.ReadAllText(manifest)).RootElement.GetProperty("tasks").EnumerateObject()
            .OrderBy(task => task.Name, StringComparer.Ordinal).Select(task => task.Value.GetProperty("encoding").ToString()));
    }

    private static List<(string Task, string State, double Score)> Results(Transcript transcript) =>
    [
        .. JsonDocument.Parse(transcript.Output).RootElement.GetProperty("results").EnumerateArray().Select(result => (
            result.GetProperty("task").GetString()!, result.GetProperty("state").GetString()!, result.GetProperty("main_score").GetDouble())),
    ];
}
