using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Running;

/// <summary>What tests of runs have in common.</summary>
internal static class TestRuns
{
    public static RunEnvironment Environment { get; } = new()
    {
        OperatingSystem = "test",
        Architecture = "test",
        Dotnet = "test",
        OnnxRuntime = "test",
        Device = "cpu",
        Threads = 2,
    };

    public static ModelDescription Model { get; } = new()
    {
        Name = "org/model",
        Revision = new string('0', 40),
        MaxLength = 8,
        Similarity = "cosine",
        Modules = [],
        Files = [],
    };
}

/// <summary>Hears nothing.</summary>
internal sealed class Silence : IRunObserver
{
    public void TaskStarted(TaskPlan plan, int index, int count)
    {
    }

    public void Progressed(RunProgress progress)
    {
    }

    public void TaskFinished(TaskRun run)
    {
    }

    public void Noticed(Diagnostic diagnostic)
    {
    }
}
