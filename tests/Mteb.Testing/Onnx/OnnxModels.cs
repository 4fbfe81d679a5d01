namespace Mteb.Testing.Onnx;

/// <summary>Models that several tests use.</summary>
public static class OnnxModels
{
    /// <summary><c>sum = a + b</c>, both <c>[rows, 2]</c> floats.</summary>
    public static byte[] Add() => new OnnxModelWriter { GraphName = "addition", Description = "Adds two matrices." }
        .Input("a", OnnxType.Float, "rows", 2)
        .Input("b", OnnxType.Float, "rows", 2)
        .Output("sum", OnnxType.Float, "rows", 2)
        .Node("Add", ["a", "b"], ["sum"])
        .Metadata("purpose", "test")
        .ToBytes();

    /// <summary><c>y = x · w</c> with <c>x</c> of shape <c>[batch, inner]</c> and a weight matrix in the model.</summary>
    /// <param name="weights">In row-major order, <c>[inner, columns]</c>.</param>
    /// <param name="columns">How many columns it has.</param>
    public static byte[] MatMul(float[] weights, int columns) => new OnnxModelWriter { GraphName = "product" }
        .Input("x", OnnxType.Float, "batch", weights.Length / columns)
        .Output("y", OnnxType.Float, "batch", columns)
        .Initializer("w", weights, weights.Length / columns, columns)
        .Node("MatMul", ["x", "w"], ["y"])
        .ToBytes();
}
