using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>Knows which rules score a task: mteb's base class decides, never the name of the task.</summary>
public static class TaskEvaluators
{
    private static readonly IReadOnlyList<TaskRules> All =
    [
        new("AbsTaskSTS", _ => StsEvaluator.MetricNames, _ => null, (context, similarity) => new StsEvaluator(context, similarity)),
        new(
            "AbsTaskClassification",
            _ => ClassificationScores.MetricNames,
            ClassificationEvaluator.Refuse,
            (context, _) => new ClassificationEvaluator(context)),
        new(
            "AbsTaskRetrieval",
            task => RetrievalScores.MetricNames(RetrievalScoring.Cutoffs(task)),
            RetrievalScoring.Refuse,
            (context, similarity) => new RetrievalEvaluator(context, similarity)),
    ];

    /// <summary>The base classes whose tasks can be scored.</summary>
    public static IReadOnlyList<string> SupportedBaseClasses { get; } = [.. All.Select(rules => rules.BaseClass)];

    /// <summary>Makes the evaluator of a task.</summary>
    /// <param name="context">The task, its data and the model.</param>
    /// <param name="product">Multiplies matrices; null for the managed product.</param>
    /// <returns>The evaluator; or why the task cannot be scored.</returns>
    public static Outcome<ITaskEvaluator> Create(TaskContext context, IMatrixProduct? product = null)
    {
        var task = context.Task;
        if (!task.IsTextOnly)
        {
            return TaskCodes.UnsupportedTask.Here(
                $"Task '{task.Name}' is about {string.Join(", ", task.Modalities)}.", "Choose a task about text only.");
        }

        if (All.FirstOrDefault(rules => rules.BaseClass == task.BaseClass) is not { } rules)
        {
            return TaskCodes.UnsupportedTask.Here(
                $"Task '{task.Name}' has the base class '{task.BaseClass}', for which there are no rules.",
                $"Choose a task with one of these base classes: {string.Join(", ", SupportedBaseClasses)}. An aggregate is evaluated through its members.");
        }

        if (rules.Refuse(task) is { } refusal)
        {
            return refusal;
        }

        var names = rules.MetricNames(task);
        return names.Contains(task.MainScore)
            ? Outcome.Success(rules.Make(context, new ModelSimilarity(context.Encoder.Similarity, product ?? SimdMatrixProduct.Instance)), [])
            : TaskCodes.UnknownMainScore.Here(
                $"The main score of task '{task.Name}' is '{task.MainScore}', which is none of the metrics of {task.BaseClass}.",
                $"Take one of these as the main score: {string.Join(", ", names)}.");
    }

    private sealed record TaskRules(
        string BaseClass,
        Func<TaskFacts, IReadOnlyList<string>> MetricNames,
        Func<TaskFacts, Diagnostic?> Refuse,
        Func<TaskContext, ModelSimilarity, ITaskEvaluator> Make);
}
