namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB3350 to MTEB3399: weights.</summary>
public static class WeightCodes
{
    /// <summary>A setting that the graph depends on is missing or out of range.</summary>
    public static readonly DiagnosticDescriptor ConfigIncomplete = new("MTEB3350", Severity.Error, "config.json lacks what the graph depends on");

    /// <summary>There is no graph for the model's architecture.</summary>
    public static readonly DiagnosticDescriptor ArchitectureUnknown = new("MTEB3351", Severity.Error, "Architecture is not known");

    /// <summary>A setting asks for a form of the architecture that there is no graph for.</summary>
    public static readonly DiagnosticDescriptor ConfigUnsupported = new("MTEB3352", Severity.Error, "Setting of config.json is not supported");

    /// <summary>The weights lack tensors that the graph needs.</summary>
    public static readonly DiagnosticDescriptor TensorMissing = new("MTEB3353", Severity.Error, "Tensors are missing");

    /// <summary>A tensor has elements of a type that cannot be used.</summary>
    public static readonly DiagnosticDescriptor TensorType = new("MTEB3354", Severity.Error, "Tensor is not of floating-point numbers");

    /// <summary>The index names a file that is not there.</summary>
    public static readonly DiagnosticDescriptor ShardMissing = new("MTEB3355", Severity.Error, "File of the weights is missing");

    /// <summary>The index of the weights is damaged.</summary>
    public static readonly DiagnosticDescriptor IndexInvalid = new("MTEB3356", Severity.Error, "Index of the weights cannot be used");

    /// <summary>Two files of the weights hold a tensor of the same name.</summary>
    public static readonly DiagnosticDescriptor TensorTwice = new("MTEB3357", Severity.Error, "Tensor is stored twice");

    /// <summary>The weights hold tensors that the graph does not take.</summary>
    public static readonly DiagnosticDescriptor TensorsUnused = new("MTEB3358", Severity.Suggestion, "Tensors are not needed");

    /// <summary>The weights hold more layers than the configuration counts.</summary>
    public static readonly DiagnosticDescriptor LayersUnused = new("MTEB3359", Severity.Warning, "Layers of the weights are left out");

    /// <summary>Weights are not finite.</summary>
    public static readonly DiagnosticDescriptor NotFinite = new("MTEB3360", Severity.Error, "Weights hold NaN or infinity");

    /// <summary>A matrix holds only zeros.</summary>
    public static readonly DiagnosticDescriptor AllZero = new("MTEB3361", Severity.Error, "A matrix is all zeros");

    /// <summary>A matrix holds one number only.</summary>
    public static readonly DiagnosticDescriptor AllEqual = new("MTEB3362", Severity.Error, "All numbers of a matrix are the same");

    /// <summary>Layers or embeddings are at their random first values.</summary>
    public static readonly DiagnosticDescriptor FreshLayers = new("MTEB3363", Severity.Error, "Weights are random, not trained");

    /// <summary>A single matrix looks as if it had just been drawn.</summary>
    public static readonly DiagnosticDescriptor FreshTensor = new("MTEB3364", Severity.Warning, "A matrix looks random, not trained");

    /// <summary>Two or more layers hold the same numbers.</summary>
    public static readonly DiagnosticDescriptor LayersEqual = new("MTEB3365", Severity.Warning, "Layers are copies of each other");

    /// <summary>Two tensors are equal.</summary>
    public static readonly DiagnosticDescriptor TensorsTied = new("MTEB3366", Severity.Suggestion, "Tensors hold the same numbers");

    /// <summary>The ONNX file was not made from the weights beside it.</summary>
    public static readonly DiagnosticDescriptor OnnxDiffers = new("MTEB3367", Severity.Warning, "ONNX file and weights differ");
}
