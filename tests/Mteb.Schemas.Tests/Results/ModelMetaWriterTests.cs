using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mteb.Schemas.Results;

namespace Mteb.Schemas.Tests.Results;

public sealed class ModelMetaWriterTests
{
    [SharedFact("results-samples/", "model-results/", "leaderboard/results/")]
    public void Current_files_are_written_byte_for_byte()
    {
        var files = new[] { "results-samples", "model-results", "leaderboard/results" }
            .SelectMany(folder => Directory.EnumerateFiles(SharedMaterial.At(folder), ResultPaths.ModelMetaFile, SearchOption.AllDirectories))
            .Select(File.ReadAllText)
            .Where(IsCurrent)
            .ToList();
        files.Should().HaveCountGreaterThan(10);
        foreach (var text in files)
        {
            Encoding.ASCII.GetString(ModelMetaWriter.Write(Read(JsonNode.Parse(text)!.AsObject()))).Should().Be(text);
        }
    }

    [Fact]
    public void An_infinite_length_is_a_bare_word()
    {
        var facts = new ModelMetaFacts { Name = "a/b", Revision = "1", MaxTokens = double.PositiveInfinity, PublicTrainingData = true };
        Approved.Verify(Encoding.ASCII.GetString(ModelMetaWriter.Write(facts)), "model_meta.json");
    }

    // Written by mteb itself with every key of today: four spaces, no newline at the end.
    private static bool IsCurrent(string text) =>
        text.StartsWith("{\n    \"loader_kwargs\"", StringComparison.Ordinal) && text.EndsWith('}') && !text.Contains("Infinity", StringComparison.Ordinal)
        && text.Contains("\"extra_requirements_groups\"", StringComparison.Ordinal) && text.Contains("\"output_dtypes\"", StringComparison.Ordinal)
        && !text.Contains("\"training_datasets\": {", StringComparison.Ordinal);

    private static ModelMetaFacts Read(JsonObject json) => new()
    {
        LoaderArguments = json["loader_kwargs"]!.DeepClone().AsObject(),
        Name = json["name"]!.GetValue<string>(),
        Revision = Text(json["revision"]),
        ReleaseDate = Text(json["release_date"]) is { } date ? DateOnly.Parse(date, CultureInfo.InvariantCulture) : null,
        Languages = Texts(json["languages"]),
        Parameters = json["n_parameters"]?.GetValue<long>(),
        ActiveParametersOverride = json["n_active_parameters_override"]?.GetValue<long>(),
        EmbeddingParameters = json["n_embedding_parameters"]?.GetValue<long>(),
        MemoryUsageMb = json["memory_usage_mb"]?.GetValue<double>(),
        MaxTokens = json["max_tokens"]?.GetValue<double>(),
        EmbeddingDimension = json["embed_dim"]?.GetValue<int>(),
        License = Text(json["license"]),
        OpenWeights = json["open_weights"]?.GetValue<bool>(),
        PublicTrainingCode = Text(json["public_training_code"]),
        PublicTrainingData = json["public_training_data"]?.DeepClone(),
        Frameworks = Texts(json["framework"])!,
        Reference = Text(json["reference"]),
        SimilarityFunction = Text(json["similarity_fn_name"]),
        UsesInstructions = json["use_instructions"]?.GetValue<bool>(),
        TrainingDatasets = Texts(json["training_datasets"]),
        AdaptedFrom = Text(json["adapted_from"]),
        SupersededBy = Text(json["superseded_by"]),
        Modalities = Texts(json["modalities"])!,
        ModelTypes = Texts(json["model_type"])!,
        Citation = Text(json["citation"]),
        Contacts = Texts(json["contacts"]),
        ExperimentArguments = json["experiment_kwargs"]?.DeepClone().AsObject(),
        OutputDtypes = Texts(json["output_dtypes"]),
        ExtraRequirementsGroups = Texts(json["extra_requirements_groups"]),
        Loader = Text(json["loader"]),
    };

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static IReadOnlyList<string>? Texts(JsonNode? node) => node is JsonArray list ? [.. list.Select(item => item!.GetValue<string>())] : null;
}
