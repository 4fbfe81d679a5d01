using System.Text.Json;
using System.Text.Json.Nodes;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Results.Repository;

/// <summary>Rules about folders of experiments (C113): a valid description, and the name that its arguments give.</summary>
internal static class ExperimentRules
{
    /// <summary>Checks a folder of an experiment. One without a description is passed over by mteb, and by the checks.</summary>
    public static void Check(ModelFolderOfResults model, RunFolder run, RunFolder experiment, RepositoryFindings findings)
    {
        if (experiment.Meta is not { } meta)
        {
            return;
        }

        findings.Saw(meta.Path, FileKind.ModelMeta);
        var report = ModelMetaValidator.Validate(meta.Bytes, meta.Path).File;
        foreach (var diagnostic in report.Diagnostics)
        {
            findings.Add(meta.Path, FileKind.ModelMeta, diagnostic);
        }

        if (report.Verdict == Verdict.Invalid)
        {
            Add(meta, "name", "The model_meta.json of an experiment must follow mteb's schema.", "Mend what the other messages name.", findings);
        }
        else if (NameOf(meta.Root!["experiment_kwargs"]) is not { } name)
        {
            Add(meta, "experiment_kwargs", "No argument makes this an experiment, so it has no name.", "Write the arguments of the experiment, or move the results to the folder of the revision.", findings);
        }
        else if (name != experiment.Name)
        {
            Add(meta, "experiment_kwargs", $"The arguments give the folder the name '{name}', not '{experiment.Name}'.", "Rename the folder, or correct the arguments.", findings);
            MetaRules.Move(experiment, Path.Combine(Path.GetDirectoryName(experiment.Path)!, name), $"The arguments of the experiment give the name '{name}'.", findings);
        }

        // The place above the experiment must be the one of its model and revision; null does not count as the folder here.
        if (report.Verdict != Verdict.Invalid && (ResultPaths.ModelFolder(meta.Name) != model.Name || meta.Revision != run.Name))
        {
            Add(meta, "revision", $"The experiment is one of '{meta.Name}' at '{meta.Revision ?? "null"}', and lies below {model.Name}/{run.Name}.", "Move the folder, or correct name and revision.", findings);
        }
    }

    private static string? NameOf(Text.JsonValue? arguments)
    {
        try
        {
            return ExperimentName.Of(arguments is { Kind: Text.JsonKind.Mapping } ? (JsonObject)JsonNode.Parse(arguments.Raw)! : null);
        }
        catch (JsonException)
        {
            // NaN and Infinity, which stand in no name that anybody made.
            return null;
        }
    }

    private static void Add(RunMeta meta, string field, string message, string remedy, RepositoryFindings findings) =>
        findings.Add(meta.Path, FileKind.ModelMeta, RepositoryCodes.ExperimentInvalid.At(meta.PlaceOf(field), message, remedy));
}
