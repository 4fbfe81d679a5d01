using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

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
        if (revision.StartsWith('-') || git(["merge-base", revision, "HEAD"]) is not { ExitCode: 0 } mergeBase)
        {
            return Unreadable(revision, "it and the current commit have no common ancestor that is here");
        }

        var commit = Encoding.UTF8.GetString(mergeBase.Output).Trim();
        var tracked = git(["diff", "--name-only", "--relative", "--no-renames", "--diff-filter=d", "-z", commit, "--"]);
        var untracked = git(["ls-files", "--others", "--exclude-standard", "-z"]);
        return tracked.ExitCode != 0 || untracked.ExitCode != 0
            ? Unreadable(revision, "Git does not list what was changed since")
            : new GitBase(git, commit, [.. Names(tracked.Output).Concat(Names(untracked.Output)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Read(string relativePath) =>
        _git(["show", $"{_commit}:./{relativePath}"]) is { ExitCode: 0 } file ? (ReadOnlyMemory<byte>?)file.Output : null;

    private static string[] Names(byte[] output) => Encoding.UTF8.GetString(output).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static Diagnostic Unreadable(string revision, string why) => RepositoryCodes.BaseUnreadable.Here(
        $"The base '{revision}' cannot be compared with: {why}.",
        "Give a folder, or a branch or commit that Git has here; 'git fetch origin main' brings origin/main.");
}

/// <summary>Runs Git with arguments.</summary>
public delegate GitAnswer RunGit(IReadOnlyList<string> arguments);

/// <summary>What Git answered.</summary>
/// <param name="ExitCode">0 when it did what was asked.</param>
/// <param name="Output">Its standard output.</param>
public readonly record struct GitAnswer(int ExitCode, byte[] Output);
