using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>Reads files <c>&lt;Task&gt;_predictions.json</c>: the model under <c>mteb_model_meta</c>, then subsets, splits, predictions.</summary>
public static class PredictionsReader
{
    /// <summary>The key under which the model stands.</summary>
    public const string ModelKey = "mteb_model_meta";

    private const string Remedy = "Let the model predict again, with another folder for predictions or without the file.";

    /// <summary>Reads.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it; null when it is no file.</param>
    /// <returns>The predictions; or, as diagnostics, everything that does not have the form.</returns>
    public static Outcome<Predictions> Read(ReadOnlyMemory<byte> utf8, string? path)
    {
        var source = SourceText.Of(utf8, path);
        var findings = new FindingList(source);
        if (JsonValue.Parse(utf8, out var error) is not { } root)
        {
            findings.Add(SyntaxCodes.Of(error!.Value.Kind), error.Value.Offset, error.Value.Message, Remedy);
        }
        else if (root.Kind != JsonKind.Mapping)
        {
            findings.Add(FormCodes.RootNotObject, root.Start, "A file of predictions is an object; this one holds something else.", Remedy);
        }
        else if (ReadObject(root, findings) is { } read && !findings.HasErrors)
        {
            return new Predictions(read.Model, read.Revision, read.Subsets, source);
        }

        return Outcome.Failure<Predictions>(findings.Found);
    }

    private static (string? Model, string? Revision, List<SubsetPredictions> Subsets) ReadObject(JsonValue root, FindingList findings)
    {
        var (name, revision) = ReadModel(root, findings);
        var subsets = new List<SubsetPredictions>();
        foreach (var subset in root.DistinctMembers().Where(member => member.Name != ModelKey))
        {
            if (subset.Value.Kind != JsonKind.Mapping || subset.Value.Members.Count == 0)
            {
                Refuse(subset.Value, $"The subset '{subset.Name}' must be an object with splits.", findings);
            }

            subsets.Add(new SubsetPredictions(subset.Name, [.. subset.Value.DistinctMembers().Select(split => new SplitPredictions(split.Name, split.Value))]));
        }

        if (subsets.Count == 0)
        {
            Refuse(root, "The file holds no predictions.", findings);
        }

        return (name, revision, subsets);
    }

    private static (string? Name, string? Revision) ReadModel(JsonValue root, FindingList findings)
    {
        if (root[ModelKey] is not { } model)
        {
            Refuse(root, $"The key '{ModelKey}', which names the model, is missing.", findings);
            return default;
        }

        if (model.Kind != JsonKind.Mapping)
        {
            Refuse(model, $"'{ModelKey}' must be an object with 'model_name' and 'revision'.", findings);
            return default;
        }

        return (ReadText(model, "model_name", findings), ReadText(model, "revision", findings));
    }

    private static string? ReadText(JsonValue model, string key, FindingList findings)
    {
        if (model[key] is not { } value)
        {
            Refuse(model, $"'{ModelKey}' has no '{key}'.", findings);
        }
        else if (value.Kind is not (JsonKind.Text or JsonKind.Null))
        {
            Refuse(value, $"'{key}' must be a text or null.", findings);
        }

        return model[key]?.AsText();
    }

    private static void Refuse(JsonValue value, string message, FindingList findings) => findings.Add(FormCodes.PredictionsForm, value.Start, message, Remedy);
}
