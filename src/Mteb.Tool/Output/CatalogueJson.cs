using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mteb.Schemas.Catalogue;

namespace Mteb.Tool.Output;

/// <summary>Facts of the catalogue as one JSON document, whose form is named by its member <c>schema</c>. Members are only ever added.</summary>
internal static class CatalogueJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tasks.</summary>
    public static string Of(IEnumerable<TaskFacts> tasks) => Document("urn:mteb:available-tasks:v1", "tasks", tasks, (json, task) =>
    {
        json.WriteString("name", task.Name);
        json.WriteString("type", task.Type);
        json.WriteString("category", task.Category);
        Texts(json, "modalities", task.Modalities);
        json.WriteString("main_score", task.MainScore);
        Texts(json, "eval_splits", task.EvalSplits);
        json.WriteStartObject("subsets");
        foreach (var subset in task.Subsets)
        {
            Texts(json, subset.Name, subset.Languages);
        }

        json.WriteEndObject();
        json.WriteString("dataset", task.DatasetPath);
        json.WriteString("revision", task.DatasetRevision);
        Texts(json, "aggregate_of", task.AggregateOf);
        json.WriteString("superseded_by", task.SupersededBy);
        json.WriteBoolean("public", task.IsPublic);
        json.WriteBoolean("beta", task.IsBeta);
    });

    /// <summary>Benchmarks, with the names of their tasks.</summary>
    public static string Of(IEnumerable<BenchmarkFacts> benchmarks) => Document("urn:mteb:available-benchmarks:v1", "benchmarks", benchmarks, (json, benchmark) =>
    {
        json.WriteString("name", benchmark.Name);
        json.WriteString("title", benchmark.DisplayName);
        Texts(json, "aliases", benchmark.Aliases);
        Texts(json, "modalities", benchmark.Modalities);
        Texts(json, "superseded_by", benchmark.SupersededBy);
        Texts(json, "tasks", benchmark.Tasks);
    });

    private static string Document<T>(string schema, string member, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", schema);
            json.WriteStartArray(member);
            foreach (var item in items)
            {
                json.WriteStartObject();
                write(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
