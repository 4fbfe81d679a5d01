using System.Globalization;
using System.Text;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Files;
using Mteb.Schemas.Results;

namespace Mteb.Sdk;

/// <summary>The file from which the targets make the items of results: one line a task, with metric, mean of main scores, revision of the model and path.</summary>
internal static class EvaluationRecord
{
    /// <summary>Adds results; a line of the same task is replaced, all others stay.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="results">Tasks with their results, where they have one, and the paths of those.</param>
    /// <param name="model">Whose results they are.</param>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static void Add(string path, IReadOnlyList<(TaskFacts Task, TaskResult? Result, string? Path)> results, ModelIdentity model)
    {
        var lines = (File.Exists(path) ? File.ReadAllLines(path) : []).ToDictionary(line => line.Split('|')[0], StringComparer.Ordinal);
        foreach (var (task, result, file) in results)
        {
            if (result is not null)
            {
                lines[task.Name] = string.Join('|', task.Name, task.MainScore, Mean(result), model.Revision, file);
            }
        }

        AtomicFile.Write(path, Encoding.UTF8.GetBytes(string.Concat(lines.Values.Order(StringComparer.Ordinal).Select(line => line + "\n"))));
    }

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
