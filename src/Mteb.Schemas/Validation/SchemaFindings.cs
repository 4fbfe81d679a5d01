using Mteb.Schemas.Cards.Checking;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.JsonSchemas;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Validation;

/// <summary>
/// What the JSON Schema of a file says, in the codes of the rules. Rules and schemas say the same; where a file shows that they
/// do not, the stricter one counts.
/// </summary>
internal static class SchemaFindings
{
    private const string Predictions = "predictions";

    private static readonly DiagnosticDescriptor[] FaultsOfSyntax = [FormCodes.NotJson, FormCodes.NotUtf8, FormCodes.ByteOrderMark, FormCodes.TrailingData];

    /// <summary>Adds to a report what only the schema finds.</summary>
    /// <param name="report">What the rules found.</param>
    /// <param name="utf8">The file.</param>
    public static FileReport AddTo(FileReport report, ReadOnlyMemory<byte> utf8)
    {
        var said = report.Diagnostics.Select(Key).ToHashSet();
        var added = Of(report, utf8).Where(finding => said.Add(Key(finding))).ToList();
        return added.Count == 0 ? report : report with
        {
            Diagnostics = [.. report.Diagnostics, .. added],
            Verdict = added.Exists(finding => finding.Descriptor.Severity == Severity.Error) ? Verdict.Invalid
                : report.Verdict == Verdict.Valid ? Verdict.Suspicious : report.Verdict,
        };
    }

    /// <summary>Everything that the schema says of a file; nothing where the bytes are not JSON or YAML, for that the rules say.</summary>
    /// <param name="report">What the rules found; it tells which generation a result is of.</param>
    /// <param name="utf8">The file.</param>
    public static IReadOnlyList<Diagnostic> Of(FileReport report, ReadOnlyMemory<byte> utf8) =>
        report.Diagnostics.Any(finding => FaultsOfSyntax.Contains(finding.Descriptor)) ? []
        : report.Kind switch
        {
            FileKind.TaskResult => OfResult(report, utf8),
            FileKind.ModelMeta => OfMeta(report, utf8),
            FileKind.RunSettings => OfRunSettings(report, utf8),
            FileKind.EvalResults => [.. EvalResultsSchema.Faults(utf8, report.Path).Select(fault => Finding(FormCodes.EvalResultsForm, fault, EvalResultsSchema.Name))],
            FileKind.Predictions => [.. SchemaValidation.Validate(Predictions, utf8, report.Path).Select(fault => Finding(IsNoObject(fault) ? FormCodes.RootNotObject : FormCodes.PredictionsForm, fault, Predictions))],
            _ => [],
        };

    private static List<Diagnostic> OfResult(FileReport report, ReadOnlyMemory<byte> utf8)
    {
        var isOld = report.Diagnostics.Any(finding => finding.Descriptor == ContentCodes.OldForm);
        var name = isOld ? "old-task-result" : "task-result";
        var faults = SchemaValidation.Validate(name, utf8, report.Path);
        if (faults.Count == 0)
        {
            return [];
        }

        // Of a document that has no form of a result at all, the rules say only that.
        var tree = new DocumentTree(utf8);
        var isResult = isOld || tree.Root["scores"] is not null || tree.Root["task_name"] is not null || report.Diagnostics.Count(finding => finding.Descriptor.Severity == Severity.Error) != 1;
        return [.. faults.Where(fault => isResult || tree.KeysTo(fault.Place).Count == 0).Select(fault => Finding(isOld ? ResultFaultCodes.OfOld(fault, tree) : ResultFaultCodes.Of(fault, tree), fault, name))];
    }

    // The rules name a field where its value, its key or the object stands; the schema has opinions of its own on that. So fields are compared.
    private static List<Diagnostic> OfMeta(FileReport report, ReadOnlyMemory<byte> utf8)
    {
        var name = IsOfExperiment(report.Path) ? "experiment" : "model-meta";
        var faults = SchemaValidation.Validate(name, utf8, report.Path);
        var refused = faults.Count == 0 ? [] : ModelMetaValidator.Validate(utf8, report.Path).Fields;
        return
        [
            .. faults.Where(fault => !refused.Contains(fault.Path[2..].Split('.', '[')[0]))
                .Select(fault => Finding(
                    IsNoObject(fault) ? FormCodes.RootNotObject
                    : fault.Kind == "PropertyRequired" ? FormCodes.MetaFieldMissing
                    : fault.Kind == "NoAdditionalPropertiesAllowed" ? FormCodes.MetaFieldUnknown
                    : FormCodes.MetaFieldInvalid,
                    fault,
                    name)),
        ];
    }

    private static bool IsNoObject(SchemaFault fault) => fault is { Path: "#/", Kind: "ObjectExpected" };

    private static bool IsOfExperiment(string? path) =>
        Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path))) == ResultPaths.ExperimentsFolder;

    // Of a line that mteb does not read, the rules have said so.
    private static List<Diagnostic> OfRunSettings(FileReport report, ReadOnlyMemory<byte> utf8)
    {
        const string Name = "run-settings";
        var said = report.Diagnostics.Select(finding => finding.Place.Line).ToHashSet();
        var found = new List<Diagnostic>();
        var source = SourceText.Of(utf8, report.Path);
        foreach (var line in RunSettingsFile.Lines(utf8))
        {
            var start = source.PlaceOf(line.Start.Value);
            if (!said.Contains(start.Line))
            {
                found.AddRange(SchemaValidation.Validate(Name, utf8[line], report.Path)
                    .Select(fault => Finding(ResultCodes.UnreadableSettings, fault with { Place = fault.Place with { Line = start.Line } }, Name)));
            }
        }

        return found;
    }

    private static (string Code, int Line, int Column) Key(Diagnostic finding) => (finding.Code, finding.Place.Line, finding.Place.Column);

    private static Diagnostic Finding(DiagnosticDescriptor descriptor, SchemaFault fault, string schema) => descriptor.At(
        fault.Place, $"The schema '{schema}' does not take what stands here: {fault.Kind} at {fault.Path}.", $"Write it as 'mteb schema {schema}' says.");
}
