using System.Text.Json;
using Mteb.Schemas.JsonSchemas;

namespace Mteb.Schemas.Tests.JsonSchemas;

public sealed class SchemaFileTests
{
    private static readonly string[] Known =
        ["card", "eval-results", "experiment", "model-meta", "old-task-result", "predictions", "run-settings", "task", "task-result"];

    [Fact]
    public void Every_schema_is_there_under_its_name()
    {
        SchemaFiles.Names.Should().Equal(Known);
        SchemaFiles.Read("no-such-schema").Should().BeNull();
    }

    [Fact]
    public void Every_schema_is_published_as_a_file_and_names_its_version()
    {
        foreach (var name in Known)
        {
            var text = SchemaFiles.Read(name)!;
            File.ReadAllText(Repository.At($"src/Mteb.Schemas/schemas/{name}.v1.schema.json")).ReplaceLineEndings("\n").Should().Be(text);
            using var schema = JsonDocument.Parse(text);
            schema.RootElement.GetProperty("title").GetString().Should().NotBeNullOrEmpty();
            if (name != "card")
            {
                schema.RootElement.GetProperty("$schema").GetString().Should().Be("http://json-schema.org/draft-07/schema#");
                schema.RootElement.GetProperty("$id").GetString().Should().Be($"urn:mteb:schema:{name}:v1");
            }
        }
    }

    [Fact]
    public void The_page_on_schemas_names_every_one()
    {
        var page = File.ReadAllText(Repository.At("docs/schemas.md"));
        foreach (var name in Known)
        {
            page.Should().Contain($"`{name}`");
        }
    }
}
