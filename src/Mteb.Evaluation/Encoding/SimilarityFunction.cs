namespace Mteb.Evaluation.Encoding;

/// <summary>How a model's vectors are compared, as it declares it (<c>similarity_fn_name</c>).</summary>
public enum SimilarityFunction
{
    /// <summary>The scalar product of the vectors divided by their lengths; the default.</summary>
    Cosine,

    /// <summary>The scalar product.</summary>
    Dot,

    /// <summary>Minus the Euclidean distance.</summary>
    Euclidean,

    /// <summary>Minus the Manhattan distance.</summary>
    Manhattan,
}
