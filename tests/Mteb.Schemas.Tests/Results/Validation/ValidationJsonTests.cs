using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Tests.Results.Validation;

public sealed class ValidationJsonTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(2000)]
    public void Many_files_are_written_in_order_as_one_writer_would(int count)
    {
        var reports = Enumerable.Range(0, count)
            .Select(index => ResultValidator.Validate(Encoding.UTF8.GetBytes(index % 3 == 0 ? "{" : "[]"), $"results/{index}.json"))
            .ToArray();

        var text = ValidationJson.Write(reports, path => path);

        using var document = JsonDocument.Parse(text);
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            document.WriteTo(writer);
        }

        Assert.Equal(Encoding.UTF8.GetString(output.ToArray()) + "\n", text);
        Assert.Equal(reports.Select(report => report.Path), document.RootElement.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("file").GetString()));
    }
}
