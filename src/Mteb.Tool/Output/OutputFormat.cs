namespace Mteb.Tool.Output;

/// <summary>The form of an outcome on standard output.</summary>
internal enum OutputFormat
{
    /// <summary>A table for people.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,
}
