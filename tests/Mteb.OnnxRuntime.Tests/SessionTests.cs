using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Mteb.Testing.Onnx;

namespace Mteb.OnnxRuntime.Tests;

public class SessionTests
{
    [Fact]
    public void A_model_from_bytes_adds_two_matrices()
    {
        using var session = new InferenceSession(OnnxModels.Add());
        using var a = Values.Tensor([1f, 2, 3, 4], 2, 2);
        using var b = Values.Tensor([10f, 20, 30, 40], 2, 2);

        using var outputs = session.Run(null, session.InputNames, [a, b], session.OutputNames);

        outputs.Should().ContainSingle();
        outputs[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(11, 22, 33, 44);
        outputs[0].GetTensorTypeAndShape().Shape.Should().Equal(2, 2);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("Modell für Größen 模型.onnx")]
    public void A_model_from_a_file_multiplies_matrices(string name)
    {
        using var sandbox = new Sandbox("onnx");
        File.WriteAllBytes(sandbox.At(name), OnnxModels.MatMul([1, 2, 3, 4, 5, 6], columns: 2));
        using var options = Values.Quiet();
        using var session = new InferenceSession(sandbox.At(name), options);
        using var x = Values.Tensor([1f, 10, 100], 1, 3);
        using var run = new RunOptions();

        using var outputs = session.Run(run, new Dictionary<string, OrtValue> { ["x"] = x }, ["y"]);

        outputs[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(531, 642);
    }

    [Fact]
    public void A_path_alone_is_enough()
    {
        using var sandbox = new Sandbox("onnx");
        File.WriteAllBytes(sandbox.At("model.onnx"), OnnxModels.Add());
        using var session = new InferenceSession(sandbox.At("model.onnx"));

        session.InputNames.Should().Equal("a", "b");
    }

    [Fact]
    public void Metadata_name_inputs_and_outputs_with_types_and_open_dimensions()
    {
        var model = new OnnxModelWriter()
            .Input("input_ids", OnnxType.Int64, "batch", "sequence")
            .Input("mask", OnnxType.Float16, default(OnnxDimension), 3)
            .Output("ids", OnnxType.Int64, "batch", "sequence")
            .Output("half", OnnxType.Float16, default(OnnxDimension), 3)
            .Node("Identity", ["input_ids"], ["ids"])
            .Node("Identity", ["mask"], ["half"])
            .ToBytes();
        using var options = Values.Quiet();
        using var session = new InferenceSession(model, options);

        session.InputNames.Should().Equal("input_ids", "mask");
        session.OutputNames.Should().Equal("ids", "half");
        var ids = session.InputMetadata["input_ids"];
        ids.IsTensor.Should().BeTrue();
        ids.IsString.Should().BeFalse();
        ids.OnnxValueType.Should().Be(OnnxValueType.ONNX_TYPE_TENSOR);
        ids.ElementDataType.Should().Be(TensorElementType.Int64);
        ids.ElementType.Should().Be<long>();
        ids.Dimensions.Should().Equal(-1, -1);
        ids.SymbolicDimensions.Should().Equal("batch", "sequence");
        var half = session.OutputMetadata["half"];
        half.ElementDataType.Should().Be(TensorElementType.Float16);
        half.Dimensions.Should().Equal(-1, 3);
        half.SymbolicDimensions.Should().Equal("", "");
    }

    [Fact]
    public void A_model_says_who_made_it()
    {
        using var session = new InferenceSession(OnnxModels.Add());

        var metadata = session.ModelMetadata;

        metadata.ProducerName.Should().Be("mteb");
        metadata.GraphName.Should().Be("addition");
        metadata.Description.Should().Be("Adds two matrices.");
        metadata.GraphDescription.Should().BeEmpty();
        metadata.Domain.Should().BeEmpty();
        metadata.Version.Should().Be(1);
        metadata.CustomMetadataMap.Should().Equal(new Dictionary<string, string> { ["purpose"] = "test" });
    }

    [Fact]
    public void An_initializer_that_is_also_an_input_may_be_replaced()
    {
        var model = new OnnxModelWriter()
            .Input("x", OnnxType.Float, 2)
            .Input("w", OnnxType.Float, 2)
            .Output("y", OnnxType.Float, 2)
            .Initializer("w", [1f, 1f], 2)
            .Node("Mul", ["x", "w"], ["y"])
            .ToBytes();
        using var session = new InferenceSession(model);
        using var x = Values.Tensor([3f, 4], 2);
        using var w = Values.Tensor([2f, 10], 2);

        session.InputNames.Should().Equal("x");
        session.OverridableInitializerMetadata.Keys.Should().Equal("w");
        using var usual = session.Run(null, ["x"], [x], ["y"]);
        using var replaced = session.Run(null, ["x", "w"], [x, w], ["y"]);

        usual[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(3, 4);
        replaced[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(6, 40);
    }

    [Fact]
    public void Weights_may_lie_in_a_file_beside_the_model()
    {
        using var sandbox = new Sandbox("onnx");
        File.WriteAllBytes(sandbox.At("weights.bin"), [.. new byte[64], .. BitConverter.GetBytes(2f), .. BitConverter.GetBytes(5f)]);
        File.WriteAllBytes(sandbox.At("model.onnx"), WithExternalWeights());
        using var options = Values.Quiet();
        using var x = Values.Tensor([3f, 4], 2);

        using var session = new InferenceSession(sandbox.At("model.onnx"), options);
        using var outputs = session.Run(null, ["x"], [x], ["y"]);

        outputs[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(6, 20);
    }

    [Fact]
    public void Weights_of_a_model_from_bytes_are_found_in_the_folder_that_an_entry_names()
    {
        using var sandbox = new Sandbox("onnx");
        File.WriteAllBytes(sandbox.At("weights.bin"), [.. new byte[64], .. BitConverter.GetBytes(2f), .. BitConverter.GetBytes(5f)]);
        using var options = Values.Quiet();
        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", sandbox.Root);
        using var x = Values.Tensor([3f, 4], 2);

        using var session = new InferenceSession(WithExternalWeights(), options);
        using var outputs = session.Run(null, ["x"], [x], ["y"]);

        outputs[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(6, 20);
    }

    [Fact]
    public void Outputs_come_in_the_order_in_which_they_are_asked_for()
    {
        var model = new OnnxModelWriter()
            .Input("x", OnnxType.Float, 1)
            .Output("minus", OnnxType.Float, 1)
            .Output("twice", OnnxType.Float, 1)
            .Node("Neg", ["x"], ["minus"])
            .Node("Add", ["x", "x"], ["twice"])
            .ToBytes();
        using var session = new InferenceSession(model);
        using var x = Values.Tensor([4f], 1);

        using var outputs = session.Run(null, ["x"], [x], ["twice", "minus"]);

        outputs.Select(output => output.GetTensorDataAsSpan<float>()[0]).Should().Equal(8, -4);
    }

    [Fact]
    public void Half_precision_goes_in_and_comes_out()
    {
        var model = new OnnxModelWriter()
            .Input("x", OnnxType.Float16, 2)
            .Output("y", OnnxType.Float16, 2)
            .Output("z", OnnxType.BFloat16, 2)
            .Node("Identity", ["x"], ["y"])
            .Node("Cast", ["x"], ["z"], OnnxAttribute.Int("to", (long)OnnxType.BFloat16))
            .ToBytes();
        using var options = Values.Quiet();
        using var session = new InferenceSession(model, options);
        using var x = Values.Tensor([(Float16)1.5f, (Float16)(-2f)], 2);

        using var outputs = session.Run(null, ["x"], [x], ["y", "z"]);

        outputs[0].GetTensorDataAsSpan<Float16>().ToArray().Select(value => (float)value).Should().Equal(1.5f, -2f);
        outputs[1].GetTensorDataAsSpan<BFloat16>().ToArray().Select(value => (float)value).Should().Equal(1.5f, -2f);
    }

    private static byte[] WithExternalWeights() => new OnnxModelWriter()
        .Input("x", OnnxType.Float, 2)
        .Output("y", OnnxType.Float, 2)
        .ExternalInitializer("w", OnnxType.Float, "weights.bin", offset: 64, length: 8, 2)
        .Node("Mul", ["x", "w"], ["y"])
        .ToBytes();
}
