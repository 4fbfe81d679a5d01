namespace Mteb.Evaluation.Running;

/// <summary>The version of mteb whose scores are reproduced.</summary>
public static class ReproducedVersion
{
    /// <summary>It stands in every result, as <c>mteb_version</c>; the version of this program stands in the manifest.</summary>
    public const string Mteb = "2.26.24";
}
