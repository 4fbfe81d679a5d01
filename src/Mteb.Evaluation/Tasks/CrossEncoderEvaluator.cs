using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Metrics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>A query and a document that are read together.</summary>
/// <param name="Query">Text of the query.</param>
/// <param name="Document">Text of the document.</param>
public readonly record struct TextPair(string Query, string Document);

/// <summary>A model that reads a query and a document together and says how well they match.</summary>
public interface ICrossEncoder
{
    /// <summary>Scores pairs.</summary>
    /// <param name="pairs">The pairs; those of a query follow each other.</param>
    /// <param name="split">The split that they come from.</param>
    /// <param name="subset">The subset that they come from.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>One score per pair, in the order of the pairs; the higher, the better.</returns>
    Task<Outcome<float[]>> PredictAsync(IReadOnlyList<TextPair> pairs, string split, string subset, CancellationToken cancellationToken);
}

/// <summary>What a cross-encoder is evaluated with.</summary>
/// <param name="Task">The facts of the task.</param>
/// <param name="Data">Where its data come from.</param>
/// <param name="Model">The model.</param>
/// <param name="Phases">Hears about phases.</param>
/// <param name="KeepPredictions">Whether predictions are wanted.</param>
public sealed record CrossEncoderContext(
    TaskFacts Task, ITaskDataSource Data, ICrossEncoder Model, IPhaseObserver Phases, bool KeepPredictions = false);

/// <summary>Scores reranking with a cross-encoder: every query with each of its candidates; no cut to the best k.</summary>
internal sealed class CrossEncoderEvaluator(CrossEncoderContext context) : ITaskEvaluator
{
    private readonly RetrievalScoring _scoring = new(context.Task, context.Data, context.Phases, context.KeepPredictions);

    /// <inheritdoc/>
    public IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken) =>
        TaskSteps.ForEachAsync(subsets, subset => EvaluateAsync(split, subset.Name, cancellationToken), cancellationToken);

    private async Task<Outcome<SubsetEvaluation>> EvaluateAsync(string split, string subset, CancellationToken cancellationToken)
    {
        var read = await _scoring.ReadAsync(split, subset, cancellationToken).ConfigureAwait(false);
        if (read.Value is not { } inputs)
        {
            return read.FailedAs<SubsetEvaluation>();
        }

        var found = CandidateScoring.Find(context.Task, inputs);
        if (found.Value is not { } candidates)
        {
            return found.FailedAs<SubsetEvaluation>();
        }

        var predicted = await PredictAsync(Pairs(inputs, candidates), split, subset, cancellationToken).ConfigureAwait(false);
        return predicted.Value is { } scores
            ? _scoring.Score(split, subset, inputs, Distribute(candidates, scores), CandidateScoring.NoteEmpty(context.Task, inputs, candidates))
            : predicted.FailedAs<SubsetEvaluation>();
    }

    /// <summary>Queries in the order of the data set, each with its candidates in the order given.</summary>
    internal static IReadOnlyList<TextPair> Pairs(RetrievalInputs inputs, int[][] candidates)
    {
        var documents = inputs.DocumentTexts(0, inputs.DocumentCount);
        return [.. candidates.SelectMany((list, query) => list.Select(document => new TextPair(inputs.QueryTexts[query], documents[document])))];
    }

    private async Task<Outcome<float[]>> PredictAsync(
        IReadOnlyList<TextPair> pairs, string split, string subset, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin("Encoding queries and documents", split, subset);
        var outcome = await context.Model.PredictAsync(pairs, split, subset, cancellationToken).ConfigureAwait(false);
        if (outcome.Value is not { } scores)
        {
            return outcome;
        }

        return scores.Length != pairs.Count
            ? TaskCodes.EmbeddingsDoNotFit.Here(
                $"The model gave {scores.Length} scores for {pairs.Count} pairs of task '{context.Task.Name}'.",
                "Make the model return one score per pair, in the order of the pairs.")
            : Array.FindIndex(scores, score => !float.IsFinite(score)) is >= 0 and var wrong
                ? TaskCodes.NotFinite.Here(
                    $"The score of pair {wrong + 1} of {scores.Length} of task '{context.Task.Name}' is NaN or infinite.", "Check the model.")
                : outcome;
    }

    private static QueryResult[] Distribute(int[][] candidates, float[] scores)
    {
        var start = 0;
        return Array.ConvertAll(candidates, list =>
        {
            var own = Array.ConvertAll(scores[start..(start + list.Length)], score => (double)score);
            start += list.Length;
            return SearchResults.Merge(list, own);
        });
    }
}
