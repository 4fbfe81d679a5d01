namespace Mteb.Schemas.Results.Validation;

/// <summary>What is to be thought of a file.</summary>
public enum Verdict
{
    /// <summary>Nothing but what most files show.</summary>
    Valid,

    /// <summary>Sound, in the form of before mteb 1.11.</summary>
    Legacy,

    /// <summary>It loads, and something about it is probably wrong.</summary>
    Suspicious,

    /// <summary>mteb does not load it, or the results repository does not take it.</summary>
    Invalid,
}
