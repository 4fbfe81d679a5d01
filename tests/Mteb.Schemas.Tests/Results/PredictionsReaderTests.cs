using System.Text;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Validation;

namespace Mteb.Schemas.Tests.Results;

public sealed class PredictionsReaderTests
{
    private const string Good = "{\"mteb_model_meta\": {\"model_name\": \"a/b\", \"revision\": null}, \"default\": {\"test\": [0.10, 1e-05],\n \"dev\": {\"q\": {\"d\": NaN}}}}";

    [Fact]
    public void Everything_is_read_with_its_bytes_and_its_place()
    {
        var read = PredictionsReader.Read(Encoding.UTF8.GetBytes(Good), "STS12_predictions.json");

        read.Succeeded.Should().BeTrue();
        var predictions = read.Value!;
        (predictions.ModelName, predictions.Revision).Should().Be(("a/b", null));
        predictions.Subsets.Single().Splits.Select(split => split.Split).Should().Equal("test", "dev");
        var scores = predictions.Find("default", "test")!;
        scores.Items.Select(item => Encoding.UTF8.GetString(item.Raw)).Should().Equal("0.10", "1e-05");
        var inner = predictions.Find("default", "dev")!["q"]!["d"]!;
        (predictions.PlaceOf(inner).Line, predictions.PlaceOf(inner).Column).Should().Be((2, 21));
        predictions.Find("default", "train").Should().BeNull();
        predictions.Find("en", "test").Should().BeNull();
    }

    [Theory]
    [InlineData("\"model_name\": \"a/b\"", "\"name\": \"a/b\"", 1, 21, "no 'model_name'")]
    [InlineData("\"revision\": null", "\"revision\": 1", 1, 55, "'revision' must be a text or null")]
    [InlineData("\"mteb_model_meta\"", "\"😀\"", 1, 1, "'mteb_model_meta', which names the model, is missing")]
    [InlineData("{\"test\": [0.10, 1e-05],\n \"dev\": {\"q\": {\"d\": NaN}}}", "{}", 1, 73, "'default' must be an object with splits")]
    [InlineData(", \"default\": {\"test\": [0.10, 1e-05],\n \"dev\": {\"q\": {\"d\": NaN}}}", "", 1, 1, "holds no predictions")]
    public void What_does_not_have_the_form_is_refused_where_it_stands(string old, string replacement, int line, int column, string message)
    {
        Good.Should().Contain(old);
        var read = PredictionsReader.Read(Encoding.UTF8.GetBytes(Good.Replace(old, replacement, StringComparison.Ordinal)), null);

        read.Succeeded.Should().BeFalse();
        var finding = read.Diagnostics[0];
        finding.Code.Should().Be("MTEB1180");
        finding.Message.Should().Contain(message);
        (finding.Place.Line, finding.Place.Column).Should().Be((line, column));
    }

    [Theory]
    [InlineData("[]", "MTEB1105")]
    [InlineData("{", "MTEB1101")]
    [InlineData("{} x", "MTEB1104")]
    public void What_is_no_object_is_refused(string json, string code) =>
        PredictionsReader.Read(Encoding.UTF8.GetBytes(json), null).Diagnostics.Single().Code.Should().Be(code);

    [Fact]
    public void A_file_of_predictions_is_known_by_its_name_and_validated()
    {
        ResultFiles.KindOf("x/STS12_predictions.json").Should().Be(FileKind.Predictions);
        var file = new ResultFile("STS12_predictions.json", FileKind.Predictions);
        FileValidator.Validate(Encoding.UTF8.GetBytes(Good), file).Verdict.Should().Be(Verdict.Valid);
        FileValidator.Validate("{\"en\": 1}"u8.ToArray(), file).Verdict.Should().Be(Verdict.Invalid);
    }
}
