using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>What evaluators of every type do: read a table, encode texts, go through subsets.</summary>
internal sealed class TaskSteps(TaskContext context)
{
    private const int SmallestPart = 256;

    /// <summary>mteb's name of the phase that reads data.</summary>
    public const string Loading = "Data loading";

    /// <summary>mteb's name of the phase that encodes.</summary>
    public const string Encoding = "Encoding";

    /// <summary>mteb's name of the phase that computes metrics.</summary>
    public const string Scoring = "Scoring";

    /// <summary>Reads a split of a subset.</summary>
    public async Task<Outcome<Table>> ReadAsync(
        string subset, string split, IReadOnlyList<ColumnSpec> columns, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin(Loading, split, subset);
        return await context.Data.ReadTableAsync(context.Task, subset, split, columns, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// How many texts are encoded at a time where their vectors are needed only once: as many as the memory allows, the
    /// encoder's own vectors of distinct texts counted in; so many as <paramref name="most"/> says where nothing bounds it.
    /// </summary>
    public int PartSize(int columns, int most) => context.Memory is { } bytes
        ? (int)Math.Min(most, Math.Max(bytes / (2L * sizeof(float) * columns), SmallestPart))
        : most;

    /// <summary>Encodes texts in the order of the data set, none left out.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="split">The split that they come from.</param>
    /// <param name="subset">The subset, or column, that they come from.</param>
    /// <param name="promptType">Their role; null where the type of the task has none.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>One finite row per text.</returns>
    public async Task<Outcome<EmbeddingMatrix>> EncodeAsync(
        IReadOnlyList<string> texts, string split, string subset, PromptType? promptType, CancellationToken cancellationToken)
    {
        if (texts.Count == 0)
        {
            return TaskCodes.TooFewRows.Here(
                $"Split '{split}' of subset '{subset}' of task '{context.Task.Name}' has no text to encode.",
                "Check the data of the task.");
        }

        var request = new EncodeRequest(texts, context.Task.Name, context.Task.Type, split, subset, promptType);
        var outcome = await context.Encoder.EncodeAsync(request, context.Phases.Progress, cancellationToken).ConfigureAwait(false);
        return outcome.Succeeded ? Check(outcome.Value.Embeddings, request) : outcome.FailedAs<EmbeddingMatrix>();
    }

    /// <summary>Encodes two lists of texts, one after the other, as one phase.</summary>
    public async Task<Outcome<(EmbeddingMatrix First, EmbeddingMatrix Second)>> EncodeBothAsync(
        IReadOnlyList<string> first, IReadOnlyList<string> second, string split, string subset,
        PromptType? firstType, PromptType? secondType, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin(Encoding, split, subset);
        var left = await EncodeAsync(first, split, subset, firstType, cancellationToken).ConfigureAwait(false);
        if (!left.Succeeded)
        {
            return left.FailedAs<(EmbeddingMatrix, EmbeddingMatrix)>();
        }

        var right = await EncodeAsync(second, split, subset, secondType, cancellationToken).ConfigureAwait(false);
        if (!right.Succeeded)
        {
            return right.FailedAs<(EmbeddingMatrix, EmbeddingMatrix)>();
        }

        return left.Value.Columns == right.Value.Columns
            ? (left.Value, right.Value)
            : UnequalWidths(context.Task, left.Value.Columns, right.Value.Columns);
    }

    /// <summary>Evaluates subset after subset until one fails.</summary>
    public static async IAsyncEnumerable<Outcome<SubsetEvaluation>> ForEachAsync(
        IReadOnlyList<SubsetFacts> subsets, Func<SubsetFacts, Task<Outcome<SubsetEvaluation>>> evaluate,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var subset in subsets)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = await evaluate(subset).ConfigureAwait(false);
            yield return outcome;
            if (!outcome.Succeeded)
            {
                yield break;
            }
        }
    }

    /// <summary>That vectors that are to be compared have different lengths.</summary>
    public static Diagnostic UnequalWidths(TaskFacts task, int first, int second) => TaskCodes.EmbeddingsDoNotFit.Here(
        $"Vectors of {first} and of {second} numbers are to be compared in task '{task.Name}'.",
        "Give all texts vectors of the same length; check what the encoder does with queries and documents.");

    private Outcome<EmbeddingMatrix> Check(EmbeddingMatrix embeddings, EncodeRequest request)
    {
        if (embeddings.Rows != request.Texts.Count || embeddings.Columns == 0)
        {
            return TaskCodes.EmbeddingsDoNotFit.Here(
                $"The encoder gave {embeddings.Rows} vectors of {embeddings.Columns} numbers for {request.Texts.Count} texts of task '{context.Task.Name}'.",
                "Make the encoder return one vector per text, in the order of the texts.");
        }

        for (var row = 0; row < embeddings.Rows; row++)
        {
            if (!TensorPrimitives.IsFiniteAll(embeddings[row]))
            {
                return TaskCodes.NotFinite.Here(
                    $"The vector of text {row + 1} of {embeddings.Rows} in split '{request.Split}' of task '{context.Task.Name}' holds NaN or infinity.",
                    "Check the model: a half-precision overflow, an empty text without special tokens and broken weights are the usual causes.");
            }
        }

        return embeddings;
    }
}
