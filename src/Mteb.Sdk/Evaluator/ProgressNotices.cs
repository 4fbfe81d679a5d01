using System.Globalization;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Sdk.Evaluator;

/// <summary>Tells a build how a long evaluation goes: nothing in the first half minute, then a line every half minute.</summary>
/// <param name="say">Takes the messages.</param>
/// <param name="clock">The clock.</param>
internal sealed class ProgressNotices(Action<BuildMessage> say, TimeProvider clock) : IRunObserver
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private long _last = clock.GetTimestamp();

    /// <inheritdoc/>
    public void TaskStarted(TaskPlan plan, int index, int count)
    {
    }

    /// <inheritdoc/>
    public void Progressed(RunProgress progress)
    {
        if (clock.GetElapsedTime(_last) >= Interval)
        {
            _last = clock.GetTimestamp();
            say(new BuildMessage(MessageKind.Notice, Text(progress)));
        }
    }

    /// <inheritdoc/>
    public void TaskFinished(TaskRun run)
    {
    }

    /// <inheritdoc/>
    public void Noticed(Diagnostic diagnostic) => say(BuildMessage.Of(diagnostic));

    /// <summary>Progress as a line: <c>Evaluating STS12 (2 of 7), test/default: Encoding sentences, 640 of 12800, 3:05 left</c>.</summary>
    internal static string Text(RunProgress progress)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Evaluating {progress.Task} ({progress.TaskIndex} of {progress.TaskCount}), {progress.Split}/{progress.Subset}: {progress.Phase}");
        if (progress.Total > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", {progress.Done} of {progress.Total}");
        }

        return progress.Remaining is { } left ? text + string.Create(CultureInfo.InvariantCulture, $", {(long)left.TotalMinutes}:{left.Seconds:00} left") : text;
    }
}
