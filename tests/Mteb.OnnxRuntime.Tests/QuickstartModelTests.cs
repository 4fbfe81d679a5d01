extern alias quickstart;

using System.Numerics.Tensors;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using quickstart::Mteb.Quickstart;

namespace Mteb.OnnxRuntime.Tests;

public class QuickstartModelTests
{
    private static readonly string Sample = Repository.At("samples/quickstart");

    [Fact]
    public void Building_the_model_again_gives_the_committed_bytes()
    {
        using var sandbox = new Sandbox("quickstart");

        var files = LexicalModel.Build(SampleTexts.Read(Path.Combine(Sample, "data")));
        foreach (var file in files)
        {
            file.Write(sandbox.Root);
        }

        files.Select(file => file.Path).Should().Contain(["modules.json", "tokenizer.json", "onnx/model.onnx", "1_Pooling/config.json"]);
        foreach (var file in files)
        {
            var built = File.ReadAllBytes(sandbox.At(file.Path));
            built.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Sample, file.Path)))
                .Should().BeTrue($"'{file.Path}' should be what eng/quickstart builds; run it if the change is meant");
        }

        files.Sum(file => file.Content.Length).Should().BeLessThan(1 << 20);
    }

    [Fact]
    public void The_committed_model_loads_and_runs()
    {
        using var session = new InferenceSession(Path.Combine(Sample, "onnx", "model.onnx"));
        using var ids = Values.Tensor([2L, 10, 11, 3, 2, 12, 3, 0], 2, 4);
        using var mask = Values.Tensor([1L, 1, 1, 1, 1, 1, 1, 0], 2, 4);

        session.InputNames.Should().Equal("input_ids", "attention_mask");
        session.OutputNames.Should().Equal("last_hidden_state");
        session.InputMetadata["input_ids"].ElementDataType.Should().Be(TensorElementType.Int64);
        session.InputMetadata["input_ids"].SymbolicDimensions.Should().Equal("batch", "sequence");
        session.OutputMetadata["last_hidden_state"].Dimensions.Should().Equal(-1, -1, 64);

        using var outputs = session.Run(null, session.InputNames, [ids, mask], session.OutputNames);

        outputs[0].GetTensorTypeAndShape().Shape.Should().Equal(2, 4, 64);
        var vectors = outputs[0].GetTensorDataAsSpan<float>();
        vectors[..64].ToArray().Should().Contain(value => value != 0);
        vectors[(7 * 64)..].ToArray().Should().OnlyContain(value => value == 0, "padding has no vector");
    }

    [Theory]
    [InlineData("A dog runs in the park.", "The dog is running through a park.", "The invoice has the wrong name.")]
    [InlineData("unseen wordings", "an unseen wording", "the price of a ticket")]
    public void Texts_that_share_words_or_parts_of_words_are_nearer(string text, string near, string far)
    {
        using var session = new InferenceSession(Path.Combine(Sample, "onnx", "model.onnx"));
        var vocabulary = Vocabulary.Build(SampleTexts.Read(Path.Combine(Sample, "data")));
        float[] Embed(string value) => QuickstartModelTests.Embed(session, vocabulary, value);

        var embedding = Embed(text);

        TensorPrimitives.CosineSimilarity<float>(embedding, Embed(near)).Should()
            .BeGreaterThan(TensorPrimitives.CosineSimilarity<float>(embedding, Embed(far)) + 0.2f);
    }

    [Fact]
    public void Pairs_of_the_sample_that_mean_the_same_are_nearer_than_pairs_that_do_not()
    {
        using var session = new InferenceSession(Path.Combine(Sample, "onnx", "model.onnx"));
        var vocabulary = Vocabulary.Build(SampleTexts.Read(Path.Combine(Sample, "data")));
        var pairs = File.ReadLines(Path.Combine(Sample, "data", "QuickstartSTS", "test.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(pair => (
                Score: pair.GetProperty("score").GetDouble(),
                Cosine: TensorPrimitives.CosineSimilarity<float>(
                    Embed(session, vocabulary, pair.GetProperty("sentence1").GetString()!),
                    Embed(session, vocabulary, pair.GetProperty("sentence2").GetString()!))))
            .ToArray();

        var same = pairs.Where(pair => pair.Score >= 4).Average(pair => pair.Cosine);
        var half = pairs.Where(pair => pair.Score is > 2 and < 4).Average(pair => pair.Cosine);
        var different = pairs.Where(pair => pair.Score <= 1).Average(pair => pair.Cosine);

        same.Should().BeGreaterThan(half + 0.1f);
        half.Should().BeGreaterThan(different + 0.3f);
    }

    [Fact]
    public void An_empty_text_has_a_direction()
    {
        using var session = new InferenceSession(Path.Combine(Sample, "onnx", "model.onnx"));
        var vocabulary = Vocabulary.Build(["word"]);

        TensorPrimitives.Norm<float>(Embed(session, vocabulary, "")).Should().BeGreaterThan(0);
    }

    // The mean of the token vectors, with WordPiece in its plainest form.
    private static float[] Embed(InferenceSession session, Vocabulary vocabulary, string text)
    {
        var ids = vocabulary.Tokens.Select((token, id) => (token, id)).ToDictionary(entry => entry.token, entry => (long)entry.id);
        long[] tokens = [ids["[CLS]"], .. Vocabulary.Split(text).SelectMany(word => Pieces(word, ids)), ids["[SEP]"]];
        using var input = Values.Tensor(tokens, 1, tokens.Length);
        using var mask = Values.Tensor(Array.ConvertAll(tokens, _ => 1L), 1, tokens.Length);
        using var outputs = session.Run(null, ["input_ids", "attention_mask"], [input, mask], ["last_hidden_state"]);
        var vectors = outputs[0].GetTensorDataAsSpan<float>();
        var mean = new float[64];
        for (var token = 0; token < tokens.Length; token++)
        {
            TensorPrimitives.Add(mean, vectors.Slice(token * 64, 64), mean);
        }

        TensorPrimitives.Divide(mean, tokens.Length, mean);
        return mean;
    }

    private static IEnumerable<long> Pieces(string word, Dictionary<string, long> ids)
    {
        for (var start = 0; start < word.Length;)
        {
            var mark = start == 0 ? "" : Vocabulary.Continuation;
            var end = Enumerable.Range(0, word.Length - start)
                .Select(cut => word.Length - cut)
                .First(end => ids.ContainsKey(mark + word[start..end]));
            yield return ids[mark + word[start..end]];
            start = end;
        }
    }
}
