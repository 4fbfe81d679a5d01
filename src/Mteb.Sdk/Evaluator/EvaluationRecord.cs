using System.Globalization;
using System.Text;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Files;
using Mteb.Schemas.Results;

namespace Mteb.Sdk.Evaluator;

/// <summary>
/// What was evaluated, in two files that the targets read: from one they make the items of results, one line a task with metric,
/// mean of main scores, revision of the model and path; the other has the paths alone, to see quickly that a result is gone.
/// </summary>
/// <param name="path">Full path of the first file.</param>
/// <param name="list">Full path of the second file.</param>
internal sealed class EvaluationRecord(string path, string list)
{
    /// <summary>Adds results; a line of the same task is replaced, all others stay as long as their results are there.</summary>
    /// <param name="results">Tasks with their results, where they have one, and the paths of those.</param>
    /// <param name="model">Whose results they are.</param>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public void Add(IReadOnlyList<(TaskFacts Task, TaskResult? Result, string? Path)> results, ModelIdentity model)
    {
        var lines = (File.Exists(path) ? File.ReadAllLines(path) : [])
            .Where(line => File.Exists(PathIn(line)))
            .ToDictionary(line => line.Split('|')[0], StringComparer.Ordinal);
        foreach (var (task, result, file) in results)
        {
            if (result is not null)
            {
                lines[task.Name] = string.Join('|', task.Name, task.MainScore, Mean(result), model.Revision, file);
            }
        }

        IReadOnlyList<string> all = [.. lines.Values.Order(StringComparer.Ordinal)];
        Write(list, all.Select(PathIn));
        Write(path, all);
    }

    private static string PathIn(string line) => line.Split('|', 5) is [_, _, _, _, var path] ? path : "";

    private static void Write(string path, IEnumerable<string> lines) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    // Empty where a score is no number.
    private static string Mean(TaskResult result)
    {
        var scores = result.Scores.SelectMany(split => split.Subsets).Select(entry => Number(entry.MainScore)).ToList();
        return scores.Count == 0 || scores.Exists(double.IsNaN) ? "" : scores.Average().ToString("0.######", CultureInfo.InvariantCulture);
    }

    private static double Number(ScoreValue score) => score switch
    {
        ScoreValue.Number number => number.Value,
        ScoreValue.NumpyNumber number => number.Value,
        _ => double.NaN,
    };
}
