using Mteb.Tool.Commands;
using Mteb.Tool.Output;

namespace Mteb.Tool.Tests.Infrastructure;

/// <summary>An engine that keeps what it was asked for and answers what it was told to.</summary>
internal sealed class FakeEngine : IRunEngine
{
    public RunArguments? Asked { get; private set; }

    public Func<IRunReporter, CancellationToken, RunReport> Run { get; init; } = (_, _) => new RunReport { Model = "org/model" };

    public DryRunReport Plan { get; init; } = new() { Model = "org/model" };

    public Task<DryRunReport> PlanAsync(RunArguments arguments, IRunReporter reporter, CancellationToken cancellationToken)
    {
        Asked = arguments;
        return Task.FromResult(Plan);
    }

    public Task<RunReport> RunAsync(RunArguments arguments, IRunReporter reporter, CancellationToken cancellationToken)
    {
        Asked = arguments;
        return Task.FromResult(Run(reporter, cancellationToken));
    }
}
