using System.Text;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>
/// Says what is wrong with a <c>model_meta.json</c>. mteb applies this schema when results are submitted and to folders of
/// experiments; results beside an invalid file load all the same.
/// </summary>
public static class ModelMetaValidator
{
    private const int LongestExcerpt = 40;

    /// <summary>Validates.</summary>
    /// <param name="utf8">The bytes of the file.</param>
    /// <param name="path">Its path as the user would write it; null when it is no file.</param>
    /// <returns>Everything that was found, and in which fields.</returns>
    public static ModelMetaReport Validate(ReadOnlyMemory<byte> utf8, string? path)
    {
        var findings = new FindingList(SourceText.Of(utf8, path));
        var fields = new SortedSet<string>(StringComparer.Ordinal);
        if (ReadRoot(utf8, findings) is { } root)
        {
            Check(root, fields, findings);
        }

        return new ModelMetaReport(new FileReport(path, FileKind.ModelMeta, VerdictRules.Of(findings.Found), findings.Found), [.. fields]);
    }

    private static JsonValue? ReadRoot(ReadOnlyMemory<byte> utf8, FindingList findings)
    {
        var root = JsonValue.Parse(utf8, out var error);
        if (error is { } fault)
        {
            findings.Add(SyntaxCodes.Of(fault.Kind), fault.Offset, fault.Message, "Restore the file from where it came from, or write it again.");
        }
        else if (root!.Kind != JsonKind.Mapping)
        {
            findings.Add(FormCodes.RootNotObject, root.Start, "model_meta.json is an object with 'name', 'revision' and more; this one holds something else.", "Put the description of the model into the file.");
        }

        return root is { Kind: JsonKind.Mapping } ? root : null;
    }

    private static void Check(JsonValue root, SortedSet<string> fields, FindingList findings)
    {
        foreach (var field in ModelMetaFields.All)
        {
            var value = root[field.Name];
            if (value is null && field.IsRequired)
            {
                fields.Add(field.Name);
                findings.Add(FormCodes.MetaFieldMissing, root.Start, $"The field '{field.Name}' is missing.", $"Add '{field.Name}'{(field.MayBeNull ? "; null means that it is not known" : "")}.");
            }
            else if (value is not null && FirstFault(field, value, root) is { } fault)
            {
                fields.Add(field.Name);
                var subject = ReferenceEquals(fault, value) ? $"'{field.Name}' is {Excerpt(value)}" : $"'{field.Name}' holds {Excerpt(fault)}";
                findings.Add(FormCodes.MetaFieldInvalid, fault.Start, $"{subject}; it must be {field.Wanted}.", "Write one of the values that mteb allows.");
            }
        }

        foreach (var member in root.DistinctMembers().Where(member => !ModelMetaFields.Names.Contains(member.Name)))
        {
            fields.Add(member.Name);
            findings.Add(FormCodes.MetaFieldUnknown, member.Start, $"mteb's description of a model has no field '{member.Name}'. {Diagnostics.NearestNames.Sentence(member.Name, ModelMetaFields.Names)}".TrimEnd(), "Remove the field, or correct its name.");
        }
    }

    private static JsonValue? FirstFault(ModelMetaField field, JsonValue value, JsonValue root) =>
        field.Name == ModelMetaFields.ModelType ? ModelMetaFields.FaultOfModelType(value, root[ModelMetaFields.IsCrossEncoder])
        : value.Kind == JsonKind.Null ? (field.MayBeNull ? null : value)
        : field.FirstFault(value);

    private static string Excerpt(JsonValue value)
    {
        var text = value.Kind switch
        {
            JsonKind.List => "a list",
            JsonKind.Mapping => "an object",
            _ => Encoding.UTF8.GetString(value.Raw),
        };
        return text.Length <= LongestExcerpt ? text : text[..(char.IsHighSurrogate(text[LongestExcerpt - 1]) ? LongestExcerpt - 1 : LongestExcerpt)] + "…";
    }
}

/// <summary>What was found in a <c>model_meta.json</c>.</summary>
/// <param name="File">Verdict and diagnostics.</param>
/// <param name="Fields">The fields that mteb would refuse, in the order of their names.</param>
public sealed record ModelMetaReport(FileReport File, IReadOnlyList<string> Fields);
