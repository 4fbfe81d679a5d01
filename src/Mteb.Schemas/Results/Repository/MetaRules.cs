using System.Text.RegularExpressions;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Repository;

/// <summary>Rules about <c>model_meta.json</c> and the folder that it lies in (C103 to C107).</summary>
internal static partial class MetaRules
{
    private const string External = "external";

    /// <summary>Whether a revision says which state of a model was evaluated: a commit, or the version of an API in one character.</summary>
    public static bool IsUsable(string? revision) => revision is not null && (Commit().IsMatch(revision) || revision.EnumerateRunes().Count() == 1);

    /// <summary>Checks the folder of a revision.</summary>
    public static void Check(ModelFolderOfResults model, RunFolder run, RepositoryFindings findings)
    {
        foreach (var folder in run.FalseFiles)
        {
            findings.Add(folder, FileKind.Other, RepositoryCodes.FolderLayout.At(new SourcePlace(folder), $"The folder '{Path.GetFileName(folder)}' is called as a file of results is.", "Rename or remove the folder."));
        }

        if (run.Meta is not { } meta)
        {
            CheckPresence(model, run, findings);
            return;
        }

        findings.Saw(meta.Path, FileKind.ModelMeta);
        if (meta.Root is null)
        {
            foreach (var diagnostic in ModelMetaValidator.Validate(meta.Bytes, meta.Path).File.Diagnostics)
            {
                findings.Add(meta.Path, FileKind.ModelMeta, diagnostic);
            }

            Add(meta, RepositoryCodes.NotLoadable, "name", "mteb does not load the results beside this file, as it is no JSON object.", "Restore the file from where it came from.", findings);
            return;
        }

        CheckName(model, run, meta, findings);
        CheckRevision(model, run, meta, findings);
    }

    /// <summary>Checks a file that lies where no run is.</summary>
    public static void CheckStray(RunMeta meta, RepositoryFindings findings) =>
        Add(meta, RepositoryCodes.FolderLayout, "name", "The file does not lie in the folder of a revision: results/<model>/<revision>/model_meta.json.", "Move it beside the results that it describes, or remove it.", findings);

    private static void CheckPresence(ModelFolderOfResults model, RunFolder run, RepositoryFindings findings)
    {
        if (RepositoryFacts.MayLackMeta(model.Name, run.Name))
        {
            return;
        }

        var message = run.IsFolder
            ? "The folder has no model_meta.json."
            : "The file lies among the folders of revisions, where each must hold a model_meta.json.";
        findings.Add(run.Path, FileKind.Other, RepositoryCodes.MetaMissing.At(new SourcePlace(run.Path), message, run.IsFolder ? "Add the model_meta.json that the run wrote." : "Remove the file."));
    }

    private static void CheckName(ModelFolderOfResults model, RunFolder run, RunMeta meta, RepositoryFindings findings)
    {
        if (meta.Name?.Contains('/', StringComparison.Ordinal) != true && !RepositoryFacts.MayLackMeta(model.Name, run.Name))
        {
            Add(meta, RepositoryCodes.MetaNameUnusable, "name", $"The name of the model is {Quote(meta.Name)}; it must have the form organisation/model.", "Put the organisation before the name.", findings);
        }

        if (meta.Name is { } name && ResultPaths.ModelFolder(name) is var folder && folder != model.Name)
        {
            Add(meta, RepositoryCodes.FolderLayout, "name", $"The model is called '{name}', so its folder must be called '{folder}', not '{model.Name}'.", "Rename the folder, or correct the name.", findings);
            Move(run, Path.Combine(Path.GetDirectoryName(model.Path)!, folder, run.Name), $"The folder of '{name}' is called '{folder}'.", findings);
        }
    }

    private static void CheckRevision(ModelFolderOfResults model, RunFolder run, RunMeta meta, RepositoryFindings findings)
    {
        var isExcepted = RepositoryFacts.MayLackMeta(model.Name, run.Name) || RepositoryFacts.MayHaveAnyRevision(model.Name, run.Name);
        if (!isExcepted && !IsUsable(meta.Revision))
        {
            Add(meta, RepositoryCodes.MetaRevisionUnusable, "revision", $"The revision is {Quote(meta.Revision)}; it must be a commit (40 hexadecimal digits, lower case) or, for an API, one character.", "Write the commit of the model that was evaluated.", findings);
        }

        // The check of the folders exempts numbers from model cards; the check of new runs does not.
        if (meta.Revision is { } revision && revision != run.Name && !(isExcepted && run.Name == External))
        {
            Add(meta, RepositoryCodes.MetaRevisionDiffers, "revision", $"The revision is '{revision}', and the folder is called '{run.Name}'.", "Rename the folder, or correct the revision.", findings);
        }

        if (!isExcepted && IsUsable(run.Name) && !IsUsable(meta.Revision) && meta.Root!["revision"] is { } value)
        {
            byte[] content = [.. meta.Bytes.AsSpan(0, value.Start), .. JsonText.Quote(run.Name), .. meta.Bytes.AsSpan(value.End)];
            findings.Fix(new RepositoryFix(meta.Path, meta.Path, content, $"The folder names the revision '{run.Name}', and the file does not."));
        }
    }

    /// <summary>Moves all files of a folder, unless there is something at the new place.</summary>
    public static void Move(RunFolder run, string target, string reason, RepositoryFindings findings)
    {
        if (Path.Exists(target))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(run.Path, "*", SearchOption.AllDirectories))
        {
            findings.Fix(new RepositoryFix(file, Path.Combine(target, Path.GetRelativePath(run.Path, file)), null, reason));
        }
    }

    private static void Add(RunMeta meta, DiagnosticDescriptor descriptor, string field, string message, string remedy, RepositoryFindings findings) =>
        findings.Add(meta.Path, FileKind.ModelMeta, descriptor.At(meta.PlaceOf(field), message, remedy));

    private static string Quote(string? text) => text is null ? "missing or null" : $"'{text}'";

    [GeneratedRegex(@"^[0-9a-f]{40}\z")]
    private static partial Regex Commit();
}
