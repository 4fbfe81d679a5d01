using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Metrics;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Scores retrieval and reranking, with or without instructions: queries are encoded first, then the corpus; a search over
/// the whole corpus takes it in chunks and holds one chunk at a time, reranking scores given candidates only.
/// </summary>
internal sealed class RetrievalEvaluator(TaskContext context, ModelSimilarity similarity) : ITaskEvaluator
{
    private const int ChunkSize = 50_000;

    private readonly TaskSteps _steps = new(context);
    private readonly RetrievalScoring _scoring = new(context.Task, context.Data, context.Phases, context.KeepPredictions);
    private readonly int _limit = RetrievalScoring.Cutoffs(context.Task).Max();

    private bool Reranks => context.Task.Type.EndsWith("Reranking", StringComparison.Ordinal);

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

        var candidates = Reranks ? CandidateScoring.Find(context.Task, inputs) : Array.Empty<int[]>();
        if (!candidates.Succeeded)
        {
            return candidates.FailedAs<SubsetEvaluation>();
        }

        var encoded = await EncodeAsync("Encoding queries", inputs.QueryTexts, split, subset, PromptType.Query, cancellationToken)
            .ConfigureAwait(false);
        if (encoded.Value is not { } queries)
        {
            return encoded.FailedAs<SubsetEvaluation>();
        }

        var searched = Reranks
            ? await RerankAsync(split, subset, inputs, candidates.Value, queries, cancellationToken).ConfigureAwait(false)
            : await SearchAsync(split, subset, inputs, queries, cancellationToken).ConfigureAwait(false);
        return searched.Value is { } results
            ? _scoring.Score(split, subset, inputs, results, searched.Diagnostics)
            : searched.FailedAs<SubsetEvaluation>();
    }

    private async Task<Outcome<QueryResult[]>> SearchAsync(
        string split, string subset, RetrievalInputs inputs, EmbeddingMatrix queries, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin("Searching corpus", split, subset);
        var search = new CorpusSearch(inputs, queries, similarity, _limit);
        var part = _steps.PartSize(queries.Columns, ChunkSize);
        for (var start = 0; start < inputs.DocumentCount;)
        {
            // Parts end where chunks end, since only a whole chunk says which documents of equal score stay.
            var count = Math.Min(Math.Min(part, ChunkSize - (start % ChunkSize)), inputs.DocumentCount - start);
            var texts = inputs.DocumentTexts(start, count);
            var encoded = await _steps.EncodeAsync(texts, split, subset, PromptType.Document, cancellationToken).ConfigureAwait(false);
            if (encoded.Value is not { } chunk)
            {
                return encoded.FailedAs<QueryResult[]>();
            }

            if (chunk.Columns != queries.Columns)
            {
                return TaskSteps.UnequalWidths(context.Task, queries.Columns, chunk.Columns);
            }

            search.AddPart(chunk, start, cancellationToken);
            start += count;
            if (start % ChunkSize == 0 || start == inputs.DocumentCount)
            {
                search.EndChunk(cancellationToken);
            }
        }

        return search.Results();
    }

    private async Task<Outcome<QueryResult[]>> RerankAsync(
        string split, string subset, RetrievalInputs inputs, int[][] candidates, EmbeddingMatrix queries, CancellationToken cancellationToken)
    {
        var search = new CandidateSearch(inputs, candidates, queries, similarity);
        EmbeddingMatrix corpus;
        var start = 0;
        using (context.Phases.Begin("Encoding corpus", split, subset))
        {
            var part = _steps.PartSize(queries.Columns, inputs.DocumentCount);
            for (; ; start += part)
            {
                var texts = inputs.DocumentTexts(start, Math.Min(part, inputs.DocumentCount - start));
                var encoded = await _steps.EncodeAsync(texts, split, subset, PromptType.Document, cancellationToken).ConfigureAwait(false);
                if (encoded.Value is not { } vectors)
                {
                    return encoded.FailedAs<QueryResult[]>();
                }

                if (vectors.Columns != queries.Columns)
                {
                    return TaskSteps.UnequalWidths(context.Task, queries.Columns, vectors.Columns);
                }

                if (start + part >= inputs.DocumentCount)
                {
                    corpus = vectors;
                    break;
                }

                search.Add(vectors, start, cancellationToken);
            }
        }

        using var phase = context.Phases.Begin("Computing similarity", split, subset);
        search.Add(corpus, start, cancellationToken);
        return Outcome.Success(search.Results(_limit), CandidateScoring.NoteEmpty(context.Task, inputs, candidates));
    }

    private async Task<Outcome<EmbeddingMatrix>> EncodeAsync(
        string phaseName, IReadOnlyList<string> texts, string split, string subset, PromptType role, CancellationToken cancellationToken)
    {
        using var phase = context.Phases.Begin(phaseName, split, subset);
        return await _steps.EncodeAsync(texts, split, subset, role, cancellationToken).ConfigureAwait(false);
    }
}
