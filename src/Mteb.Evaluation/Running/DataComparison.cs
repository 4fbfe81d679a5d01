using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Running;

/// <summary>
/// Finds out whether the data of one's own behind finished entries are still those that lie there. The evaluator reads them
/// as it always does, so that the same columns are compared, and gets no vectors: nothing is encoded or scored.
/// </summary>
internal static class DataComparison
{
    /// <summary>Whether something is no longer what the entries were made from. What cannot be read is not compared.</summary>
    /// <param name="context">What the run works with.</param>
    /// <param name="plan">What is asked for.</param>
    /// <param name="kept">The data behind the entries.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<bool> HaveChangedAsync(RunContext context, TaskPlan plan, KeptData kept, CancellationToken cancellationToken)
    {
        // Data of the catalogue's revision are told by their counts and lengths; their corpora are too big to be read for this.
        if (kept.AreCatalogues || kept.Sections.Count == 0)
        {
            return false;
        }

        var evaluator = TaskEvaluators.Create(new TaskContext(plan.Task, context.Data, new NoEncoder(context.Encoder.Similarity), NoPhases.Instance));
        foreach (var cell in plan.Cells.Where(cell => evaluator.Succeeded && kept.Knows(cell.Subset.Name, cell.Split)))
        {
            await foreach (var outcome in evaluator.Value!.EvaluateAsync(cell.Split, [cell.Subset], cancellationToken).ConfigureAwait(false))
            {
                _ = outcome;
            }
        }

        return kept.Contradicts(context.Data.Records(plan.Task.Name).Select(record => (record.Subset, record.Split, record.Sha256)));
    }

    private sealed class NoEncoder(SimilarityFunction similarity) : IEncoder
    {
        public SimilarityFunction Similarity => similarity;

        public Task<Outcome<EncodedTexts>> EncodeAsync(
            EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) =>
            Task.FromResult<Outcome<EncodedTexts>>(TaskCodes.EmbeddingsDoNotFit.Here("The data are only compared.", "Nothing needs to be done."));
    }

    private sealed class NoPhases : IPhaseObserver, IDisposable
    {
        public static readonly NoPhases Instance = new();

        public IProgress<EncodingProgress>? Progress => null;

        public IDisposable Begin(string name, string split, string subset) => this;

        public void Dispose()
        {
        }
    }
}
