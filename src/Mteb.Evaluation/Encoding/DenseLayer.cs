using System.Numerics.Tensors;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>A linear map with an activation: y = f(W x + b), and the input added where the module says so.</summary>
/// <param name="module">Widths and activation.</param>
/// <param name="weight">W, row-major, output × input.</param>
/// <param name="bias">b; null without one.</param>
/// <param name="residual">The map of the added input, output × input; null where the input is added as it is, or not at all.</param>
internal sealed class DenseLayer(DenseModule module, float[] weight, float[]? bias, float[]? residual)
{
    private const double InverseSquareRootOf2 = 0.70710678118654752;

    /// <summary>Length of the vectors that go in.</summary>
    public int InputWidth => module.InputWidth;

    /// <summary>Length of the vectors that come out.</summary>
    public int OutputWidth => module.OutputWidth;

    /// <summary>Maps one vector.</summary>
    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        Multiply(weight, input, output);
        if (bias is not null)
        {
            TensorPrimitives.Add(output, bias, output);
        }

        Activate(module.Activation, output);
        if (module.HasResidual)
        {
            AddResidual(input, output);
        }
    }

    /// <summary>Applies an activation in place.</summary>
    public static void Activate(Activation activation, Span<float> values)
    {
        switch (activation)
        {
            case Activation.Identity:
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh(values, values);
                break;
            case Activation.Relu:
                TensorPrimitives.Max(values, 0f, values);
                break;
            case Activation.Sigmoid:
                Map(values, static x => 1 / (1 + Math.Exp(-x)));
                break;
            case Activation.Silu:
                Map(values, static x => x / (1 + Math.Exp(-x)));
                break;
            case Activation.Gelu:
                Map(values, static x => 0.5 * x * (1 + ErrorFunction.Erf(x * InverseSquareRootOf2)));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    private void AddResidual(ReadOnlySpan<float> input, Span<float> output)
    {
        if (residual is null)
        {
            TensorPrimitives.Add(output, input, output);
            return;
        }

        var added = new float[output.Length];
        Multiply(residual, input, added);
        TensorPrimitives.Add(output, added, output);
    }

    private static void Multiply(float[] matrix, ReadOnlySpan<float> input, Span<float> output)
    {
        ReadOnlySpan<float> rows = matrix;
        for (var row = 0; row < output.Length; row++)
        {
            output[row] = FixedOrder.Dot(rows.Slice(row * input.Length, input.Length), input);
        }
    }

    private static void Map(Span<float> values, Func<double, double> function)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)function(values[i]);
        }
    }
}
