using Mteb.Evaluation.Encoding;
using Mteb.Testing.Onnx;

namespace Mteb.Evaluation.Tests.Encoding;

/// <summary>Which file is run for which data type.</summary>
public sealed class DtypeTests
{
    [Theory]
    [InlineData(null, "onnx/model.onnx", "float32")]
    [InlineData("float32", "onnx/model.onnx", "float32")]
    [InlineData("float16", "onnx/model_fp16.onnx", "float16")]
    [InlineData("bfloat16", "onnx/model_bf16.onnx", "bfloat16")]
    public void The_file_is_chosen_by_its_name(string? dtype, string file, string said)
    {
        using var model = new TinyModel("Pooling").Graph().Graph(file: "onnx/model_fp16.onnx").Graph(file: "onnx/model_bf16.onnx");
        using var encoder = model.Load(Options(dtype)).Value!;

        encoder.GraphFile.Should().Be(file);
        encoder.Facts.Dtype.Should().Be(said);
    }

    [Theory]
    [InlineData("float16", "MTEB3137")]
    [InlineData("int4", "MTEB3114")]
    public void A_data_type_without_a_file_is_refused(string dtype, string code)
    {
        using var model = new TinyModel("Pooling").Graph();

        model.Load(Options(dtype)).Diagnostics.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    [Fact]
    public void Two_files_of_a_data_type_need_a_usual_name()
    {
        using var model = new TinyModel("Pooling").Graph(file: "onnx/a_fp16.onnx").Graph(file: "onnx/b_fp16.onnx");

        model.Load(Options("float16")).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3015");
    }

    [Fact]
    public void A_file_in_half_precision_is_not_float32_and_says_so()
    {
        using var model = new TinyModel("Pooling").Write("onnx/model.onnx", new OnnxModelWriter()
            .Input("input_ids", OnnxType.Int64, "batch", "sequence")
            .Initializer("table", TinyModel.Table, TinyModel.Rows, 2)
            .Output("last_hidden_state", OnnxType.Float16, "batch", "sequence", 2)
            .Node("Gather", ["table", "input_ids"], ["wide"])
            .Node("Cast", ["wide"], ["last_hidden_state"], OnnxAttribute.Int("to", (int)OnnxType.Float16))
            .ToBytes());
        using var encoder = model.Load(Options(null)).Value!;

        encoder.Facts.Dtype.Should().Be("float16");
        model.Load(Options("float32")).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3137");
    }

    private static EncoderOptions Options(string? dtype) => new() { Threads = 1, Dtype = dtype };
}
