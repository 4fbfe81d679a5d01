using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Tasks;

/// <summary>Candidates of each query as documents, for reranking.</summary>
internal static class CandidateScoring
{
    /// <summary>Finds the candidates of each query in the corpus; a query without candidates gets none.</summary>
    public static Outcome<int[][]> Find(TaskFacts task, RetrievalInputs inputs)
    {
        if (inputs.TopRanked is not { } topRanked)
        {
            return TaskCodes.NoCandidates.Here(
                $"Task '{task.Name}' of type {task.Type} ranks given candidates, but its data have none.",
                "Add a list of candidates per query (top_ranked), or make the task a Retrieval.");
        }

        var numbers = new Dictionary<string, int>(inputs.DocumentCount, StringComparer.Ordinal);
        for (var document = 0; document < inputs.DocumentCount; document++)
        {
            numbers[inputs.DocumentId(document)] = document;
        }

        var candidates = new int[inputs.QueryIds.Length][];
        for (var query = 0; query < candidates.Length; query++)
        {
            var ids = topRanked.GetValueOrDefault(inputs.QueryIds[query]) ?? [];
            candidates[query] = new int[ids.Count];
            for (var i = 0; i < ids.Count; i++)
            {
                if (!numbers.TryGetValue(ids[i], out candidates[query][i]))
                {
                    return TaskCodes.UnknownCandidate.Here(
                        $"Candidate '{ids[i]}' of query '{inputs.QueryIds[query]}' of task '{task.Name}' is not in the corpus.",
                        "Add the document to the corpus, or take it out of the candidates.");
                }
            }
        }

        return candidates;
    }

    /// <summary>Says which queries have no candidates: they count as zero in every mean.</summary>
    public static IReadOnlyList<Diagnostic> NoteEmpty(TaskFacts task, RetrievalInputs inputs, int[][] candidates)
    {
        var empty = candidates.Count(list => list.Length == 0);
        return empty == 0 ? [] :
        [
            TaskCodes.QueriesWithoutCandidates.Here(
                $"{empty} of {candidates.Length} queries of task '{task.Name}' have no candidates and count as zero, the first is '{inputs.QueryIds[Array.FindIndex(candidates, list => list.Length == 0)]}'.",
                "Give every judged query candidates, or take its judgements out."),
        ];
    }
}
