using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.History;

namespace Mteb.Schemas.Results.Repository;

/// <summary>
/// The commit that the work branched off from: the merge base of a revision and HEAD, as the repository's own checks take it.
/// Changes that are not committed yet count too.
/// </summary>
public sealed class GitBase : IResultsBase
{
    private readonly RunGit _git;
    private readonly string _commit;

    private GitBase(RunGit git, string commit, IReadOnlyList<string> changed) => (_git, _commit, ChangedFiles) = (git, commit, changed);

    /// <inheritdoc/>
    public IReadOnlyList<string> ChangedFiles { get; }

    /// <summary>Asks Git.</summary>
    /// <param name="revision">A branch, tag or commit, for example <c>origin/main</c>.</param>
    /// <param name="git">Runs Git in the folder that holds <c>results</c>.</param>
    public static Outcome<GitBase> Open(string revision, RunGit git)
    {
        // A revision never begins with a dash; an option would.
        if (revision.StartsWith('-') || git(["merge-base", revision, "HEAD"]).Text is not { } commit)
        {
            return Unreadable(revision, "it and the current commit have no common ancestor that is here");
        }

        var tracked = git(["diff", "--name-only", "--relative", "--no-renames", "--diff-filter=d", "-z", commit, "--"]);
        var untracked = git(["ls-files", "--others", "--exclude-standard", "-z"]);
        return tracked.ExitCode != 0 || untracked.ExitCode != 0
            ? Unreadable(revision, "Git does not list what was changed since")
            : new GitBase(git, commit, [.. tracked.Parts.Concat(untracked.Parts).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Read(string relativePath) =>
        _git(["show", $"{_commit}:./{relativePath}"]) is { ExitCode: 0 } file ? (ReadOnlyMemory<byte>?)file.Output : null;

    private static Diagnostic Unreadable(string revision, string why) => RepositoryCodes.BaseUnreadable.Here(
        $"The base '{revision}' cannot be compared with: {why}.",
        "Give a folder, or a branch or commit that Git has here; 'git fetch origin main' brings origin/main.");
}
