namespace Mteb.Schemas.Models;

/// <summary>What a dense module does with its sums.</summary>
public enum Activation
{
    /// <summary>Nothing (<c>Identity</c>).</summary>
    Identity,

    /// <summary>The hyperbolic tangent (<c>Tanh</c>); sentence-transformers' default.</summary>
    Tanh,

    /// <summary>max(x, 0) (<c>ReLU</c>).</summary>
    Relu,

    /// <summary>x Φ(x) with the exact normal distribution function (<c>GELU</c>).</summary>
    Gelu,

    /// <summary>1 / (1 + e⁻ˣ) (<c>Sigmoid</c>).</summary>
    Sigmoid,

    /// <summary>x / (1 + e⁻ˣ) (<c>SiLU</c>).</summary>
    Silu,
}
