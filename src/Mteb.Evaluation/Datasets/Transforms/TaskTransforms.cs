using Mteb.Evaluation.Datasets.Formats;

namespace Mteb.Evaluation.Datasets.Transforms;

/// <summary>The transforms of the tasks of MTEB(eng, v1), MTEB(eng, v2) and MTEB(Multilingual, v2) that are stored in another form.</summary>
internal static class TaskTransforms
{
    private const int UsualRows = 2048;
    private const string Label = "label";
    private const string Labels = "labels";

    private static readonly TaskTransform PairColumns = new() { Stored = Names(("sentence1", "sent1"), ("sentence2", "sent2")) };

    private static readonly TaskTransform Flat = new() { Flattens = true };

    private static readonly TaskTransform Hierarchy = new() { Flattens = true, Steps = [RowSteps.SplitLevels(Labels), RowSteps.Draw(UsualRows)] };

    private static readonly Dictionary<string, TaskTransform> ByTask = new(StringComparer.Ordinal)
    {
        ["ArXivHierarchicalClusteringP2P"] = Hierarchy,
        ["ArXivHierarchicalClusteringS2S"] = Hierarchy,
        ["BibleNLPBitextMining"] = new() { StoredBySubset = LanguageColumns, Steps = [RowSteps.First(256)] },
        ["BigPatentClustering.v2"] = new() { Steps = [RowSteps.Subsample(Labels, UsualRows)] },
        ["MasakhaNEWSClassification"] = new() { Stored = Names((Label, "category")) },
        ["MedrxivClusteringP2P.v2"] = Flat,
        ["MedrxivClusteringS2S.v2"] = Flat,
        ["MultiHateClassification"] = new()
        {
            Stored = Names((Label, "is_hateful")),
            Extra = [new ColumnRequest(ColumnKind.Label, true, "functionality")],
            Sources = _ => ["test"],
            Steps = [RowSteps.NumberLabels(Label), RowSteps.Divide("functionality", 1000, 1000)],
        },
        ["ScalaClassification"] = new() { Steps = [RowSteps.NumberLabels(Label)] },
        ["SIB200ClusteringS2S"] = new()
        {
            Stored = Names(("sentences", "text"), (Labels, "category")),
            Sources = _ => ["train", "validation", "test"],
        },
        ["SprintDuplicateQuestions"] = PairColumns,
        ["StackExchangeClustering.v2"] = new() { Flattens = true, Steps = [RowSteps.Subsample(Labels, UsualRows)], TakesEveryRow = true },
        ["StackExchangeClusteringP2P.v2"] = new() { Flattens = true, Steps = [RowSteps.DropSingleLabels(Labels)] },
        ["ToxicConversationsClassification"] = new() { Steps = [RowSteps.Subsample(Label, UsualRows)] },
        ["TweetTopicSingleClassification"] = new() { Sources = split => [split == "train" ? "train_2021" : split] },
        ["TwentyNewsgroupsClustering.v2"] = Flat,
        ["TwitterSemEval2015"] = PairColumns,
        ["TwitterURLCorpus"] = PairColumns,
        ["XNLI"] = new()
        {
            Stored = Names(("sentence1", "premise"), ("sentence2", "hypothesis"), (Labels, Label)),
            Steps = [RowSteps.Subsample(Labels, UsualRows), RowSteps.MapLabels(Labels, new Dictionary<long, long> { [0] = 1, [2] = 0 })],
        },
    };

    /// <summary>Names of the tasks with a transform.</summary>
    public static IReadOnlyCollection<string> TaskNames => ByTask.Keys;

    /// <summary>The transform of a task; null when its data are evaluated as they are stored.</summary>
    public static TaskTransform? Find(string task) => ByTask.GetValueOrDefault(task);

    // The two languages of the subset, without their scripts.
    private static Dictionary<string, string> LanguageColumns(string subset)
    {
        string[] languages = [.. subset.Split('-').Select(code => code.Split('_')[0])];
        return languages is [var first, var second] ? Names(("sentence1", first), ("sentence2", second)) : [];
    }

    private static Dictionary<string, string> Names(params (string Wanted, string Stored)[] names) =>
        names.ToDictionary(pair => pair.Wanted, pair => pair.Stored);
}
