namespace Mteb.Schemas.Results;

/// <summary>The keys of an entry that are no metrics.</summary>
internal static class EntryKeys
{
    public const string MainScore = "main_score";
    public const string Subset = "hf_subset";
    public const string Languages = "languages";
    public const string MtebVersion = "mteb_version";

    /// <summary>In the order in which mteb writes them after the metrics.</summary>
    public static readonly string[] Fixed = [MainScore, Subset, Languages, MtebVersion];
}
