using Mteb.Evaluation.Encoding;
using Mteb.Testing.Onnx;

namespace Mteb.Evaluation.Tests.Encoding;

/// <summary>A device whose memory runs out: a graph that asks for a petabyte as soon as more than 16 tokens are run at once.</summary>
public sealed class MemoryTests
{
    private static readonly EncoderOptions OneThread = new() { Threads = 1 };

    [Fact]
    public async Task A_batch_that_finds_no_room_is_halved_until_it_does_and_that_is_said_once()
    {
        using var model = Greedy();
        using var usual = new TinyModel("Pooling").Graph();
        var texts = Enumerable.Range(4, 16).Select(id => $"{id}").ToList();
        var expected = (await usual.EncodeAsync(texts, options: OneThread)).Value!;
        using var encoder = model.Load(OneThread).Value!;

        var first = await encoder.EncodeAsync(texts, default, null, CancellationToken.None);
        var second = await encoder.EncodeAsync(texts, default, null, CancellationToken.None);

        first.Value!.Embeddings.Values.ToArray().Should().Equal(expected.Embeddings.Values.ToArray());
        second.Value!.Embeddings.Values.ToArray().Should().Equal(expected.Embeddings.Values.ToArray());
        var note = first.Diagnostics.Should().ContainSingle().Subject;
        note.Code.Should().Be("MTEB3138");
        note.Message.Should().Contain("24 tokens", "48 and 24 were too many");
        second.Diagnostics.Should().BeEmpty();
    }

    [Fact]
    public async Task Given_ids_are_halved_too()
    {
        using var model = Greedy();
        using var encoder = model.Load(OneThread).Value!;

        var encoded = await encoder.EncodeTokensAsync(
            [.. Enumerable.Range(0, 10).Select(id => new TokenizedText([id, id, id + 3], [], []))], states: false, CancellationToken.None);

        encoded.Value!.Select(vector => vector[0][0]).Should().Equal(Enumerable.Range(0, 10).Select(id => id + 1f));
    }

    [Fact]
    public async Task A_single_text_that_finds_no_room_is_an_error()
    {
        using var model = Greedy();
        using var encoder = model.Load(OneThread).Value!;

        var encoded = await encoder.EncodeAsync([string.Join(' ', Enumerable.Repeat("5", 30))], default, null, CancellationToken.None);

        encoded.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3109");
    }

    private static TinyModel Greedy() => new TinyModel("Pooling").Write("onnx/model.onnx", new OnnxModelWriter()
        .Input("input_ids", OnnxType.Int64, "batch", "sequence")
        .Input("attention_mask", OnnxType.Int64, "batch", "sequence")
        .Initializer("table", TinyModel.Table, TinyModel.Rows, 2)
        .Initializer("room", [16L], 1)
        .Initializer("none", [0L], 1)
        .Initializer("petabyte", [1L << 48], 1)
        .Initializer("one", [1L], 1)
        .Output("last_hidden_state", OnnxType.Float, "batch", "sequence", 2)
        .Node("Shape", ["input_ids"], ["shape"])
        .Node("ReduceProd", ["shape"], ["tokens"], OnnxAttribute.Int("keepdims", 1))
        .Node("Sub", ["tokens", "room"], ["over"])
        .Node("Max", ["over", "none"], ["excess"])
        .Node("Mul", ["excess", "petabyte"], ["ballast_size"])
        .Node("Add", ["ballast_size", "one"], ["length"])
        .Node("ConstantOfShape", ["length"], ["ballast"])
        .Node("ReduceSum", ["ballast"], ["zero"], OnnxAttribute.Int("keepdims", 0))
        .Node("Gather", ["table", "input_ids"], ["vectors"])
        .Node("Add", ["vectors", "zero"], ["last_hidden_state"])
        .ToBytes());
}
