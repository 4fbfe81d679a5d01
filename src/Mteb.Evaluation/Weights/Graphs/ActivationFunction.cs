namespace Mteb.Evaluation.Weights.Graphs;

/// <summary>The functions between two linear layers.</summary>
internal enum ActivationFunction
{
    /// <summary>x Φ(x), by the error function.</summary>
    Gelu,

    /// <summary>The approximation of GELU by tanh.</summary>
    GeluTanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x sigmoid(x).</summary>
    Silu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,
}

/// <summary>The names that configurations give to activation functions.</summary>
internal static class ActivationFunctions
{
    /// <summary>Looks a name up.</summary>
    /// <returns>The function; null when the name is not known.</returns>
    public static ActivationFunction? Find(string name) => name switch
    {
        "gelu" or "gelu_python" => ActivationFunction.Gelu,
        "gelu_new" or "gelu_pytorch_tanh" or "gelu_fast" or "gelu_accurate" => ActivationFunction.GeluTanh,
        "relu" => ActivationFunction.Relu,
        "silu" or "swish" => ActivationFunction.Silu,
        "tanh" => ActivationFunction.Tanh,
        _ => null,
    };
}
