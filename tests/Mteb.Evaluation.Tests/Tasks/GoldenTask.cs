using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Tasks;
using Mteb.Evaluation.Tests.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>An end-to-end golden: data in, encode calls and scores out.</summary>
internal sealed class GoldenTask
{
    private const double Tolerance = 1e-9;

    private readonly JsonElement _golden;

    public GoldenTask(string file)
    {
        _golden = Goldens.Json(file);
        Inputs = _golden.GetProperty("inputs");
        Split = _golden.GetProperty("result_json_on_disk").GetProperty("scores").EnumerateObject().Single().Name;
    }

    public JsonElement Inputs { get; }

    public string Split { get; }

    public double MetricTolerance { get; init; } = Tolerance;

    public double DiskTolerance { get; init; } = 1e-12;

    public JsonElement Calls => _golden.GetProperty("encode_calls");

    public static TaskFacts Facts(string baseClass, string type, string mainScore, string attributes = "{}") => new()
    {
        Name = "Golden",
        Type = type,
        BaseClass = baseClass,
        MainScore = mainScore,
        EvalSplits = ["test"],
        Subsets = [new SubsetFacts("default", ["eng-Latn"])],
        Attributes = JsonDocument.Parse(attributes).RootElement.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.Clone()),
    };

    /// <summary>The columns of the inputs as one split, or each of the splits that are named.</summary>
    public MemoryData Tables(params string[] splits) =>
        splits.Length == 0
            ? new MemoryData().With(Split, Inputs)
            : splits.Aggregate(new MemoryData(), (data, split) => data.With(split, Inputs.GetProperty(split)));

    /// <summary>Runs the evaluator on subset <c>default</c> and compares everything with the golden.</summary>
    public async Task<SubsetEvaluation> CheckAsync(
        TaskFacts facts, ITaskDataSource data, SimilarityFunction similarity = SimilarityFunction.Cosine)
    {
        var encoder = new TextVectorEncoder(similarity);
        var evaluation = await EvaluateAsync(facts, data, encoder, Split);
        CheckCalls(encoder.Requests);
        CheckScores(evaluation, facts.MainScore);
        return evaluation;
    }

    public static async Task<SubsetEvaluation> EvaluateAsync(
        TaskFacts facts, ITaskDataSource data, IEncoder encoder, string split)
    {
        var outcome = TaskEvaluators.Create(new TaskContext(facts, data, encoder, new SilentPhases(), KeepPredictions: true));
        Text(outcome).Should().BeEmpty();
        var evaluations = new List<Outcome<SubsetEvaluation>>();
        await foreach (var each in outcome.Value!.EvaluateAsync(split, facts.Subsets, CancellationToken.None))
        {
            evaluations.Add(each);
        }

        Text(evaluations[0]).Should().BeEmpty();
        return evaluations.Single().Value!;
    }

    public void CheckCalls(IReadOnlyList<EncodeRequest> requests)
    {
        var expected = Calls.EnumerateArray().ToArray();
        requests.Should().HaveCount(expected.Length);
        foreach (var (request, call) in requests.Zip(expected))
        {
            request.PromptType?.ToString().ToLowerInvariant().Should().Be(call.GetProperty("prompt_type").GetString());
            request.Split.Should().Be(call.GetProperty("split").GetString());
            request.Subset.Should().Be(call.GetProperty("subset").GetString());
            request.Texts.Should().HaveCount(call.GetProperty("count").GetInt32());
            request.Texts[0].Should().Be(call.GetProperty("first_text").GetString());
            request.Texts[^1].Should().Be(call.GetProperty("last_text").GetString());
        }
    }

    public void CheckScores(SubsetEvaluation evaluation, string mainScore)
    {
        var unrounded = _golden.GetProperty("scores_unrounded").GetProperty("default");
        var metrics = new ScoreValue.Mapping([.. evaluation.Metrics, new("main_score", evaluation.Metrics.Single(metric => metric.Key == mainScore).Value)]);
        Compare(metrics, unrounded, MetricTolerance, value => value, "");

        var onDisk = _golden.GetProperty("result_json_on_disk").GetProperty("scores").GetProperty(Split)[0];
        foreach (var (name, value) in metrics.Members)
        {
            Compare(value, onDisk.GetProperty(name), DiskTolerance, Rounded, name);
        }
    }

    public static void Compare(ScoreValue actual, JsonElement expected, double tolerance, Func<ScoreValue, ScoreValue> prepare, string path)
    {
        switch (prepare(actual))
        {
            case ScoreValue.Mapping mapping:
                mapping.Members.Select(member => member.Key).Should().Equal(expected.EnumerateObject().Select(member => member.Name), path);
                foreach (var (name, value) in mapping.Members)
                {
                    Compare(value, expected.GetProperty(name), tolerance, prepare, $"{path}/{name}");
                }

                break;
            case ScoreValue.List list:
                list.Items.Should().HaveCount(expected.GetArrayLength(), path);
                foreach (var (item, value) in list.Items.Zip(expected.EnumerateArray()))
                {
                    Compare(item, value, tolerance, prepare, $"{path}[]");
                }

                break;
            case ScoreValue.Null:
                expected.ValueKind.Should().Be(JsonValueKind.Null, path);
                break;
            case ScoreValue.WholeNumber whole:
                whole.Value.Should().Be(expected.GetInt64(), path);
                break;
            case ScoreValue.Text text:
                text.Value.Should().Be(expected.GetString(), path);
                break;
            case ScoreValue.Number { Value: var number }:
                Near(number, Goldens.Number(expected), tolerance, path);
                break;
            case ScoreValue.NumpyNumber { Value: var number }:
                Near(number, Goldens.Number(expected), tolerance, path);
                break;
        }
    }

    private static void Near(double actual, double expected, double tolerance, string path)
    {
        if (double.IsNaN(expected))
        {
            actual.Should().Be(double.NaN, path);
        }
        else
        {
            actual.Should().BeApproximately(expected, tolerance, path);
        }
    }

    private static ScoreValue Rounded(ScoreValue value) => value switch
    {
        ScoreValue.Number number => new ScoreValue.Number(DecimalRounding.Python(number.Value, 6)),
        ScoreValue.NumpyNumber number => new ScoreValue.NumpyNumber(DecimalRounding.Numpy(number.Value, 6)),
        _ => value,
    };

    public static string Text<T>(Outcome<T> outcome) =>
        string.Join('\n', outcome.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).Select(diagnostic => diagnostic.Message));

    /// <summary>Retrieval data out of inputs; parts that are missing come from other inputs.</summary>
    public static RetrievalData Retrieval(JsonElement inputs, JsonElement? fallback = null)
    {
        var corpus = Part("corpus");
        var queries = Part("queries");
        return new RetrievalData
        {
            DocumentIds = corpus.GetProperty("id").Texts(),
            DocumentTexts = corpus.GetProperty("text").Texts(),
            DocumentTitles = corpus.TryGetProperty("title", out var titles) ? titles.Texts() : null,
            QueryIds = queries.GetProperty("id").Texts(),
            Queries = [.. queries.GetProperty("text").EnumerateArray().Select(ToQuery)],
            Instructions = queries.TryGetProperty("instruction", out var instructions) ? instructions.Texts() : null,
            Qrels = Part("qrels").EnumerateObject().ToDictionary(
                query => query.Name,
                query => (IReadOnlyDictionary<string, int>)query.Value.EnumerateObject().ToDictionary(doc => doc.Name, doc => doc.Value.GetInt32())),
            TopRanked = inputs.TryGetProperty("top_ranked", out var top) ? Lists(top) : null,
            ChangedQrels = inputs.TryGetProperty("changed_qrels", out var changed) ? Lists(changed) : null,
        };

        JsonElement Part(string name) => inputs.TryGetProperty(name, out var own) ? own : fallback!.Value.GetProperty(name);
    }

    private static Dictionary<string, IReadOnlyList<string>> Lists(JsonElement lists) =>
        lists.EnumerateObject().ToDictionary(pair => pair.Name, pair => (IReadOnlyList<string>)pair.Value.Texts());

    private static QueryText ToQuery(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => new QueryText(item.GetString()),
        _ => new QueryText(null, [.. item.EnumerateArray().Select(turn => turn.ValueKind == JsonValueKind.String
            ? new ConversationTurn(null, turn.GetString()!)
            : new ConversationTurn(turn.GetProperty("role").GetString(), turn.GetProperty("content").GetString()!))]),
    };
}
