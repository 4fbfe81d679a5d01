using System.Text;
using System.Text.Json.Nodes;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;

namespace Mteb.Schemas.Tests.Results;

public sealed class ModelMetaReaderTests
{
    private const string Folder = "model-results/sentence-transformers__all-MiniLM-L6-v2";

    [Fact]
    public void What_was_written_is_read_again()
    {
        var facts = new ModelMetaFacts
        {
            Name = "a/b",
            Revision = "1",
            LoaderArguments = new JsonObject { ["trust"] = true, ["scale"] = 1.5 },
            ReleaseDate = new DateOnly(2024, 5, 17),
            Languages = ["eng-Latn"],
            Parameters = 22_000_000,
            MemoryUsageMb = 86.5,
            MaxTokens = double.PositiveInfinity,
            EmbeddingDimension = 384,
            License = "mit",
            OpenWeights = true,
            PublicTrainingData = false,
            Frameworks = ["PyTorch", "ONNX"],
            SimilarityFunction = "cosine",
            UsesInstructions = false,
            TrainingDatasets = ["NQ"],
            ModelTypes = ["cross-encoder"],
            ExperimentArguments = new JsonObject { ["dim"] = 64 },
            OutputDtypes = ["int8"],
            Loader = "load",
        };
        var written = ModelMetaWriter.Write(facts);

        var read = ModelMetaReader.Read(written, "model_meta.json");

        read.Diagnostics.Should().BeEmpty();
        ModelMetaWriter.Write(read.Value!.Facts).Should().Equal(written);
        read.Value.Facts.MaxTokens.Should().Be(double.PositiveInfinity);
        ExperimentName.Of(read.Value.Facts.ExperimentArguments).Should().Be("dim_64");
    }

    [Theory]
    [InlineData("\"n_parameters\": \"1_000.0\"", "1000")]
    [InlineData("\"n_parameters\": true", "1")]
    [InlineData("\"n_parameters\": 768.0", "768")]
    [InlineData("\"n_parameters\": 123456789012345678901234567890", "")]
    [InlineData("\"n_parameters\": \"many\"", "")]
    public void A_whole_number_may_stand_in_other_forms(string field, string expected) =>
        $"{Facts(field).Parameters}".Should().Be(expected);

    [Theory]
    [InlineData("\"release_date\": \"2024-05-17\"", "2024-05-17")]
    [InlineData("\"release_date\": \"2024-05-17T00:00:00Z\"", "2024-05-17")]
    [InlineData("\"release_date\": 1715904000", "2024-05-17")]
    [InlineData("\"release_date\": \"1715904000\"", "2024-05-17")]
    [InlineData("\"release_date\": \"2024-05-17T12:00\"", "")]
    public void A_day_may_stand_in_other_forms(string field, string expected) =>
        (Facts(field).ReleaseDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "").Should().Be(expected);

    [Theory]
    [InlineData("\"open_weights\": \"Yes\"", true)]
    [InlineData("\"open_weights\": 0", false)]
    [InlineData("\"open_weights\": \"off\"", false)]
    [InlineData("\"open_weights\": 1.0", true)]
    [InlineData("\"open_weights\": 2", null)]
    public void A_switch_may_stand_in_other_forms(string field, bool? expected) => Facts(field).OpenWeights.Should().Be(expected);

    [Theory]
    [InlineData("\"embed_dim\": [64, \"1024\", 256]", 1024)]
    [InlineData("\"embed_dim\": 384", 384)]
    [InlineData("\"embed_dim\": []", null)]
    [InlineData("\"embed_dim\": [1.5]", null)]
    public void Of_several_lengths_the_largest_counts(string field, int? expected) => Facts(field).EmbeddingDimension.Should().Be(expected);

    [Theory]
    [InlineData("\"is_cross_encoder\": true", "cross-encoder")]
    [InlineData("\"is_cross_encoder\": true, \"model_type\": [\"dense\"]", "cross-encoder")]
    [InlineData("\"is_cross_encoder\": false, \"model_type\": [\"sparse\"]", "sparse")]
    [InlineData("\"model_type\": [\"sparse\", \"dense\"]", "sparse dense")]
    [InlineData("\"model_type\": \"sparse\"", "dense")]
    public void The_old_switch_for_cross_encoders_counts(string fields, string expected) => string.Join(' ', Facts(fields).ModelTypes).Should().Be(expected);

    [Fact]
    public void What_mteb_refuses_is_a_warning_and_stays_in_the_document()
    {
        var read = Read("{\"name\": \"😀/b\", \"revision\": 5,\r\n\t\"memory_usage\": 1e-05}");

        read.Succeeded.Should().BeTrue();
        read.Diagnostics.Should().NotBeEmpty().And.OnlyContain(finding => finding.Severity == Severity.Warning);
        var meta = read.Value!;
        (meta.Facts.Name, meta.Facts.Revision).Should().Be(("😀/b", null));
        var unknown = meta.Json["memory_usage"]!;
        Encoding.UTF8.GetString(unknown.Raw).Should().Be("1e-05");
        (meta.PlaceOf(unknown).Line, meta.PlaceOf(unknown).Column).Should().Be((2, 18));
    }

    [Theory]
    [InlineData("{}", "MTEB1150")]
    [InlineData("{\"name\": 5}", "MTEB1151")]
    [InlineData("[]", "MTEB1105")]
    [InlineData("{", "MTEB1101")]
    public void A_file_that_names_no_model_is_refused(string json, string code)
    {
        var read = Read(json);
        read.Succeeded.Should().BeFalse();
        read.Diagnostics.Select(finding => finding.Code).Should().Contain(code);
    }

    [Fact]
    public void A_model_without_a_name_has_the_one_that_mteb_gives() => Facts("\"revision\": null", "null").Name.Should().Be("no_model_name/available");

    [Theory]
    [InlineData("{\"name\": \"a/b\", \"revision\": null, \"x\": 1.50}", "revision", "{\"name\": \"a/b\", \"revision\": \"new\", \"x\": 1.50}")]
    [InlineData("{\n\t\"name\": \"a/b\",\n\t\"x\": 1.50\n}\n", "revision", "{\n\t\"name\": \"a/b\",\n\t\"x\": 1.50,\n\t\"revision\": \"new\"\n}\n")]
    [InlineData("{\"name\":\"a/b\",\"x\":1.50}", "revision", "{\"name\":\"a/b\",\"x\":1.50,\"revision\": \"new\"}")]
    [InlineData("{\"name\": \"a/b\", \"revision\": 1, \"revision\": 2}", "revision", "{\"name\": \"a/b\", \"revision\": 1, \"revision\": \"new\"}")]
    public void Another_value_of_a_field_changes_no_other_byte(string json, string field, string expected) =>
        Encoding.UTF8.GetString(Read(json).Value!.With(field, "new")).Should().Be(expected);

    [SharedFact("model-results/")]
    public void A_real_description_is_read_without_a_remark()
    {
        foreach (var file in Directory.EnumerateFiles(SharedMaterial.At(Folder), "model_meta.json", SearchOption.AllDirectories))
        {
            var meta = ModelMetaReader.Read(File.ReadAllBytes(file), file).Value!;
            meta.Facts.Name.Should().Be("sentence-transformers/all-MiniLM-L6-v2");
            meta.Facts.EmbeddingDimension.Should().Be(384);
        }
    }

    private static Outcome<ModelMeta> Read(string json) => ModelMetaReader.Read(Encoding.UTF8.GetBytes(json), null);

    private static ModelMetaFacts Facts(string fields, string name = "\"a/b\"") => Read($"{{\"name\": {name}, {fields}}}").Value!.Facts;
}
