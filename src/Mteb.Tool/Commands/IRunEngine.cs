using Mteb.Tool.Output;

namespace Mteb.Tool.Commands;

/// <summary>What stands behind <c>mteb run</c>.</summary>
internal interface IRunEngine
{
    /// <summary>Says what would be run. Encodes nothing and writes nothing.</summary>
    /// <param name="arguments">What was asked for.</param>
    /// <param name="reporter">Told of every diagnostic as it comes up; those of <see cref="RunArguments.Notices"/> excepted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    Task<DryRunReport> PlanAsync(RunArguments arguments, IRunReporter reporter, CancellationToken cancellationToken);

    /// <summary>Runs.</summary>
    /// <param name="arguments">What was asked for.</param>
    /// <param name="reporter">Told of progress and of every diagnostic; those of <see cref="RunArguments.Notices"/> excepted.</param>
    /// <param name="cancellationToken">Stops the work: either a report of what was finished is returned, or <see cref="OperationCanceledException"/> is thrown.</param>
    Task<RunReport> RunAsync(RunArguments arguments, IRunReporter reporter, CancellationToken cancellationToken);
}
