using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
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

    [SharedFact(
        "goldens/minilm/ParsinluQueryParaphPC.json", "goldens/minilm/ParsinluQueryParaphPC.predictions.json.gz",
        "datasets/ParsinluQueryParaphPC/test.jsonl.gz")]
    public void Similarities_and_distances_give_the_pair_metrics()
    {
        const string task = "ParsinluQueryParaphPC";
        var predictions = SharedRows.Predictions(task, "test");
        var scores = new PairScores(
            predictions.GetProperty("similarity_scores").Doubles(),
            predictions.GetProperty("cosine_scores").Doubles(),
            predictions.GetProperty("manhattan_distances").Doubles(),
            predictions.GetProperty("euclidean_distances").Doubles(),
            predictions.GetProperty("dot_scores").Doubles());
        bool[] positive = [.. SharedRows.Read($"{task}/test.jsonl.gz").Select(row => row.GetProperty("labels").GetInt32() == 1)];
        SharedRows.Check(scores.ToMetrics(positive).Items, SharedRows.Scores(task, "test"));
    }

    [SharedFact("goldens/minilm/Tatoeba.json", "goldens/minilm/Tatoeba.predictions.json.gz")]
    public void Nearest_sentences_give_the_bitext_metrics()
    {
        foreach (var subset in Goldens.Parse(SharedMaterial.At("goldens/minilm/Tatoeba.predictions.json.gz")).EnumerateObject())
        {
            int[] nearest = [.. subset.Value.GetProperty("test").GetProperty("sentence1-sentence2").EnumerateArray().Select(hit => hit.GetProperty("corpus_id").GetInt32())];
            var metrics = BitextMetrics.Score([.. Enumerable.Range(0, nearest.Length)], nearest);
            var list = new MetricList()
                .Numpy("precision", metrics.Precision).Numpy("recall", metrics.Recall).Numpy("f1", metrics.F1).Numpy("accuracy", metrics.Accuracy);
            SharedRows.Check(list.Items, SharedRows.Scores("Tatoeba", "test", subset.Name));
        }
    }

    [SharedFact(
        "goldens/minilm/ClusTREC-Covid.json", "goldens/minilm/ClusTREC-Covid.predictions.json.gz", "datasets/ClusTREC-Covid/")]
    public void Clusters_of_the_drawn_rows_give_the_clustering_metrics_of_both_subsets_in_order()
    {
        const string task = "ClusTREC-Covid";
        var random = new PythonRandom(42);
        foreach (var subset in new[] { "title and abstract", "title" })
        {
            var labels = SharedRows.Read($"{task}/{subset}/test.jsonl.gz").Select(row => row.GetProperty("labels").GetString()!).ToArray();
            var sample = random.Sample(labels.Length, (int)(0.04 * labels.Length));
            var names = sample.Select(row => labels[row]).Distinct().ToList();
            var expected = SharedRows.Scores(task, "test", subset);
            var bootstraps = SharedRows.Predictions(task, "test", subset).GetProperty("Level 0").IntRows();
            for (var i = 0; i < bootstraps.Length; i++)
            {
                int[] truth = [.. random.Choices(sample.Length, bootstraps[i].Length).Select(position => names.IndexOf(labels[sample[position]]))];
                ClusterMetrics.VMeasure(truth, bootstraps[i]).Should()
                    .BeApproximately(expected.GetProperty("v_measures").GetProperty("Level 0")[i].GetDouble(), 1e-9);
                ClusterMetrics.AdjustedMutualInformation(truth, bootstraps[i]).Should()
                    .BeApproximately(expected.GetProperty("ami_scores").GetProperty("Level 0")[i].GetDouble(), 1e-9);
            }
        }
    }

    [SharedFact(
        "goldens/minilm/standin-NLUpp-banking.json", "goldens/minilm/standin-NLUpp-banking.predictions.json.gz",
        "datasets/standin-NLUpp-banking/test.jsonl")]
    public void Predicted_label_sets_give_the_multilabel_metrics()
    {
        const string task = "standin-NLUpp-banking";
        var labels = SharedRows.Read($"{task}/test.jsonl").Select(row => row.GetProperty("label").Texts()).ToArray();
        var names = labels.SelectMany(row => row).Distinct().Order(CodePointOrder.Comparer).ToArray();
        bool[][] truth = [.. labels.Select(row => Array.ConvertAll(names, name => row.Contains(name)))];
        double?[][] scores = [.. SharedRows.Predictions(task, "test").EnumerateArray().Select(experiment =>
        {
            var metrics = MultilabelMetrics.Score(truth, [.. experiment.IntRows().Select(row => Array.ConvertAll(row, value => value == 1))]);
            return new double?[] { metrics.Accuracy, metrics.RankingPrecision, metrics.F1, metrics.Hamming };
        })];
        SharedRows.Check(ExperimentScores.ToMetrics(MultilabelEvaluator.MetricNames, scores).Items, SharedRows.Scores(task, "test"));
    }

    [SharedFact("goldens/minilm/standin-REALSumm-abs.json", "goldens/minilm/standin-REALSumm-abs.predictions.json.gz")]
    public void Similarities_of_summaries_give_the_correlations()
    {
        var predictions = SharedRows.Predictions("standin-REALSumm-abs", "test");
        var scores = new SummaryScores(
            predictions.GetProperty("cosine_scores").DoubleRows(),
            predictions.GetProperty("dot_scores").DoubleRows(),
            predictions.GetProperty("similarity_scores").DoubleRows(),
            predictions.GetProperty("human_scores").DoubleRows());
        SharedRows.Check(scores.Correlate(withPValues: false).Items, SharedRows.Scores("standin-REALSumm-abs", "test"));
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
