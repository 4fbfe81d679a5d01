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

/// <summary>The names of similarity functions in <c>config_sentence_transformers.json</c>.</summary>
public static class SimilarityFunctions
{
    /// <summary>The function of a name; cosine for no name, and for one that is not known.</summary>
    public static SimilarityFunction Of(string? name) => name switch
    {
        "dot" => SimilarityFunction.Dot,
        "euclidean" => SimilarityFunction.Euclidean,
        "manhattan" => SimilarityFunction.Manhattan,
        _ => SimilarityFunction.Cosine,
    };
}
