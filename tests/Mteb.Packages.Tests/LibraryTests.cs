using System.Text.RegularExpressions;

namespace Mteb.Packages.Tests;

/// <summary>The packed libraries, in programs that use them.</summary>
[Collection(PackageCollection.Name)]
public sealed partial class LibraryTests(PackageFeed feed)
{
    [Theory]
    [InlineData("Mteb.Schemas")]
    [InlineData("Mteb.Evaluation")]
    [InlineData("Mteb.OnnxRuntime")]
    public void A_library_has_its_documentation_a_readme_and_its_sources(string id)
    {
        feed.Content(id).Should().Contain([$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml", "README.md"]);
        using var symbols = feed.Symbols(id);
        symbols.Documents.Should().NotBeEmpty();
        symbols.Documents.Where(document => !symbols.HasSource(document)).Should().BeEmpty("a debugger can show every file");
    }

    [Fact]
    public async Task The_readme_of_the_schemas_validates_a_result()
    {
        using var consumer = new Consumer(feed, "Mteb.Schemas");
        consumer.Write("Program.cs", Examples("Mteb.Schemas", "csharp")[0]);
        consumer.Write("Banking77Classification.json", "{\n  \"task_name\": \"Banking77Classification\"\n}\n");

        var run = await consumer.RunAsync("Banking77Classification.json");

        run.ExitCode.Should().Be(1, run.ToString());
        run.Output.Should().Contain("Banking77Classification.json(1,1): error MTEB1110: The field 'scores' is missing.\n  Restore 'scores'");
    }

    [Fact]
    public async Task The_readme_of_the_evaluation_scores_a_generator()
    {
        using var consumer = new Consumer(feed, "Mteb.Evaluation");
        consumer.Write("Program.cs", Examples("Mteb.Evaluation", "csharp")[0]);
        consumer.Write("data/Tickets/task.json", Examples("Mteb.Evaluation", "json")[0]);
        consumer.Write("data/Tickets/test.jsonl", Examples("Mteb.Evaluation", "jsonl")[0]);

        var run = await consumer.RunAsync();

        run.ExitCode.Should().Be(0, run.ToString());
        run.Output.Should().EndWith("cosine_spearman 0.80\n");
    }

    [Fact]
    public async Task Names_of_the_stand_in_are_free_while_it_runs_a_model()
    {
        using var consumer = new Consumer(feed, "Mteb.Evaluation", "Mteb.Runtime.linux-x64");
        consumer.Write("Names.cs", """
            namespace Microsoft.ML.OnnxRuntime;

            internal sealed class InferenceSession;

            internal sealed class SessionOptions;

            internal sealed class OrtValue;
            """);
        consumer.Write("Program.cs", """
            using Microsoft.ML.OnnxRuntime;
            using Mteb.Evaluation.Encoding;

            using var model = FolderEncoder.Open(args[0], new EncoderOptions { Threads = 1 }).Value!;
            var vectors = await model.EncodeAsync(["A baker bakes bread."], default, null, default);
            Console.WriteLine($"{typeof(InferenceSession).Assembly.GetName().Name}: {vectors.Value!.Embeddings.Columns} numbers from ONNX Runtime {model.Facts.OnnxRuntime}");
            """);

        var run = await consumer.RunAsync(Repository.At("samples/quickstart"));

        run.ExitCode.Should().Be(0, run.ToString());
        run.Output.Should().MatchRegex("^consumer: 64 numbers from ONNX Runtime 1\\.[0-9.]+\n$");
    }

    private static List<string> Examples(string library, string language) =>
        [.. Fence().Matches(File.ReadAllText(Repository.At($"src/{library}/README.md"))).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    [GeneratedRegex("^```(?<language>\\w+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
