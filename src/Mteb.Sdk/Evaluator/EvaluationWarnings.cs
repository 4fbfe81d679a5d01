using System.Text;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Files;

namespace Mteb.Sdk.Evaluator;

/// <summary>
/// The warnings of evaluations, a file for each item of the project, for builds in which it is not evaluated. A line ends with
/// the name of its task: what a task was warned of stays until the task is evaluated again, whatever becomes of the others.
/// </summary>
/// <param name="folder">Full path of the folder with the files.</param>
internal sealed class EvaluationWarnings(string folder)
{
    /// <summary>Keeps the warnings of an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="runs">What came of its tasks.</param>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public void Keep(WantedPlan item, IEnumerable<TaskRun> runs)
    {
        var path = Path.Combine(folder, item.Name + ".log");
        var former = File.Exists(path) ? File.ReadAllLines(path) : [];
        var ran = runs.ToLookup(run => run.Plan.Task.Name, StringComparer.Ordinal);
        var lines = item.Plans.Select(plan => plan.Task.Name).Distinct(StringComparer.Ordinal).SelectMany(task => LinesOf(task, [.. ran[task]], former));
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
    }

    private static IEnumerable<string> LinesOf(string task, IReadOnlyList<TaskRun> runs, IEnumerable<string> former)
    {
        var end = "|" + task;
        var kept = runs.All(run => run.State == TaskRunState.Cached) ? former.Where(line => line.EndsWith(end, StringComparison.Ordinal)) : [];
        var warned = runs.SelectMany(run => run.Diagnostics).Where(diagnostic => diagnostic.Severity == Severity.Warning);
        return kept.Concat(warned.Select(warning => BuildMessage.Of(warning).ToKeptLine() + end)).Distinct(StringComparer.Ordinal);
    }
}
