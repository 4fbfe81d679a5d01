using System.Reflection;
using System.Text.Json;
using Mteb.Evaluation.Encoding;
using Xunit.Sdk;

namespace Mteb.Evaluation.Tests.Weights;

/// <summary>Whole folders without an ONNX file, from text to vector, against what the reference's <c>encode</c> gives.</summary>
public sealed class FolderEncoderTests
{
    [SharedTheory("goldens/architectures/sentence_transformers/*/", "goldens/architectures/model2vec_static/", "goldens/architectures/model2vec_weighted/", "goldens/architectures/model2vec_fp16/", "goldens/architectures/model2vec_int8/")]
    [WholeFolders]
    public async Task A_folder_gives_the_vectors_of_the_reference(string folder)
    {
        var root = SharedMaterial.At($"goldens/architectures/{folder}");
        var expected = Goldens.Parse(Path.Combine(root, "expected.json"));
        foreach (var test in expected.GetProperty("cases").EnumerateArray())
        {
            var name = test.GetProperty("name").GetString();
            var arguments = test.GetProperty("arguments");
            using var encoder = Open(root, arguments);
            var prompt = Prompt(encoder, test, arguments);
            string[] texts = [.. test.GetProperty("texts").EnumerateArray().Select(text => text.GetString()!)];

            var encoded = (await encoder.EncodeAsync(texts, prompt, null, CancellationToken.None)).Value!;

            if (test.TryGetProperty("resolved_prompt", out var resolved))
            {
                (prompt.Text ?? "").Should().Be(resolved.GetString() ?? "", name);
            }

            if (test.TryGetProperty("token_ids", out var ids))
            {
                texts.Select(text => encoder.Tokenize(text, prompt).Value!.Ids)
                    .Should().BeEquivalentTo(ids.EnumerateArray().Select(row => row.EnumerateArray().Select(id => id.GetInt32())), options => options.WithStrictOrdering(), name);
            }

            var vectors = Enumerable.Range(0, texts.Length).SelectMany(text => Finish(encoded.Embeddings[text], arguments)).ToArray();
            LargestDifference(vectors, test).Should().BeLessThanOrEqualTo(expected.GetProperty("tolerance_abs").GetDouble(), name);
        }
    }

    private static ITokenEncoder Open(string root, JsonElement arguments)
    {
        var length = !arguments.TryGetProperty("max_length", out var given) ? (int?)null : given.ValueKind == JsonValueKind.Null ? int.MaxValue : given.GetInt32();
        var opened = FolderEncoder.Open(root, new EncoderOptions { Threads = 2, MaximumLength = length });
        opened.Succeeded.Should().BeTrue(string.Join(" ", opened.Diagnostics.Select(diagnostic => diagnostic.Message)));
        return opened.Value!;
    }

    private static PromptResolution Prompt(ITokenEncoder encoder, JsonElement test, JsonElement arguments)
    {
        if (arguments.TryGetProperty("prompt", out var text))
        {
            return new PromptResolution(PromptSource.Task, "given", text.GetString()!);
        }

        var name = arguments.TryGetProperty("prompt_name", out var named) ? named.GetString() : null;
        PromptType? role = test.TryGetProperty("call", out var call)
            ? call.GetString() switch { "encode_query" => PromptType.Query, "encode_document" => PromptType.Document, _ => null }
            : null;
        return encoder.Prompts.Named(name, name is null ? role : null).Value;
    }

    private static float[] Finish(ReadOnlySpan<float> vector, JsonElement arguments)
    {
        var kept = arguments.TryGetProperty("truncate_dim", out var width) ? vector[..width.GetInt32()].ToArray() : vector.ToArray();
        if (arguments.TryGetProperty("normalize_embeddings", out var normalize) && normalize.GetBoolean())
        {
            var length = Math.Max(Math.Sqrt(kept.Sum(number => (double)number * number)), 1e-12);
            kept = Array.ConvertAll(kept, number => (float)(number / length));
        }

        return kept;
    }

    private static double LargestDifference(float[] vectors, JsonElement test)
    {
        var numbers = test.GetProperty("embeddings").GetProperty("data").EnumerateArray().Select(number => number.GetSingle()).ToArray();
        vectors.Length.Should().Be(numbers.Length);
        return vectors.Zip(numbers, (actual, expected) => Math.Abs((double)actual - expected)).Max(difference => double.IsNaN(difference) ? double.PositiveInfinity : difference);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class WholeFoldersAttribute : DataAttribute
    {
        public override IEnumerable<object[]> GetData(MethodInfo testMethod)
        {
            if (SharedMaterial.Root is null)
            {
                return [["(absent)"]];
            }

            var root = SharedMaterial.At("goldens/architectures");
            return Directory.EnumerateDirectories(root, "model2vec*")
                .Concat(Directory.EnumerateDirectories(Path.Combine(root, "sentence_transformers")))
                .Order(StringComparer.Ordinal)
                .Select(folder => new object[] { Path.GetRelativePath(root, folder).Replace('\\', '/') });
        }
    }
}
