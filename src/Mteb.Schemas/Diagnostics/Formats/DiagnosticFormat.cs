namespace Mteb.Schemas.Diagnostics.Formats;

/// <summary>How diagnostics are written.</summary>
public enum DiagnosticFormat
{
    /// <summary>For people: a line and, below it, the remedy.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>Lines that MSBuild and editors recognise.</summary>
    MsBuild,

    /// <summary>A SARIF 2.1.0 log.</summary>
    Sarif,

    /// <summary>Annotations of GitHub Actions.</summary>
    GitHub,

    /// <summary>A JUnit report.</summary>
    JUnit,
}
