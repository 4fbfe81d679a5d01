using Microsoft.Build.Framework;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.History;

namespace Mteb.Sdk;

/// <summary>Lists what going back to an earlier commit would change, and changes nothing.</summary>
[MSBuildMultiThreadableTask]
public sealed class PlanMtebRollback : MtebTask
{
    /// <summary>The folder of the model, in a Git repository.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>The project, for messages.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>A tag or commit; empty for the last tag before the current commit.</summary>
    public string? To { get; set; }

    private protected override void Run(DiagnosticLog log)
    {
        var plan = RollbackPlan.Make(GitCommand.In(Full(Model)), string.IsNullOrEmpty(To) ? null : To, new SourcePlace(Full(Project)));
        log.Write(plan.Diagnostics);
        if (!plan.Succeeded)
        {
            return;
        }

        Log.LogMessage(MessageImportance.High, $"Would be rolled back to {plan.Value.Name} ({plan.Value.Commit}):");
        foreach (var (path, action) in plan.Value.Files)
        {
            Log.LogMessage(MessageImportance.High, $"  {path} ({Describe(action)})");
        }

        Log.LogMessage(MessageImportance.High, "Nothing was changed.");
    }

    private static string Describe(RollbackAction action) => action switch
    {
        RollbackAction.Removed => "removed",
        RollbackAction.BroughtBack => "brought back",
        _ => "restored",
    };
}
