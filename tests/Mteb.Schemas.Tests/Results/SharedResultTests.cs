using System.Globalization;
using System.Text;
using System.Text.Json;
using Mteb.Schemas.Results;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.Results;

public sealed class SharedResultTests
{
    [SharedTheory("results-samples/")]
    [SharedSamples]
    public void A_sample_is_read_where_mteb_reads_it(string path, string codes)
    {
        var outcome = TaskResultReader.Read(File.ReadAllBytes(SharedMaterial.At("results-samples/" + path)), path);
        if (codes.Contains('E', StringComparison.Ordinal))
        {
            outcome.Succeeded.Should().BeFalse();
        }
        else if (codes.Contains("W251", StringComparison.Ordinal))
        {
            outcome.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB1004");
        }
        else
        {
            outcome.Diagnostics.Where(diagnostic => diagnostic.Code != "MTEB1005").Should().BeEmpty();
            IsLossless(path, File.ReadAllBytes(SharedMaterial.At("results-samples/" + path)), outcome.Value!);
        }
    }

    [SharedTheory("results-samples/expected/")]
    [InlineData("d064-mut")]
    [InlineData("d065-mut")]
    [InlineData("d066-mut")]
    public void A_rewritten_file_has_the_bytes_that_mteb_gives_it(string id)
    {
        var file = Directory.EnumerateFiles(SharedMaterial.At("results-samples/" + id), "*.json", SearchOption.AllDirectories).Single();
        var written = TaskResultWriter.Write(TaskResultReader.Read(File.ReadAllBytes(file), file).Value!);
        Encoding.UTF8.GetString(written).Should().Be(File.ReadAllText(SharedMaterial.At($"results-samples/expected/{id}.json")));
    }

    [SharedTheory("model-results/")]
    [InlineData("jinaai__jina-embeddings-v2-small-en")]
    [InlineData("openai__text-embedding-3-small")]
    [InlineData("sentence-transformers__all-MiniLM-L6-v2")]
    public void Reading_and_writing_a_real_folder_loses_nothing(string model)
    {
        var read = 0;
        foreach (var file in Directory.EnumerateFiles(SharedMaterial.At("model-results/" + model), "*.json", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(file) == ResultPaths.ModelMetaFile)
            {
                continue;
            }

            var bytes = File.ReadAllBytes(file);
            var outcome = TaskResultReader.Read(bytes, file);
            if (outcome.Succeeded)
            {
                read++;
                IsLossless(file, bytes, outcome.Value);
            }
            else
            {
                outcome.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB1004", file);
            }
        }

        read.Should().BeGreaterThan(200);
    }

    /// <summary>What is written without rounding has the tokens of the file, save what mteb itself adds or drops on reading.</summary>
    private static void IsLossless(string file, byte[] bytes, TaskResult result)
    {
        var before = JsonValue.Parse(bytes, out _)!;
        var after = JsonValue.Parse(TaskResultWriter.Write(result, decimals: null), out _)!;
        foreach (var name in new[] { "dataset_revision", "task_name", "mteb_version", "evaluation_phases" })
        {
            Tokens(after[name]).Should().Equal(Tokens(before[name]), file);
        }

        (after["evaluation_time"]!.AsNumber() ?? -1).Should().Be(before["evaluation_time"]!.AsNumber() ?? -1, file);
        (after["kg_co2_emissions"]!.AsNumber() ?? -1).Should().Be(before["kg_co2_emissions"]?.AsNumber() ?? -1, file);
        var fileVersion = before["mteb_version"]?.AsText();
        var beforeEntries = before["scores"]!.DistinctMembers().SelectMany(split => split.Value.Items).ToList();
        var afterEntries = after["scores"]!.Members.SelectMany(split => split.Value.Items).ToList();
        after["scores"]!.Members.Select(split => split.Name).Should().Equal(before["scores"]!.DistinctMembers().Select(split => split.Name), file);
        for (var index = 0; index < beforeEntries.Count; index++)
        {
            var expected = Tokens(beforeEntries[index]);
            if (beforeEntries[index][EntryVersion] is null && fileVersion is not null)
            {
                expected.InsertRange(expected.Count - 1, [$"\"{EntryVersion}\"", $"\"{fileVersion}\""]);
            }

            Tokens(afterEntries[index]).Should().Equal(expected, file);
        }

        afterEntries.Should().HaveCount(beforeEntries.Count);
    }

    private const string EntryVersion = "mteb_version";

    // Floats are compared as Python would write them: 0.50 in a file is 0.5 for mteb too.
    private static List<string> Tokens(JsonValue? value)
    {
        var tokens = new List<string>();
        var tokenizer = new JsonTokenizer(value is null ? "null"u8 : value.Raw);
        while (tokenizer.Read())
        {
            tokens.Add(tokenizer.Kind switch
            {
                JsonTokenKind.Number => PythonFloat.Repr(double.Parse(tokenizer.Raw, NumberStyles.Float, CultureInfo.InvariantCulture)),
                JsonTokenKind.Key or JsonTokenKind.Text => $"\"{tokenizer.GetText()}\"",
                _ => Encoding.UTF8.GetString(tokenizer.Raw),
            });
        }

        return tokens;
    }

    /// <summary>The labelled samples that are task results, each with its codes.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SharedSamplesAttribute : Xunit.Sdk.DataAttribute
    {
        public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod) => SharedMaterial.Root is null
            ? [["(absent)", ""]]
            : Goldens.Parse(SharedMaterial.At("results-samples/labels.json")).EnumerateArray()
                .Where(label => label.GetProperty("kind").GetString() == "result")
                .Select(label => new object[] { label.GetProperty("path").GetString()!, Codes(label) });

        private static string Codes(JsonElement label) =>
            string.Join(' ', label.GetProperty("codes").EnumerateArray().Select(code => code.GetString()).Where(code => code != "E031"));
    }
}
