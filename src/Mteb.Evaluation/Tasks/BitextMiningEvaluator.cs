using System.Buffers;
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

        var encoded = await _steps.EncodeBothAsync(
            table.Texts(First), table.Texts(Second), split, subset, null, null, cancellationToken).ConfigureAwait(false);
        return encoded.Succeeded
            ? Score(split, subset, $"{First}-{Second}", encoded.Value.First, encoded.Value.Second, cancellationToken)
            : encoded.FailedAs<SubsetEvaluation>();
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
            yield return Score(split, subset.Name, subset.Name, columns[first], columns[second], cancellationToken);
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

    private Outcome<SubsetEvaluation> Score(
        string split, string subset, string pair, EmbeddingMatrix first, EmbeddingMatrix second, CancellationToken cancellationToken)
    {
        if (first.Columns != second.Columns)
        {
            return TaskSteps.UnequalWidths(context.Task, first.Columns, second.Columns);
        }

        using var phase = context.Phases.Begin(TaskSteps.Scoring, split, subset);
        var (nearest, scores) = NearestSentences.Find(first, second, similarity, cancellationToken);
        var metrics = BitextMetrics.Score(MaskedInterval.Range(nearest.Length), nearest);
        var list = new MetricList()
            .Numpy("precision", metrics.Precision).Numpy("recall", metrics.Recall).Numpy("f1", metrics.F1).Numpy("accuracy", metrics.Accuracy);
        return new SubsetEvaluation(subset, list.Items, context.KeepPredictions ? ToPredictions(pair, nearest, scores) : null, []);
    }

    private static ScoreValue.Mapping ToPredictions(string pair, int[] nearest, float[] scores) => new MetricList()
        .Add(pair, new ScoreValue.List([.. nearest.Zip(scores, (sentence, score) => new MetricList()
            .Add("corpus_id", new ScoreValue.WholeNumber(sentence)).Number("score", score).ToMapping())]))
        .ToMapping();
}

/// <summary>Finds the most similar sentence of another language.</summary>
internal static class NearestSentences
{
    private const int QueryBlock = 96;
    private const int CorpusBlock = 2048;

    /// <summary>The most similar row of <paramref name="corpus"/> for each query, the first of equal ones, and its similarity.</summary>
    public static (int[] Nearest, float[] Scores) Find(
        EmbeddingMatrix queries, EmbeddingMatrix corpus, ModelSimilarity similarity, CancellationToken cancellationToken)
    {
        var width = queries.Columns;
        var (nearest, scores) = (new int[queries.Rows], new float[queries.Rows]);
        Array.Fill(scores, float.NegativeInfinity);
        var block = new float[Math.Min(CorpusBlock, corpus.Rows) * width];
        for (var first = 0; first < corpus.Rows; first += CorpusBlock)
        {
            var size = Math.Min(CorpusBlock, corpus.Rows - first);
            Prepare(corpus, first, size, similarity, block);
            SearchBlock(queries, block, first, size, similarity, nearest, scores, cancellationToken);
        }

        return (nearest, scores);
    }

    // Prepared rows are held block by block only: beside the vectors themselves there is never a second copy of them all.
    private static void SearchBlock(
        EmbeddingMatrix queries, float[] corpus, int first, int size, ModelSimilarity similarity, int[] nearest, float[] scores,
        CancellationToken cancellationToken)
    {
        var blocks = (queries.Rows + QueryBlock - 1) / QueryBlock;
        Parallel.For(0, blocks, new ParallelOptions { CancellationToken = cancellationToken }, block =>
        {
            var start = block * QueryBlock;
            var count = Math.Min(QueryBlock, queries.Rows - start);
            var rows = ArrayPool<float>.Shared.Rent(count * queries.Columns);
            var products = ArrayPool<float>.Shared.Rent(count * size);
            Prepare(queries, start, count, similarity, rows);
            similarity.All(rows, count, corpus, size, queries.Columns, products);
            for (var i = 0; i < count; i++)
            {
                Keep(products.AsSpan(i * size, size), first, ref nearest[start + i], ref scores[start + i]);
            }

            ArrayPool<float>.Shared.Return(rows);
            ArrayPool<float>.Shared.Return(products);
        });
    }

    private static void Prepare(EmbeddingMatrix matrix, int first, int count, ModelSimilarity similarity, float[] target)
    {
        for (var i = 0; i < count; i++)
        {
            similarity.Prepare(matrix[first + i], target.AsSpan(i * matrix.Columns, matrix.Columns));
        }
    }

    private static void Keep(ReadOnlySpan<float> products, int first, ref int nearest, ref float score)
    {
        var best = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(products);
        if (products[best] > score)
        {
            (nearest, score) = (first + best, products[best]);
        }
    }
}
