using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Encoding;

public sealed class PromptFileTests : IDisposable
{
    private readonly Sandbox _sandbox = new("prompts");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_plain_object_is_what_mteb_calls_model_prompts()
    {
        var set = Read("""{ "query": "query: ", "STS": "" }""").Value!;

        set.Prompts!.Select(prompt => (prompt.Key, prompt.Value)).Should().Equal(("query", "query: "), ("STS", ""));
        set.InstructionTemplate.Should().BeNull();
        set.Files.Should().ContainSingle().Which.Name.Should().Be("prompts/0.json");
    }

    [Fact]
    public void Sections_say_more_and_files_add_up()
    {
        var set = Read(
            """{ "instruction_template": "Instruct: {instruction}", "instruct_documents": false, "instruction_sources": ["default_task_prompt"] }""",
            """{ "task_prompts": { "A": "for A", "B": { "query": "for B" } }, "class_prompts": { "AbsTaskSTS": "Compare." } }""").Value!;

        set.Should().BeEquivalentTo(new
        {
            Prompts = (object?)null,
            InstructionTemplate = "Instruct: {instruction}",
            InstructDocuments = false,
            InstructionSources = new[] { InstructionSource.Task },
        });
        set.TaskPrompts["A"].Text.Should().Be("for A");
        set.TaskPrompts["B"].ByRole.Should().Equal(new Dictionary<string, string> { ["query"] = "for B" });
        set.ClassPrompts["AbsTaskSTS"].Should().Be("Compare.");
    }

    [Theory]
    [InlineData("""[1]""", 1, 1)]
    [InlineData("{\n \"query\": 3 }", 2, 11)]
    [InlineData("""{ "query": "a" "b" }""", 1, 16)]
    [InlineData("""{ "query": "a", "query": "b" }""", 1, 17)]
    [InlineData("""{ "model_prompts": {}, "modle": {} }""", 1, 24)]
    [InlineData("""{ "instruction_template": "no place" }""", 1, 27)]
    [InlineData("""{ "instruction_template": "{instruction} {other}" }""", 1, 27)]
    [InlineData("""{ "instruct_documents": "no" }""", 1, 25)]
    [InlineData("""{ "instruction_sources": ["elsewhere"] }""", 1, 27)]
    [InlineData("""{ "task_prompts": { "A": { "passage": "x" } } }""", 1, 28)]
    [InlineData("""{ "class_prompts": [] }""", 1, 20)]
    public void What_does_not_belong_is_an_error_at_its_place(string content, int line, int column)
    {
        var read = Read(content);

        read.Succeeded.Should().BeFalse();
        read.Diagnostics[0].Should().Match<Diagnostic>(diagnostic => diagnostic.Code == "MTEB3120" && diagnostic.Severity == Severity.Error);
        (read.Diagnostics[0].Place.Line, read.Diagnostics[0].Place.Column).Should().Be((line, column));
    }

    [Fact]
    public void Two_files_must_not_say_the_same_thing_differently()
    {
        Read("""{ "query": "a" }""", """{ "query": "b" }""").Diagnostics.Should().ContainSingle().Which.Place.File.Should().EndWith("1.json");
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        PromptFile.Read([_sandbox.At("nowhere.json")]).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3120");
    }

    [Fact]
    public async Task Given_prompts_take_the_place_of_the_models_own_and_belong_to_its_files()
    {
        var model = _sandbox.Copy(Repository.At("samples/quickstart"), "model");
        var given = Read("""{ "document": "9 " }""").Value!;

        using var plain = await LoadAsync(model, null);
        using var prompted = await LoadAsync(model, given);

        prompted.Encoder.Prompts.Resolve("SciFact", "Retrieval", PromptType.Document).Value.Text.Should().Be("9 ");
        prompted.Encoder.Prompts.Named("query", null).Succeeded.Should().BeFalse();
        prompted.Files.Should().Contain(file => file.Name == "prompts/0.json");
        prompted.Identity.Revision.Should().NotBe(plain.Identity.Revision, "the same folder with other prompts is another model");
        prompted.DescribeForResults().UsesInstructions.Should().BeTrue();
    }

    private static async Task<LoadedModel> LoadAsync(string folder, PromptSet? prompts) =>
        (await LoadedModel.LoadAsync(folder, new EncoderOptions { Threads = 1, Prompts = prompts }, null, null, CancellationToken.None)).Value!;

    private Outcome<PromptSet> Read(params string[] contents) =>
        PromptFile.Read([.. contents.Select((content, index) => _sandbox.Write($"{index}.json", content))]);
}
