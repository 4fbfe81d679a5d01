using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;
using Mteb.Schemas.Text;

namespace Mteb.Evaluation.Running;

/// <summary>
/// The predictions of one task, <c>{folder}/{task}_predictions.json</c>: <c>mteb_model_meta</c>, then subset, split, predictions.
/// What stands there for other subsets and splits stays, byte for byte.
/// </summary>
internal static class PredictionFile
{
    private const string ModelKey = "mteb_model_meta";

    /// <summary>Puts the predictions of one split of a subset into the file.</summary>
    /// <returns>Null, or why that was not possible.</returns>
    public static Diagnostic? Save(string folder, string task, ModelDescription model, string subset, string split, ScoreValue predictions)
    {
        var path = Path.Combine(folder, task + ResultPaths.PredictionsEnd);
        var existing = File.Exists(path) ? JsonValue.Parse(File.ReadAllBytes(path), out _) : null;
        return ResultStore.TryWrite(path, Merge(existing, model, subset, split, predictions));
    }

    /// <summary>The file's new content.</summary>
    internal static byte[] Merge(JsonValue? existing, ModelDescription model, string subset, string split, ScoreValue predictions)
    {
        var writer = new PythonJsonWriter(indent: null);
        writer.BeginObject();
        writer.Key(ModelKey);
        writer.BeginObject();
        writer.Key("model_name");
        writer.Text(model.Name);
        writer.Key("revision");
        writer.Text(model.Revision);
        writer.EndObject();
        foreach (var member in Others(existing, ModelKey, subset))
        {
            writer.Key(member.Name);
            writer.Raw(member.Value.Raw);
        }

        writer.Key(subset);
        writer.BeginObject();
        foreach (var member in Others(existing?[subset], split))
        {
            writer.Key(member.Name);
            writer.Raw(member.Value.Raw);
        }

        writer.Key(split);
        ScoreValueWriter.Write(writer, predictions, decimals: null);
        writer.EndObject();
        writer.EndObject();
        return writer.Written.ToArray();
    }

    private static IEnumerable<JsonMember> Others(JsonValue? value, params string[] left) =>
        value?.Members.Where(member => !left.Contains(member.Name)) ?? [];
}
