using System.Text.Json;
using Mteb.Evaluation.Encoding;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Encoding;

public sealed class InstructionResolverTests
{
    private const string OfClass = "(sentence of the base class)";
    private const string MapItself = "(the map itself)";
    private static readonly PromptSet Bare = new() { InstructionTemplate = "{instruction}", ClassPrompts = new Dictionary<string, string> { ["AbsTaskSTS"] = OfClass } };

    [Fact]
    public void The_instruction_is_that_of_mteb_in_every_case_of_the_reference()
    {
        var cases = Goldens.Json("selection.json").GetProperty("instructions").EnumerateArray().ToList();
        foreach (var example in cases)
        {
            var task = example.GetProperty("task").GetString()!;
            var own = OwnPrompt(example.GetProperty("task_prompt"));
            var prompts = Bare with
            {
                Prompts = [.. example.GetProperty("prompts").EnumerateObject().Select(prompt => KeyValuePair.Create(prompt.Name, prompt.Value.GetString()!))],
                TaskPrompts = own is null ? new Dictionary<string, TaskPrompt>() : new Dictionary<string, TaskPrompt> { [task] = own },
                InstructionSources = [.. example.GetProperty("order").EnumerateArray().Select(source => Source(source.GetString()!))],
            };
            PromptType? role = example.GetProperty("prompt_type").GetString() switch { "query" => PromptType.Query, "document" => PromptType.Document, _ => null };

            var found = InstructionResolver.Resolve(prompts, task, "STS", Facts(task) with { HasPrompt = own is not null }, role);

            var wanted = example.GetProperty("instruction").GetString()!;
            if (wanted == MapItself)
            {
                found.Diagnostics.Should().ContainSingle(example.ToString()).Which.Code.Should().Be("MTEB3122");
            }
            else
            {
                (found.Value.Text ?? "").Should().Be(wanted, example.ToString());
                found.Diagnostics.Select(diagnostic => diagnostic.Severity).Should().Equal(wanted.Length == 0 ? [Severity.Warning] : Array.Empty<Severity>());
            }
        }

        cases.Should().HaveCount(81);
    }

    [Fact]
    public void The_template_surrounds_the_instruction_and_documents_may_go_without()
    {
        var prompts = Bare with { InstructionTemplate = "{{Instruct}}: {instruction}\nQuery: ", InstructDocuments = false, Prompts = [new("Retrieval", "Find it.")] };

        Resolve(prompts, PromptType.Query).Value.Text.Should().Be("{Instruct}: Find it.\nQuery: ");
        Resolve(prompts, PromptType.Document).Value.Text.Should().BeNull();
        Resolve(prompts, PromptType.Document).Diagnostics.Should().BeEmpty("that is the model's own wish");
    }

    [Fact]
    public void A_text_that_mteb_has_and_we_lack_is_an_error_and_never_an_empty_prompt()
    {
        var withoutTexts = Bare with { ClassPrompts = new Dictionary<string, string>() };

        var ofTask = InstructionResolver.Resolve(withoutTexts, "T", "STS", Facts("T") with { HasPrompt = true }, null);
        var ofClass = InstructionResolver.Resolve(withoutTexts, "T", "STS", Facts("T"), null);
        var ofNobody = InstructionResolver.Resolve(Bare, "T", "STS", null, null);
        var declared = InstructionResolver.Resolve(withoutTexts with { Prompts = [new("STS", "Compare.")] }, "T", "STS", Facts("T") with { HasPrompt = true }, null);

        new[] { ofTask, ofClass, ofNobody }.Should().AllSatisfy(found => found.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3121"));
        declared.Value.Text.Should().Be("Compare.", "the model's own prompt is found before the task's is needed");
    }

    [Fact]
    public async Task An_encoder_puts_the_instruction_in_front_and_notes_it()
    {
        using var model = new TinyModel("Pooling").Graph()
            .Write("config_sentence_transformers.json", """{ "prompts": { "query": "8 8 " } }""");
        var options = new EncoderOptions { Threads = 1, Prompts = Bare with { InstructionTemplate = "9 {instruction} ", Prompts = [new("Retrieval", "5")] } };

        var encoded = await model.EncodeAsync(["3 6"], PromptType.Query, options);

        encoded.Value!.Embeddings[0][0].Should().BeApproximately((1 + 9 + 5 + 3 + 6 + 2) / 6f, 1e-6f);
        encoded.Value.Statistics.Prompt.Should().Be("9 5 ");
    }

    [Fact]
    public async Task Without_the_text_that_it_needs_an_encoder_refuses()
    {
        using var model = new TinyModel("Pooling").Graph();
        var options = new EncoderOptions { Threads = 1, Prompts = Bare };

        var encoded = await model.EncodeAsync(["3 6"], PromptType.Query, options);

        encoded.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3121");
    }

    private static Outcome<PromptResolution> Resolve(PromptSet prompts, PromptType role) =>
        InstructionResolver.Resolve(prompts, "T", "Retrieval", Facts("T") with { BaseClass = "AbsTaskRetrieval" }, role);

    private static TaskFacts Facts(string name) => new()
    {
        Name = name,
        Type = "STS",
        BaseClass = "AbsTaskSTS",
        MainScore = "cosine_spearman",
        EvalSplits = ["test"],
        Subsets = [new SubsetFacts("default", ["eng-Latn"])],
    };

    private static TaskPrompt? OwnPrompt(JsonElement prompt) => prompt.ValueKind switch
    {
        JsonValueKind.String => new TaskPrompt(prompt.GetString(), null),
        JsonValueKind.Object => new TaskPrompt(null, prompt.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!)),
        _ => null,
    };

    private static InstructionSource Source(string name) => name switch
    {
        "custom_prompt" => InstructionSource.TaskName,
        "task_type_prompt" => InstructionSource.TaskType,
        "encode_type_prompt" => InstructionSource.Role,
        "default_task_prompt" => InstructionSource.Task,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
