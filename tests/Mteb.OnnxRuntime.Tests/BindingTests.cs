using Microsoft.ML.OnnxRuntime;
using Mteb.Testing.Onnx;

namespace Mteb.OnnxRuntime.Tests;

public class BindingTests
{
    [Fact]
    public void Bound_inputs_are_read_anew_and_bound_outputs_written_anew_at_each_run()
    {
        using var session = new InferenceSession(OnnxModels.Add());
        using var binding = session.CreateIoBinding();
        using var run = new RunOptions();
        float[] data = [1, 2];
        var result = new float[2];
        using var a = Values.Tensor(data, 1, 2);
        using var sum = Values.Tensor(result, 1, 2);
        binding.BindInput("a", a);
        binding.BindInput("b", a);
        binding.BindOutput("sum", sum);
        binding.SynchronizeBoundInputs();

        session.RunWithBinding(run, binding);
        result.Should().Equal(2, 4);
        data[0] = 5;
        session.RunWithBinding(run, binding);

        result.Should().Equal(10, 4);
        binding.GetOutputNames().Should().Equal("sum");
    }

    [Fact]
    public void An_output_bound_to_a_device_is_allocated_there()
    {
        using var session = new InferenceSession(OnnxModels.Add());
        using var binding = session.CreateIoBinding();
        using var run = new RunOptions();
        using var a = Values.Tensor([1f, 2], 1, 2);
        binding.BindInput("a", a);
        binding.BindInput("b", a);
        binding.BindOutputToDevice("sum", OrtMemoryInfo.DefaultInstance);

        using var outputs = session.RunWithBoundResults(run, binding);

        outputs.Should().ContainSingle();
        outputs[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(2, 4);
    }

    [Fact]
    public void What_is_cleared_is_no_longer_bound()
    {
        using var options = Values.Quiet();
        using var session = new InferenceSession(OnnxModels.Add(), options);
        using var binding = session.CreateIoBinding();
        using var run = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        using var a = Values.Tensor([1f, 2], 1, 2);
        binding.BindInput("a", a);
        binding.BindOutput("sum", a);

        binding.ClearBoundInputs();
        binding.ClearBoundOutputs();

        binding.GetOutputNames().Should().BeEmpty();
        binding.GetOutputValues().Should().BeEmpty();
        new Action(() => session.RunWithBinding(run, binding)).Should().Throw<OnnxRuntimeException>();
    }

    [Fact]
    public void An_unknown_name_is_refused()
    {
        using var session = new InferenceSession(OnnxModels.Add());
        using var binding = session.CreateIoBinding();
        using var a = Values.Tensor([1f, 2], 1, 2);

        new Action(() => binding.BindInput("c", a)).Should().Throw<OnnxRuntimeException>().WithMessage("*c*");
    }
}
