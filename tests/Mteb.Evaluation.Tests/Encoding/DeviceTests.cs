using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Tests.Encoding;

public class DeviceTests
{
    [Theory]
    [InlineData(true, "cuda", "cpu")]
    [InlineData(false, "cpu")]
    public void Without_a_choice_an_nvidia_device_is_tried_first_where_its_driver_is(bool hasDriver, params string[] tried) =>
        Device.Candidates(Device.Auto, hasDriver).Value!.Select(device => device.Name).Should().Equal(tried);

    [Theory]
    [InlineData("cpu", "cpu")]
    [InlineData("cuda", "cuda")]
    [InlineData("cuda:0", "cuda")]
    [InlineData("cuda:3", "cuda:3")]
    [InlineData("webgpu", "webgpu")]
    [InlineData("dml:1", "dml:1")]
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
    public void A_device_that_cannot_be_used_is_passed_over_with_the_reason()
    {
        var graph = GraphSource.Find(ModelFolder.Open(Repository.At("samples/quickstart")).Value!, default).Value!;

        var opened = SessionOpener.Open(graph, Device.Candidates(Device.Auto, hasDriver: true).Value!, new Dictionary<string, string>());

        using var session = opened.Value.Session;
        if (opened.Value.Device.IsCpu)
        {
            var note = opened.Diagnostics.Should().ContainSingle().Subject;
            note.Code.Should().Be("MTEB3123");
            note.Message.Should().Contain("'cuda' cannot be used");
        }
        else
        {
            opened.Diagnostics.Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("auto")]
    public async Task Options_need_a_device_that_is_named_and_takes_them(string device)
    {
        var options = new EncoderOptions { Threads = 1, Device = device, ProviderOptions = new Dictionary<string, string> { ["gpu_mem_limit"] = "1" } };

        var loaded = await LoadedModel.LoadAsync(Repository.At("samples/quickstart"), options, null, null, CancellationToken.None);

        loaded.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3114");
    }

    [Fact]
    public void What_to_do_with_a_device_that_refuses_depends_on_what_it_was_told()
    {
        Device.Remedy(new Dictionary<string, string>(), "try the device cpu.").Should().Be("Try the device cpu.");
        Device.Remedy(new Dictionary<string, string> { ["gpu_mem_limit"] = "1000" }, "try the device cpu.")
            .Should().Be("If this is about a '--provider-option', correct it or leave it out; else try the device cpu.");
    }

    [Fact]
    public async Task A_loaded_model_says_where_it_runs()
    {
        var loaded = await LoadedModel.LoadAsync(
            Repository.At("samples/quickstart"), new EncoderOptions { Threads = 1, Device = "cpu" }, null, null, CancellationToken.None);

        using var model = loaded.Value!;
        model.Encoder.Facts.Device.Should().Be("cpu");
    }
}
