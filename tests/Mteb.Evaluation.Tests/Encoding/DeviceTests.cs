using Microsoft.ML.OnnxRuntime;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Running;

namespace Mteb.Evaluation.Tests.Encoding;

public class DeviceTests
{
    [Fact]
    public void Without_a_choice_an_nvidia_device_is_tried_before_the_processor() =>
        Device.Candidates(Device.Auto).Value!.Select(device => device.Name).Should().Equal("cuda", "cpu");

    [Theory]
    [InlineData("cpu", "cpu")]
    [InlineData("cuda", "cuda")]
    [InlineData("cuda:0", "cuda")]
    [InlineData("cuda:3", "cuda:3")]
    [InlineData("webgpu", "webgpu")]
    public void A_device_that_is_named_is_the_only_one_tried(string written, string tried) =>
        Device.Candidates(written).Value!.Select(device => device.Name).Should().Equal(tried);

    [Theory]
    [InlineData("")]
    [InlineData("gpu")]
    [InlineData("auto:1")]
    [InlineData("cuda:-1")]
    public void What_is_no_device_is_refused_with_those_there_are(string written)
    {
        var diagnostic = Device.Candidates(written).Diagnostics.Should().ContainSingle().Subject;

        diagnostic.Code.Should().Be("MTEB3106");
        diagnostic.Remedy.Should().Contain("auto, cpu, cuda");
    }

    [Fact]
    public async Task A_model_runs_on_the_processor_where_nothing_better_can_be_used_and_says_so()
    {
        var options = new EncoderOptions { Threads = 1, Device = Device.Auto };

        var loaded = await LoadedModel.LoadAsync(Repository.At("samples/quickstart"), options, null, null, CancellationToken.None);

        using var model = loaded.Value!;
        var offersCuda = OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider");
        model.Encoder.DeviceName.Should().BeOneOf(offersCuda ? ["cuda", "cpu"] : ["cpu"]);
        loaded.Diagnostics.Count(diagnostic => diagnostic.Code == "MTEB3123").Should().Be(offersCuda && model.Encoder.DeviceName == "cpu" ? 1 : 0);
    }
}
