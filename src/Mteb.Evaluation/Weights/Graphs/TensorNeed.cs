namespace Mteb.Evaluation.Weights.Graphs;

/// <summary>What a tensor is for. It decides how its fresh, untrained state looks.</summary>
public enum TensorRole
{
    /// <summary>The matrix of a linear layer: normally distributed when fresh.</summary>
    Matrix,

    /// <summary>A table that ids are looked up in: normally distributed when fresh.</summary>
    Table,

    /// <summary>A bias: zeros when fresh.</summary>
    Bias,

    /// <summary>The scale of a norm: ones when fresh.</summary>
    NormWeight,

    /// <summary>The scale of a norm, stored less one: zeros when fresh.</summary>
    NormWeightLessOne,

    /// <summary>The shift of a norm: zeros when fresh.</summary>
    NormBias,
}

/// <summary>A tensor that a graph takes from the weights.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Shape">The shape that the configuration implies.</param>
public sealed record TensorNeed(string Name, TensorRole Role, IReadOnlyList<long> Shape);
