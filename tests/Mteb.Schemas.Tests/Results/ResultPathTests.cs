using System.Text.Json.Nodes;
using Mteb.Schemas.Results;

namespace Mteb.Schemas.Tests.Results;

public sealed class ResultPathTests
{
    [Theory]
    [InlineData("intfloat/e5-small", "intfloat__e5-small")]
    [InlineData("org/my model", "org__my_model")]
    [InlineData(null, "no_model_name__available")]
    public void Folders_are_named_as_mteb_names_them(string? name, string folder) => ResultPaths.ModelFolder(name).Should().Be(folder);

    [Fact]
    public void A_name_is_guessed_back_from_its_folder() => ResultPaths.ModelName("intfloat__e5-small").Should().Be("intfloat/e5-small");

    [Fact]
    public void Results_lie_below_model_revision_and_experiment()
    {
        Slashes(ResultPaths.TaskFile(ResultPaths.RunFolder("cache", "a/b", "r1"), "STS12")).Should().Be("cache/results/a__b/r1/STS12.json");
        Slashes(ResultPaths.RunFolder("cache", "a/b", null, "output_dtypes_int8"))
            .Should().Be("cache/results/a__b/no_revision_available/experiments/output_dtypes_int8");

        static string Slashes(string path) => path.Replace('\\', '/');
    }

    [Theory]
    [InlineData("""{"use_image_modality": false}""", "use_image_modality_False")]
    [InlineData("""{"vector_type": "multi_vector"}""", "vector_type_multi_vector")]
    [InlineData("""{"output_dtypes": "int8", "dims": [1, 2.0], "a": 1e-5}""", "a_1e-05__dims_[1,2.0]__output_dtypes_int8")]
    [InlineData("""{"a": null, "b": "", "c": [], "d": {}}""", null)]
    [InlineData("""{"path": "x/y:z"}""", "path_x_y_z")]
    [InlineData("{}", null)]
    public void Experiments_are_named_by_their_arguments(string arguments, string? name) =>
        ExperimentName.Of(JsonNode.Parse(arguments)!.AsObject()).Should().Be(name);

    // The digests are those of hashlib over the names that would have been too long or refused.
    [Theory]
    [InlineData("""{"model_kwargs": {"b": 1, "a": "x"}}""", "exp_758112d5e1d3c7bc")]
    [InlineData("""{"long": "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"}""", "exp_203627eca6b93d60")]
    public void Names_that_no_folder_can_have_are_hashed(string arguments, string name) =>
        ExperimentName.Of(JsonNode.Parse(arguments)!.AsObject()).Should().Be(name);
}
