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
}
