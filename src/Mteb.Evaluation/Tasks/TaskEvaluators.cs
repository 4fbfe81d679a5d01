using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>Knows which rules score a task: mteb's base class decides, never the name of the task.</summary>
public static class TaskEvaluators
{
    private const string Retrieval = "AbsTaskRetrieval";

    private static readonly IReadOnlyList<TaskRules> All =
    [
        new("AbsTaskSTS", _ => StsEvaluator.MetricNames, NoRefusal, (context, tools) => new StsEvaluator(context, tools.Similarity)),
        new(
            "AbsTaskPairClassification",
            _ => PairScores.MetricNames,
            NoRefusal,
            (context, tools) => new PairClassificationEvaluator(context, tools.Similarity)),
        new(
            "AbsTaskClassification",
            _ => ClassificationScores.MetricNames,
            ClassificationEvaluator.Refuse,
            (context, _) => new ClassificationEvaluator(context)),
        new(
            "AbsTaskMultilabelClassification",
            _ => MultilabelEvaluator.MetricNames,
            MultilabelEvaluator.Refuse,
            (context, _) => new MultilabelEvaluator(context)),
        new("AbsTaskRegression", _ => RegressionEvaluator.MetricNames, RegressionEvaluator.Refuse, (context, _) => new RegressionEvaluator(context)),
        new("AbsTaskClustering", _ => ClusteringEvaluator.MetricNames, ClusteringEvaluator.Refuse, (context, _) => new ClusteringEvaluator(context)),
        new(
            "AbsTaskClusteringLegacy",
            _ => LegacyClusteringEvaluator.MetricNames,
            NoRefusal,
            (context, _) => new LegacyClusteringEvaluator(context)),
        new(
            Retrieval,
            RetrievalScoring.MetricNames,
            RetrievalScoring.Refuse,
            (context, tools) => new RetrievalEvaluator(context, tools.Similarity)),
        new(
            "AbsTaskBitextMining",
            _ => BitextMiningEvaluator.MetricNames,
            NoRefusal,
            (context, tools) => new BitextMiningEvaluator(context, tools.Similarity)),
        new(
            "AbsTaskSummarization",
            _ => SummaryScores.MetricNames,
            NoRefusal,
            (context, tools) => new SummarizationEvaluator(context, tools.Similarity, tools.Product)),
    ];

    /// <summary>The base classes whose tasks can be scored.</summary>
    public static IReadOnlyList<string> SupportedBaseClasses { get; } = [.. All.Select(rules => rules.BaseClass)];

    /// <summary>Makes the evaluator of a task.</summary>
    /// <param name="context">The task, its data and the model.</param>
    /// <param name="product">Multiplies matrices; null for the managed product.</param>
    /// <returns>The evaluator; or why the task cannot be scored.</returns>
    public static Outcome<ITaskEvaluator> Create(TaskContext context, IMatrixProduct? product = null)
    {
        var rules = Find(context.Task);
        if (rules.Value is null)
        {
            return rules.FailedAs<ITaskEvaluator>();
        }

        product ??= SimdMatrixProduct.Instance;
        var tools = new ScoringTools(new ModelSimilarity(context.Encoder.Similarity, product), product);
        return Outcome.Success(rules.Value.Make(context, tools), []);
    }

    /// <summary>Makes the evaluator of a reranking task for a cross-encoder.</summary>
    /// <param name="context">The task, its data and the model.</param>
    /// <returns>The evaluator; or why the task cannot be scored, which includes every task that does not rerank.</returns>
    public static Outcome<ITaskEvaluator> CreateForCrossEncoder(CrossEncoderContext context)
    {
        var rules = Find(context.Task);
        if (rules.Value is null)
        {
            return rules.FailedAs<ITaskEvaluator>();
        }

        return rules.Value.BaseClass == Retrieval && context.Task.Type.EndsWith("Reranking", StringComparison.Ordinal)
            ? new CrossEncoderEvaluator(context)
            : TaskCodes.UnsupportedTask.Here(
                $"A cross-encoder can only rank given candidates; task '{context.Task.Name}' is of type {context.Task.Type}.",
                "Choose a task of type Reranking or InstructionReranking.");
    }

    private static Outcome<TaskRules> Find(TaskFacts task)
    {
        if (!task.IsTextOnly)
        {
            return TaskCodes.UnsupportedTask.Here(
                $"Task '{task.Name}' is about {string.Join(", ", task.Modalities)}.", "Choose a task about text only.");
        }

        if (All.FirstOrDefault(each => each.BaseClass == task.BaseClass) is not { } rules)
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
            ? rules
            : TaskCodes.UnknownMainScore.Here(
                $"The main score of task '{task.Name}' is '{task.MainScore}', which is none of the metrics of {task.BaseClass}.",
                $"Take one of these as the main score: {string.Join(", ", names)}.");
    }

    private static Diagnostic? NoRefusal(TaskFacts task) => null;

    private sealed record ScoringTools(ModelSimilarity Similarity, IMatrixProduct Product);

    private sealed record TaskRules(
        string BaseClass,
        Func<TaskFacts, IReadOnlyList<string>> MetricNames,
        Func<TaskFacts, Diagnostic?> Refuse,
        Func<TaskContext, ScoringTools, ITaskEvaluator> Make);
}
