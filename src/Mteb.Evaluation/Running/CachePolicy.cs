namespace Mteb.Evaluation.Running;

/// <summary>Decides what is left to do of a task, given what is there. The rules are mteb's.</summary>
internal static class CachePolicy
{
    /// <summary>Decides.</summary>
    /// <param name="strategy">The strategy in force.</param>
    /// <param name="wanted">Split and subset of everything asked for, in the order in which it is scored.</param>
    /// <param name="present">Split and subset of everything in the result file; null when there is no file.</param>
    /// <param name="sameRevision">Whether the file was made from the revision of the data that would be read now.</param>
    public static CacheDecision Decide(
        OverwriteStrategy strategy,
        IReadOnlyList<(string Split, string Subset)> wanted,
        IReadOnlySet<(string Split, string Subset)>? present,
        bool sameRevision)
    {
        var missing = present is null ? wanted : [.. wanted.Where(cell => !present.Contains(cell))];
        var complete = present is not null && missing.Count == 0;
        return strategy switch
        {
            OverwriteStrategy.Always => new CacheDecision(CacheAction.Run, wanted, KeepPresent: false),
            OverwriteStrategy.OnlyMissing when present is not null && !complete && !sameRevision =>
                new CacheDecision(CacheAction.Run, wanted, KeepPresent: false),
            _ when complete => new CacheDecision(CacheAction.Return, [], KeepPresent: true),
            OverwriteStrategy.OnlyMissing => new CacheDecision(CacheAction.Run, missing, KeepPresent: true),
            OverwriteStrategy.Never when present is null => new CacheDecision(CacheAction.Run, wanted, KeepPresent: false),
            _ => new CacheDecision(CacheAction.Refuse, missing, KeepPresent: true),
        };
    }
}

/// <summary>What to do about a task.</summary>
/// <param name="Action">Whether to work at all.</param>
/// <param name="Cells">Split and subset of what is to be scored; with <see cref="CacheAction.Refuse"/>, of what is missing.</param>
/// <param name="KeepPresent">Whether entries of the file stay.</param>
internal sealed record CacheDecision(CacheAction Action, IReadOnlyList<(string Split, string Subset)> Cells, bool KeepPresent);

/// <summary>Whether to work.</summary>
internal enum CacheAction
{
    /// <summary>The result is complete: return it.</summary>
    Return,

    /// <summary>Score what is listed.</summary>
    Run,

    /// <summary>The strategy forbids what would be needed.</summary>
    Refuse,
}
