using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Native;
using Microsoft.ML.OnnxRuntime.Tensors;
using Mteb.Testing.Onnx;

namespace Mteb.OnnxRuntime.Tests;

public class ErrorTests
{
    [Fact]
    public void A_missing_file_is_named()
    {
        var open = () => new InferenceSession("/nowhere/model.onnx");

        open.Should().Throw<OnnxRuntimeException>()
            .WithMessage("[ErrorCode:NoSuchFile]*/nowhere/model.onnx*")
            .Which.ErrorCode.Should().Be(ErrorCode.NoSuchFile);
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused()
    {
        var open = () => new InferenceSession([.. "This is no model."u8]);

        open.Should().Throw<OnnxRuntimeException>().WithMessage("[ErrorCode:InvalidProtobuf]*");
    }

    [Fact]
    public void A_model_that_is_cut_off_is_refused()
    {
        var model = OnnxModels.Add();

        var open = () => new InferenceSession(model[..(model.Length / 2)]);

        open.Should().Throw<OnnxRuntimeException>().Which.ErrorCode.Should().Be(ErrorCode.InvalidProtobuf);
    }

    [Fact]
    public void A_graph_with_an_unknown_operator_is_refused_by_name()
    {
        var model = new OnnxModelWriter()
            .Input("x", OnnxType.Float, 1)
            .Output("y", OnnxType.Float, 1)
            .Node("Nonsense", ["x"], ["y"])
            .ToBytes();
        using var options = Values.Quiet();

        var open = () => new InferenceSession(model, options);

        open.Should().Throw<OnnxRuntimeException>().WithMessage("*Nonsense*");
    }

    [Fact]
    public void A_tensor_of_the_wrong_shape_is_refused_with_what_was_expected()
    {
        using var options = Values.Quiet();
        using var session = new InferenceSession(OnnxModels.Add(), options);
        using var a = Values.Tensor([1f, 2, 3], 1, 3);
        using var b = Values.Tensor([1f, 2], 1, 2);

        var run = () => session.Run(null, ["a", "b"], [a, b], ["sum"]);

        run.Should().Throw<OnnxRuntimeException>().WithMessage("[ErrorCode:InvalidArgument]*Expected: 2*");
    }

    [Fact]
    public void A_tensor_of_the_wrong_type_is_refused()
    {
        using var options = Values.Quiet();
        using var session = new InferenceSession(OnnxModels.Add(), options);
        using var a = Values.Tensor([1L, 2], 1, 2);
        using var b = Values.Tensor([1f, 2], 1, 2);

        var run = () => session.Run(null, ["a", "b"], [a, b], ["sum"]);

        run.Should().Throw<OnnxRuntimeException>().WithMessage("*int64*float*");
    }

    [Fact]
    public void Unknown_names_are_refused_with_the_known_ones()
    {
        using var session = new InferenceSession(OnnxModels.Add());
        using var a = Values.Tensor([1f, 2], 1, 2);

        var input = () => session.Run(null, ["c"], [a], ["sum"]);
        var output = () => session.Run(null, ["a", "b"], [a, a], ["product"]);
        var crossed = () => session.Run(null, ["a", "b"], [a, a], ["a"]);

        input.Should().Throw<OnnxRuntimeException>().WithMessage("*no input 'c'*a, b*");
        output.Should().Throw<OnnxRuntimeException>().WithMessage("*no output 'product'*sum*");
        crossed.Should().Throw<OnnxRuntimeException>().WithMessage("*no output 'a'*");
    }

    [Fact]
    public void Names_and_values_must_be_as_many()
    {
        using var session = new InferenceSession(OnnxModels.Add());
        using var a = Values.Tensor([1f, 2], 1, 2);

        var inputs = () => session.Run(null, ["a", "b"], [a], ["sum"]);
        var outputs = () => session.Run(null, ["a", "b"], [a, a], ["sum"], []);

        inputs.Should().Throw<ArgumentException>().WithMessage("*2 names*1 values*");
        outputs.Should().Throw<ArgumentException>().WithMessage("*1 names*0 values*");
    }

    [Fact]
    public void A_tensor_needs_enough_memory_and_a_shape()
    {
        var small = () => Values.Tensor([1f], 2, 2);
        var negative = () => Values.Tensor([1f], -1);
        var unknown = () => Values.Tensor([default(Guid)], 1);
        var native = () => OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Double, [2], 1, 8);
        var text = () => OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.String, [2], 1, 8);

        small.Should().Throw<OnnxRuntimeException>().WithMessage("*[2, 2] has 4 elements*only 1*");
        negative.Should().Throw<OnnxRuntimeException>().WithMessage("*negative*");
        unknown.Should().Throw<OnnxRuntimeException>().WithMessage("*Guid*");
        native.Should().Throw<OnnxRuntimeException>().WithMessage("*16 bytes*only 8*");
        text.Should().Throw<OnnxRuntimeException>().WithMessage("*String*");
    }

    [Fact]
    public void Elements_are_read_as_what_they_are()
    {
        using var value = Values.Tensor([1f], 1);

        var read = new Action(() => value.GetTensorDataAsSpan<int>());

        read.Should().Throw<OnnxRuntimeException>().WithMessage("*Float*Int32*");
        value.GetTensorDataAsSpan<byte>().Length.Should().Be(4);
    }

    [Fact]
    public void A_missing_native_library_is_reported_with_the_remedy()
    {
        using var sandbox = new Sandbox("onnx");

        Action load = () => OrtLibrary.Load([sandbox.Root], platform: false);

        load.Should().Throw<DllNotFoundException>().WithMessage($"*{OrtLibrary.FileName}*{sandbox.Root}*runtimes*native*Put the library*");
    }

    [Fact]
    public void A_native_library_that_does_not_load_is_reported_with_the_remedy()
    {
        using var sandbox = new Sandbox("onnx");
        var file = sandbox.Write(OrtLibrary.FileName, "This is no library.");

        Action load = () => OrtLibrary.Load([sandbox.Root], platform: false);

        load.Should().Throw<DllNotFoundException>().WithMessage($"*{file}*does not load*Replace it*");
    }
}
