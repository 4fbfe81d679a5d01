namespace Mteb.Schemas.Diagnostics.Ledger;

/// <summary>MTEB5200 to MTEB5249: projects of Mteb.Sdk. Most are raised by its targets.</summary>
public static class ProjectCodes
{
    /// <summary>MSBuild is too old.</summary>
    public static readonly DiagnosticDescriptor MsBuildTooOld = new("MTEB5201", Severity.Error, "MSBuild is too old");

    /// <summary>Platform has no native libraries.</summary>
    public static readonly DiagnosticDescriptor PlatformUnsupported = new("MTEB5202", Severity.Error, "Platform has no native libraries");

    /// <summary>Runtime package is not restored.</summary>
    public static readonly DiagnosticDescriptor RuntimeMissing = new("MTEB5203", Severity.Error, "Runtime package is not restored");

    /// <summary>Sample stands in for the model.</summary>
    public static readonly DiagnosticDescriptor SampleEvaluated = new("MTEB5204", Severity.Warning, "Sample stands in for the model");

    /// <summary>Model has no name to publish it under.</summary>
    public static readonly DiagnosticDescriptor NameIsPlaceholder = new("MTEB5205", Severity.Error, "Model has no name to publish it under");

    /// <summary>Scores of the sample are not published.</summary>
    public static readonly DiagnosticDescriptor SampleNotPublished = new("MTEB5206", Severity.Error, "Scores of the sample are not published");

    /// <summary>Native code took the evaluation down.</summary>
    public static readonly DiagnosticDescriptor EvaluationDied = new("MTEB5207", Severity.Error, "Native code took the evaluation down");

    /// <summary>There is nothing to roll back to.</summary>
    public static readonly DiagnosticDescriptor NothingToRollBackTo = new("MTEB5208", Severity.Error, "There is nothing to roll back to");

    /// <summary>Tool and SDK have different versions.</summary>
    public static readonly DiagnosticDescriptor VersionsDiffer = new("MTEB5209", Severity.Warning, "Tool and SDK have different versions");
}
