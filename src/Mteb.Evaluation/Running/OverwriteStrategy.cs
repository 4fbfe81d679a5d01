namespace Mteb.Evaluation.Running;

/// <summary>What happens to results that are already there; names and meaning are mteb's.</summary>
public enum OverwriteStrategy
{
    /// <summary>
    /// A complete result is returned, even if it was made from another revision of the data. An incomplete one of the same
    /// revision is completed, of another revision is made anew.
    /// </summary>
    OnlyMissing,

    /// <summary>Results are ignored and overwritten.</summary>
    Always,

    /// <summary>A complete result is returned, an absent one is made, an incomplete one is an error.</summary>
    Never,

    /// <summary>A complete result is returned; anything else is an error.</summary>
    OnlyCache,
}
