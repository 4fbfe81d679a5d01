using Microsoft.Build.Framework;
using Task = Microsoft.Build.Utilities.Task;

namespace Mteb.Sdk;

/// <summary>What the tasks share: paths that start from the project, and faults as diagnostics.</summary>
public abstract class MtebTask : Task, IMultiThreadableTask
{
    /// <inheritdoc/>
    public TaskEnvironment TaskEnvironment { get; set; } = TaskEnvironment.Fallback;

    /// <summary>Always true: it tells a step that ran from one that was skipped.</summary>
    [Output]
    public bool HasRun { get; private set; }

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        HasRun = true;
        Run(new DiagnosticLog(Log));
        return !Log.HasLoggedErrors;
    }

    /// <summary>Does the work.</summary>
    private protected abstract void Run(DiagnosticLog log);

    /// <summary>A path as the file system takes it.</summary>
    private protected string Full(string path) => Path.GetFullPath(TaskEnvironment.GetAbsolutePath(path).Value);
}
