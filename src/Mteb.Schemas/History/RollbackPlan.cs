using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.History;

/// <summary>What happens to a file on the way back.</summary>
public enum RollbackAction
{
    /// <summary>It gets the content that it had.</summary>
    Restored,

    /// <summary>It was deleted since, and comes back.</summary>
    BroughtBack,

    /// <summary>It was added since, and goes.</summary>
    Removed,
}

/// <summary>What going back to an earlier commit of a model repository would change. A plan: nothing is touched.</summary>
/// <param name="Name">The tag or commit, as it was named.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Files">The files in the folder that would change, in order of their paths.</param>
public sealed record RollbackPlan(string Name, string Commit, IReadOnlyList<(string Path, RollbackAction Action)> Files)
{
    /// <summary>Makes a plan.</summary>
    /// <param name="git">Runs Git in the folder of the model.</param>
    /// <param name="to">A tag or commit; null for the last tag before the current commit.</param>
    /// <param name="place">Where the model is described, for messages.</param>
    public static Outcome<RollbackPlan> Make(RunGit git, string? to, SourcePlace place)
    {
        if (git(["rev-parse", "--verify", "--quiet", "HEAD"]).Text is not { } head)
        {
            return Nothing("the folder is in no Git repository with a commit", "Go back where the history of the model is: in a clone of its repository.");
        }

        if ((to ?? git(["describe", "--tags", "--abbrev=0", "HEAD^"]).Text) is not { } name)
        {
            return Nothing("no tag precedes the current commit", "Name a tag or commit with '-p:MtebRollbackTo=<commit>'.");
        }

        // A revision never begins with a dash; an option would.
        var commit = name.StartsWith('-') ? null : git(["rev-parse", "--verify", "--quiet", $"{name}^{{commit}}"]).Text;
        if (commit is null)
        {
            return Nothing($"Git knows no tag or commit '{name}'", "Correct the name; 'git fetch --tags' brings those of the remote.");
        }

        var changed = git(["diff", "--name-status", "--no-renames", "--relative", "-z", commit, head, "--"]).Parts;
        return changed.Length == 0
            ? Nothing($"'{name}' has the same files as the current commit", "Name an earlier tag or commit with '-p:MtebRollbackTo=<commit>'.")
            : new RollbackPlan(name, commit, [.. changed.Chunk(2).Select(pair => (pair[1], Action(pair[0]))).OrderBy(file => file.Item1, StringComparer.Ordinal)]);

        Outcome<RollbackPlan> Nothing(string why, string remedy) => ProjectCodes.NothingToRollBackTo.At(place, $"There is nothing to roll back to: {why}.", remedy);
    }

    private static RollbackAction Action(string changedSince) => changedSince switch
    {
        "A" => RollbackAction.Removed,
        "D" => RollbackAction.BroughtBack,
        _ => RollbackAction.Restored,
    };
}
