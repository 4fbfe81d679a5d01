using System.Text.Json;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Caching;
using Mteb.Evaluation.Encoding.Generators;
using Mteb.Evaluation.Tests.Encoding;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tests;

public sealed class MtebEvaluationTests
{
    private static readonly string Data = Repository.At("samples/quickstart/data");

    [Fact]
    public async Task A_generator_is_scored_by_the_labels_that_it_is_compared_with()
    {
        // The first sentence is the x axis; the second is turned away from it the more, the lower the label: a perfect order.
        var rows = File.ReadLines(Path.Combine(Data, "QuickstartSTS", "test.jsonl")).Select(line => JsonDocument.Parse(line).RootElement);
        var turns = rows.ToDictionary(row => row.GetProperty("sentence2").GetString()!, row => 1 - (row.GetProperty("score").GetDouble() / 5));
        var generator = new FakeGenerator(texts => texts.Select(text => turns.TryGetValue(text, out var turn)
            ? new[] { (float)Math.Cos(turn), (float)Math.Sin(turn) }
            : [1f, 0f]));

        var evaluated = await MtebEvaluation.EvaluateAsync(generator, "QuickstartSTS", Data);

        evaluated.Succeeded.Should().BeTrue(string.Join('\n', evaluated.Diagnostics));
        evaluated.Value!.Score.Should().BeApproximately(1, 1e-12);
        evaluated.Value.Path.Should().BeNull();
    }

    [Fact]
    public async Task Results_are_kept_in_mtebs_layout_under_the_name_of_the_generator()
    {
        using var sandbox = new Sandbox();
        var settings = new EvaluationSettings
        {
            OutputFolder = sandbox.Root,
            ModelRevision = "r1",
            Generator = new GeneratorOptions { Prompts = [new("query", "q: "), new("document", "")] },
        };
        var generator = new FakeGenerator(texts => texts.Select((text, index) => new float[] { text.Length, index + 1 })) { ModelId = "org/name" };

        var evaluated = await MtebEvaluation.EvaluateAsync(generator, "QuickstartRetrieval", Data, settings);

        evaluated.Succeeded.Should().BeTrue(string.Join('\n', evaluated.Diagnostics));
        var path = Path.Combine(sandbox.Root, "results", "org__name", "r1", "QuickstartRetrieval.json");
        evaluated.Value!.Path.Should().Be(path);
        TaskResultReader.Read(File.ReadAllBytes(path), path).Value!.TaskName.Should().Be("QuickstartRetrieval");
        File.ReadAllText(Path.Combine(sandbox.Root, "results", "org__name", "r1", "run_manifest.json")).Should().Contain("\"prompt\": \"q: \"");
    }

    [Fact]
    public async Task Kept_vectors_are_not_generated_again_until_the_revision_changes()
    {
        using var sandbox = new Sandbox();
        EvaluationSettings Settings(string revision) => new()
        {
            ModelRevision = revision,
            EmbeddingCache = new EmbeddingCacheOptions { Folder = sandbox.At("vectors") },
            Generator = new GeneratorOptions { PromptSet = new PromptSet { Prompts = [new("STS", "s: ")] } },
        };
        FakeGenerator Generator() => new(texts => texts.Select(text => new float[] { text.Length, text.Count(char.IsWhiteSpace) + 1 }));
        var (first, second, third) = (Generator(), Generator(), Generator());

        var made = await MtebEvaluation.EvaluateAsync(first, "QuickstartSTS", Data, Settings("1"));
        var read = await MtebEvaluation.EvaluateAsync(second, "QuickstartSTS", Data, Settings("1"));
        await MtebEvaluation.EvaluateAsync(third, "QuickstartSTS", Data, Settings("2"));

        first.Calls.SelectMany(call => call).Should().NotBeEmpty().And.OnlyContain(text => text.StartsWith("s: ", StringComparison.Ordinal));
        second.Calls.Should().BeEmpty();
        third.Calls.Should().NotBeEmpty();
        read.Value!.Score.Should().Be(made.Value!.Score);
    }

    [Fact]
    public async Task A_changed_generator_is_not_given_the_old_result()
    {
        using var sandbox = new Sandbox();
        var settings = new EvaluationSettings { OutputFolder = sandbox.Root };
        var first = await MtebEvaluation.EvaluateAsync(new FakeGenerator(texts => texts.Select((text, index) => new float[] { text.Length, index })), "QuickstartSTS", Data, settings);
        var second = await MtebEvaluation.EvaluateAsync(new FakeGenerator(texts => texts.Select((text, index) => new float[] { index, text.Length, 1 })), "QuickstartSTS", Data, settings);
        second.Value!.Score.Should().NotBe(first.Value!.Score);
    }

    [Fact]
    public async Task An_unknown_task_a_missing_folder_and_a_failing_generator_are_told_with_their_codes()
    {
        using var sandbox = new Sandbox();
        var generator = new FakeGenerator(_ => throw new InvalidOperationException("Broken."));
        Codes(await MtebEvaluation.EvaluateAsync(generator, "QuickstartSTX", Data)).Should().Contain("MTEB3250");
        Codes(await MtebEvaluation.EvaluateAsync(generator, "QuickstartSTS", Path.Combine(sandbox.Root, "absent"))).Should().Contain("MTEB3150");
        Codes(await MtebEvaluation.EvaluateAsync(generator, "QuickstartSTS", Data)).Should().Contain("MTEB3124");
    }

    private static IEnumerable<string> Codes(Schemas.Diagnostics.Outcome<EvaluatedTask> evaluated)
    {
        evaluated.Succeeded.Should().BeFalse();
        return evaluated.Diagnostics.Select(diagnostic => diagnostic.Code);
    }
}
