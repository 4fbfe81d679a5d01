using System.Text.Json.Nodes;

namespace Mteb.Schemas.Results;

/// <summary>What a <c>model_meta.json</c> says about a model. Every field is written; null where nothing is known.</summary>
public sealed record ModelMetaFacts
{
    /// <summary>Name with its organisation, for example <c>intfloat/e5-small</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Revision of the model.</summary>
    public required string? Revision { get; init; }

    /// <summary>Arguments of the loader.</summary>
    public JsonObject LoaderArguments { get; init; } = [];

    /// <summary>Day of release.</summary>
    public DateOnly? ReleaseDate { get; init; }

    /// <summary>Language-script codes.</summary>
    public IReadOnlyList<string>? Languages { get; init; }

    /// <summary>Number of parameters.</summary>
    public long? Parameters { get; init; }

    /// <summary>Number of parameters that take part in a forward pass, where it differs.</summary>
    public long? ActiveParametersOverride { get; init; }

    /// <summary>Number of parameters in embedding tables.</summary>
    public long? EmbeddingParameters { get; init; }

    /// <summary>Size of the weights in memory, in mebibytes.</summary>
    public double? MemoryUsageMb { get; init; }

    /// <summary>Longest input in tokens; may be infinite.</summary>
    public double? MaxTokens { get; init; }

    /// <summary>Length of an embedding; the largest where a model offers several.</summary>
    public int? EmbeddingDimension { get; init; }

    /// <summary>Licence name, lower case, or address.</summary>
    public string? License { get; init; }

    /// <summary>Whether the weights are public.</summary>
    public bool? OpenWeights { get; init; }

    /// <summary>Address of the training code.</summary>
    public string? PublicTrainingCode { get; init; }

    /// <summary>Address of the training data, or true or false.</summary>
    public JsonNode? PublicTrainingData { get; init; }

    /// <summary>Frameworks such as <c>Sentence Transformers</c> and <c>PyTorch</c>.</summary>
    public IReadOnlyList<string> Frameworks { get; init; } = [];

    /// <summary>Address of the model's page.</summary>
    public string? Reference { get; init; }

    /// <summary><c>cosine</c>, <c>dot</c> or <c>MaxSim</c>.</summary>
    public string? SimilarityFunction { get; init; }

    /// <summary>Whether the model wants instructions.</summary>
    public bool? UsesInstructions { get; init; }

    /// <summary>Names of the data sets that the model was trained on.</summary>
    public IReadOnlyList<string>? TrainingDatasets { get; init; }

    /// <summary>The model that this one was made from.</summary>
    public string? AdaptedFrom { get; init; }

    /// <summary>The model that replaces this one.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Modalities.</summary>
    public IReadOnlyList<string> Modalities { get; init; } = ["text"];

    /// <summary>Kinds of model, such as <c>dense</c> or <c>cross-encoder</c>.</summary>
    public IReadOnlyList<string> ModelTypes { get; init; } = ["dense"];

    /// <summary>How to cite the model.</summary>
    public string? Citation { get; init; }

    /// <summary>Whom to ask.</summary>
    public IReadOnlyList<string>? Contacts { get; init; }

    /// <summary>Arguments that make the run an experiment.</summary>
    public JsonObject? ExperimentArguments { get; init; }

    /// <summary>Numeric formats of the embeddings.</summary>
    public IReadOnlyList<string>? OutputDtypes { get; init; }

    /// <summary>Extra packages that mteb needs for the model.</summary>
    public IReadOnlyList<string>? ExtraRequirementsGroups { get; init; }

    /// <summary>Name of mteb's loader; null where mteb has none.</summary>
    public string? Loader { get; init; }

    /// <summary>Whether the model is a cross-encoder; follows from <see cref="ModelTypes"/>.</summary>
    public bool IsCrossEncoder => ModelTypes.Contains("cross-encoder");
}
