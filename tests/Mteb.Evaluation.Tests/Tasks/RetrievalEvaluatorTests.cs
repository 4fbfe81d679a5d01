using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tests.Tasks;

public sealed class RetrievalEvaluatorTests
{
    [Theory]
    [InlineData("retrieval_cosine", "Retrieval", "{}")]
    [InlineData("retrieval_conversation", "Retrieval", "{}")]
    [InlineData("retrieval_with_instruction", "InstructionRetrieval", "{}")]
    [InlineData("retrieval_ignore_identical_ids_False", "Retrieval", "{}")]
    [InlineData("retrieval_skip_first_result", "Retrieval", """{"skip_first_result": true}""")]
    [InlineData("retrieval_ties", "Retrieval", "{}")]
    [InlineData("retrieval_tied_confidence", "Retrieval", "{}", SimilarityFunction.Dot)]
    public async Task The_golden_case_gives_the_scores_of_the_reference(
        string name, string type, string attributes, SimilarityFunction similarity = SimilarityFunction.Cosine)
    {
        var golden = new GoldenTask($"tasks/{name}.json");
        var data = new MemoryData { Retrieval = GoldenTask.Retrieval(golden.Inputs, new GoldenTask("tasks/retrieval_cosine.json").Inputs) };
        var evaluation = await golden.CheckAsync(Facts(type, "ndcg_at_10", attributes), data, similarity);
        CheckPredictions(golden, evaluation);
    }

    [Fact]
    public async Task Reranking_gives_the_scores_of_the_reference()
    {
        var golden = new GoldenTask("tasks/reranking.json");
        var data = new MemoryData { Retrieval = GoldenTask.Retrieval(golden.Inputs) };
        var evaluation = await golden.CheckAsync(Facts("Reranking", "map_at_1000"), data);
        CheckPredictions(golden, evaluation);
    }

    // The order of documents of equal score is not fixed in the reference, so documents are compared as a set.
    private static void CheckPredictions(GoldenTask golden, SubsetEvaluation evaluation)
    {
        if (!golden.Inputs.TryGetProperty("predictions_file", out var file))
        {
            return;
        }

        var queries = (ScoreValue.Mapping)evaluation.Predictions!;
        var expected = file.GetProperty("default").GetProperty("test");
        queries.Members.Select(query => query.Key).Should().BeEquivalentTo(expected.EnumerateObject().Select(query => query.Name));
        foreach (var (id, found) in queries.Members)
        {
            var documents = ((ScoreValue.Mapping)found).Members.ToDictionary(document => document.Key, document => ((ScoreValue.Number)document.Value).Value);
            documents.Should().HaveCount(expected.GetProperty(id).EnumerateObject().Count());
            foreach (var document in expected.GetProperty(id).EnumerateObject())
            {
                documents[document.Name].Should().BeApproximately(document.Value.GetDouble(), 1e-6, id);
            }
        }
    }

    private static TaskFacts Facts(string type, string mainScore, string attributes = "{}") =>
        GoldenTask.Facts("AbsTaskRetrieval", type, mainScore, attributes);
}
