using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Tasks;
using Mteb.Evaluation.Tests.Numerics;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>The reference's own predictions for a real model on real data must give the reference's scores.</summary>
public sealed class MiniLmPredictionTests
{
    [SharedTheory(
        "goldens/minilm/STS13.json", "goldens/minilm/STS13.predictions.json.gz", "datasets/STS13/test.jsonl",
        "goldens/minilm/STSBenchmark.json", "goldens/minilm/STSBenchmark.predictions.json.gz", "datasets/STSBenchmark/test.jsonl")]
    [InlineData("STS13")]
    [InlineData("STSBenchmark")]
    public void Similarities_give_the_correlations(string task) =>
        CheckSts(SharedRows.Predictions(task, "test"), SharedRows.Read($"{task}/test.jsonl"), SharedRows.Scores(task, "test"));

    [SharedTheory(
        "goldens/minilm/STSBenchmarkMultilingualSTS.json", "goldens/minilm/STSBenchmarkMultilingualSTS.predictions.json.gz",
        "datasets/STSBenchmarkMultilingualSTS/")]
    [InlineData("dev")]
    [InlineData("test")]
    public void Similarities_of_every_language_give_the_correlations(string split)
    {
        const string task = "STSBenchmarkMultilingualSTS";
        foreach (var folder in Directory.EnumerateDirectories(SharedMaterial.At("datasets/" + task)))
        {
            var subset = Path.GetFileName(folder);
            CheckSts(
                SharedRows.Predictions(task, split, subset), SharedRows.Read($"{task}/{subset}/{split}.jsonl.gz"), SharedRows.Scores(task, split, subset));
        }
    }

    [SharedTheory(
        "goldens/minilm/Banking77Classification.json", "goldens/minilm/Banking77Classification.predictions.json.gz", "datasets/Banking77Classification/test.jsonl.gz",
        "goldens/minilm/AmazonCounterfactualClassification.json", "goldens/minilm/AmazonCounterfactualClassification.predictions.json.gz",
        "datasets/AmazonCounterfactualClassification/en/")]
    [InlineData("Banking77Classification", "", "default", "test")]
    [InlineData("AmazonCounterfactualClassification", "en/", "en", "test")]
    [InlineData("AmazonCounterfactualClassification", "en/", "en", "validation")]
    public void Predicted_labels_give_the_classification_metrics(string task, string folder, string subset, string split)
    {
        Label[] truth = [.. SharedRows.Read($"{task}/{folder}{split}.jsonl.gz").Select(row => new Label(row.GetProperty("label").GetInt64()))];
        Label[][] predictions = [.. SharedRows.Predictions(task, split, subset).IntRows().Select(labels => labels.Select(label => new Label(label)).ToArray())];
        var scores = ClassificationScores.Score(task, [.. predictions.Select(_ => truth)], predictions);
        SharedRows.Check(scores.Value!.ToMetrics(), SharedRows.Scores(task, split, subset));
    }

    [SharedTheory(
        "goldens/minilm/BIRCO-WTB.json", "goldens/minilm/BIRCO-WTB.predictions.json.gz", "goldens/minilm/BIRCO-WTB+Reranking.json",
        "goldens/minilm/BIRCO-WTB+Reranking.predictions.json.gz", "goldens/minilm/BIRCO-WTB+InstructionRetrieval.json",
        "goldens/minilm/BIRCO-WTB+InstructionRetrieval.predictions.json.gz", "datasets/BIRCO-WTB/qrels/test.tsv",
        "goldens/minilm/LIMITSmallRetrieval.json", "goldens/minilm/LIMITSmallRetrieval.predictions.json.gz", "datasets/LIMITSmallRetrieval/qrels/test.tsv")]
    [InlineData("BIRCO-WTB", "BIRCO-WTB")]
    [InlineData("BIRCO-WTB+Reranking", "BIRCO-WTB")]
    [InlineData("BIRCO-WTB+InstructionRetrieval", "BIRCO-WTB")]
    [InlineData("LIMITSmallRetrieval", "LIMITSmallRetrieval")]
    public void Found_documents_give_the_retrieval_metrics(string task, string folder)
    {
        var expected = SharedRows.Scores(task, "test");
        var qrels = SharedRows.Qrels($"{folder}/qrels/test.tsv");
        var found = SharedRows.Predictions(task, "test").EnumerateObject().ToArray();
        var ids = found.SelectMany(query => query.Value.EnumerateObject()).Select(document => document.Name).Distinct().ToArray();
        var numbers = ids.Select((id, number) => (id, number)).ToDictionary(pair => pair.id, pair => pair.number);
        var results = found.Select(query => new QueryResult(
            [.. query.Value.EnumerateObject().Select(document => numbers[document.Name])],
            [.. query.Value.EnumerateObject().Select(document => document.Value.GetDouble())])).ToArray();
        int[] cutoffs = [.. expected.EnumerateObject().Where(pair => pair.Name.StartsWith("ndcg_at_", StringComparison.Ordinal))
            .Select(pair => int.Parse(pair.Name[8..], System.Globalization.CultureInfo.InvariantCulture))];

        var scores = RetrievalScores.Score(
            cutoffs, results, query => qrels[found[query].Name], document => ids[document],
            Comparer<int>.Create((left, right) => CodePointOrder.Compare(ids[left], ids[right])));
        SharedRows.Check(scores.ToMetrics(), expected);
    }

    private static void CheckSts(JsonElement predictions, JsonElement[] rows, JsonElement expected)
    {
        var lists = new StsSimilarities(
            predictions.GetProperty("similarity_scores").Doubles(),
            predictions.GetProperty("cosine_scores").Doubles(),
            predictions.GetProperty("manhattan_distances").Doubles(),
            predictions.GetProperty("euclidean_distances").Doubles());
        var metrics = lists.Correlate([.. rows.Select(row => row.GetProperty("score").GetDouble() / 5)]);
        SharedRows.Check(metrics.Items, expected);
    }
}
