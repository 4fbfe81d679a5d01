using System.Runtime.CompilerServices;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Scores bitext mining: for every sentence the most similar one of the other language should be its translation. All
/// subsets of a split come in one call, since parallel ones share the columns of one table.
/// </summary>
internal sealed class BitextMiningEvaluator(TaskContext context, ModelSimilarity similarity) : ITaskEvaluator
{
    private const string First = "sentence1";
    private const string Second = "sentence2";
    private const string Gold = "gold";
    private const string ParallelSubset = "default";

    private readonly TaskSteps _steps = new(context);

    /// <summary>The metrics in mteb's order.</summary>
    public static readonly IReadOnlyList<string> MetricNames = ["precision", "recall", "f1", "accuracy"];

    /// <inheritdoc/>
    public IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken) =>
        context.Task.GetSwitch("parallel_subsets")
            ? EvaluateParallelAsync(split, subsets, cancellationToken)
            : TaskSteps.ForEachAsync(subsets, subset => EvaluatePairAsync(split, subset.Name, cancellationToken), cancellationToken);

    private async Task<Outcome<SubsetEvaluation>> EvaluatePairAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var read = await _steps.ReadAsync(
            subset,
            split,
            [new(First, ColumnType.Text), new(Second, ColumnType.Text), new(Gold, ColumnType.NumberList, Required: false)],
            cancellationToken).ConfigureAwait(false);
        if (read.Value is not { } table)
        {
            return read.FailedAs<SubsetEvaluation>();
        }

        if (table.Has(Gold))
        {
            return TaskCodes.UnsupportedSetting.Here(
                $"Split '{split}' of subset '{subset}' of task '{context.Task.Name}' has a column '{Gold}' with pairs of its own.",
                $"Store translations in the same row and leave the column '{Gold}' out.");
        }

        return await SearchAsync(split, subset, table.Texts(First), table.Texts(Second), cancellationToken).ConfigureAwait(false);
    }

    // Vectors of the first language are held, those of the second part by part where memory is bounded.
    private async Task<Outcome<SubsetEvaluation>> SearchAsync(
        string split, string subset, string[] first, string[] second, CancellationToken cancellationToken)
    {
        NearestSentences search;
        EmbeddingMatrix corpus;
        var start = 0;
        using (context.Phases.Begin(TaskSteps.Encoding, split, subset))
        {
            var encoded = await _steps.EncodeAsync(first, split, subset, null, cancellationToken).ConfigureAwait(false);
            if (encoded.Value is not { } queries)
            {
                return encoded.FailedAs<SubsetEvaluation>();
            }

            search = new NearestSentences(queries, similarity);
            var part = _steps.PartSize(queries.Columns, second.Length);
            for (; ; start += part)
            {
                encoded = await _steps.EncodeAsync(second[start..Math.Min(start + part, second.Length)], split, subset, null, cancellationToken).ConfigureAwait(false);
                if (encoded.Value is not { } vectors)
                {
                    return encoded.FailedAs<SubsetEvaluation>();
                }

                if (vectors.Columns != queries.Columns)
                {
                    return TaskSteps.UnequalWidths(context.Task, queries.Columns, vectors.Columns);
                }

                if (start + part >= second.Length)
                {
                    corpus = vectors;
                    break;
                }

                search.Add(vectors, start, cancellationToken);
            }
        }

        return Score(split, subset, $"{First}-{Second}", search, corpus, start, cancellationToken);
    }

    // Every language is encoded once, however many pairs it is in.
    private async IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateParallelAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var encoded = await EncodeColumnsAsync(split, subsets, cancellationToken).ConfigureAwait(false);
        if (encoded.Value is not { } columns)
        {
            yield return encoded.FailedAs<SubsetEvaluation>();
            yield break;
        }

        foreach (var subset in subsets)
        {
            var (first, second) = Languages(subset.Name);
            var (queries, corpus) = (columns[first], columns[second]);
            yield return queries.Columns == corpus.Columns
                ? Score(split, subset.Name, subset.Name, new NearestSentences(queries, similarity), corpus, 0, cancellationToken)
                : TaskSteps.UnequalWidths(context.Task, queries.Columns, corpus.Columns);
        }
    }

    private async Task<Outcome<Dictionary<string, EmbeddingMatrix>>> EncodeColumnsAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken)
    {
        string[] names = [.. subsets.Select(subset => Languages(subset.Name)).SelectMany(pair => new[] { pair.First, pair.Second }).Distinct()];
        var read = await _steps.ReadAsync(
            ParallelSubset, split, [.. names.Select(name => new ColumnSpec(name, ColumnType.Text))], cancellationToken).ConfigureAwait(false);
        if (read.Value is not { } table)
        {
            return read.FailedAs<Dictionary<string, EmbeddingMatrix>>();
        }

        var columns = new Dictionary<string, EmbeddingMatrix>();
        foreach (var name in names)
        {
            using var phase = context.Phases.Begin(TaskSteps.Encoding, split, name);
            var encoded = await _steps.EncodeAsync(table.Texts(name), split, name, null, cancellationToken).ConfigureAwait(false);
            if (encoded.Value is not { } embeddings)
            {
                return encoded.FailedAs<Dictionary<string, EmbeddingMatrix>>();
            }

            columns[name] = embeddings;
        }

        return columns;
    }

    private static (string First, string Second) Languages(string subset)
    {
        var dash = subset.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (subset, subset) : (subset[..dash], subset[(dash + 1)..]);
    }

    // Searches the last part of the other language and scores what was found in all of it.
    private SubsetEvaluation Score(
        string split, string subset, string pair, NearestSentences search, EmbeddingMatrix corpus, int start, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin(TaskSteps.Scoring, split, subset);
        search.Add(corpus, start, cancellationToken);
        var metrics = BitextMetrics.Score(MaskedInterval.Range(search.Nearest.Length), search.Nearest);
        var list = new MetricList()
            .Numpy("precision", metrics.Precision).Numpy("recall", metrics.Recall).Numpy("f1", metrics.F1).Numpy("accuracy", metrics.Accuracy);
        return new SubsetEvaluation(
            subset,
            list.Items,
            context.KeepPredictions ? ToPredictions(pair, search.Nearest, search.Scores) : null,
            MainScoreTies.Find(context.Task, $"{split}/{subset}", search));
    }

    private static ScoreValue.Mapping ToPredictions(string pair, int[] nearest, IReadOnlyList<float> scores) => new MetricList()
        .Add(pair, new ScoreValue.List([.. nearest.Zip(scores, (sentence, score) => new MetricList()
            .Add("corpus_id", new ScoreValue.WholeNumber(sentence)).Number("score", score).ToMapping())]))
        .ToMapping();
}
