using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Tests.Encoding;

/// <summary>Pooling where the model runs, with the processor as the device.</summary>
public sealed class DevicePoolingTests
{
    private static readonly string Model = Repository.At("samples/quickstart");
    private static readonly string[] Texts = ["one", "a longer text than that", "The quick brown fox jumps over the lazy dog.", "two words"];

    [Theory]
    [InlineData(0, PoolingMode.Mean)]
    [InlineData(2, PoolingMode.Mean)]
    [InlineData(0, PoolingMode.FirstToken)]
    [InlineData(0, PoolingMode.LastToken)]
    [InlineData(0, PoolingMode.MeanSquareRootLength)]
    [InlineData(1, PoolingMode.WeightedMean)]
    [InlineData(1, PoolingMode.FirstToken, PoolingMode.Mean)]
    [InlineData(40, PoolingMode.Mean, PoolingMode.LastToken)]
    public void It_gives_what_pooling_of_fetched_vectors_gives(int skip, params PoolingMode[] modes)
    {
        var device = Device.Parse("cpu").Value!;
        var graph = GraphSource.Find(ModelFolder.Open(Model).Value!, default).Value!;
        using var session = SessionOpener.Open(graph, device, new Dictionary<string, string>()).Value!;
        var binding = GraphBinding.Create(session, graph.Path, poolingKnown: true).Value!;
        var tokenizer = TokenizerFolder.Load(Model).Value!;
        using var pooling = DevicePooling.Create(device, new Dictionary<string, string>(), modes, binding.IsHalf).Value!;
        using var runner = new BatchRunner(session, binding, tokenizer.PadTokenId, new MemoryGuard(), pooling);
        var window = new TokenWindow(0, Texts.Length, Texts.Length);
        window.Fill(0, new TextSource(Texts, "", lowerCase: false, tokenizer, 64), runner.Scratch).Should().BeNull();
        var batch = new Batch(Enumerable.Range(0, Texts.Length).Reverse().ToArray(), 24);
        var fetched = new float[Texts.Length][];
        runner.Run(window, batch, (row, vectors) =>
        {
            var width = vectors.Length / batch.PaddedLength;
            fetched[row] = new float[modes.Length * width];
            for (var i = 0; i < modes.Length; i++)
            {
                Pooler.Pool(modes[i], vectors, width, skip, window.Length(batch.Texts.Span[row]), fetched[row].AsSpan(i * width, width));
            }

            return null;
        }).Should().BeNull();

        // Twice: what was bound for a batch must not be in the way of the next.
        for (var round = 0; round < 2; round++)
        {
            var rows = 0;
            runner.RunPooled(window, batch, skip, (row, vectors) =>
            {
                vectors.ToArray().Zip(fetched[row], (actual, expected) => Math.Abs(actual - expected)).Max().Should().BeLessThan(1e-5f);
                rows++;
                return null;
            }).Should().BeNull();
            rows.Should().Be(Texts.Length);
        }
    }

    [Theory]
    [InlineData("cpu", true, PoolingMode.Mean)]
    [InlineData("cuda:1", true, PoolingMode.Mean, PoolingMode.FirstToken)]
    [InlineData("cuda", false, PoolingMode.Mean, PoolingMode.Max)]
    [InlineData("cuda", false)]
    [InlineData("webgpu", false, PoolingMode.Mean)]
    public void What_is_no_sum_or_another_device_is_pooled_elsewhere(string device, bool serves, params PoolingMode[] modes) =>
        DevicePooling.Serves(Device.Parse(device).Value!, modes).Should().Be(serves);

    [Fact]
    public void A_device_that_fails_at_the_step_after_the_model_is_said_with_a_code()
    {
        // Without CUDA nothing can be loaded there; with it, nothing that is told an option which does not exist.
        var options = new Dictionary<string, string> { ["no_such_option"] = "1" };

        var created = DevicePooling.Create(Device.Parse("cuda").Value!, options, [PoolingMode.Mean], isHalf: false);

        created.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3107");
    }

    [Fact]
    public void A_step_that_cannot_be_loaded_is_said_with_a_code()
    {
        var opened = SessionOpener.OpenOwn([1, 2, 3], Device.Parse("cpu").Value!, new Dictionary<string, string>());

        var diagnostic = opened.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be("MTEB3107");
        diagnostic.Message.Should().Contain("The step after the model cannot be loaded on cpu");
    }
}
