using System.Text;
using Microsoft.Build.Framework;
using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Generation;
using Mteb.Schemas.Files;

namespace Mteb.Sdk;

/// <summary>Writes into a card what results mean for it: its scores in the front matter and a table in its body. Every other byte stays.</summary>
[MSBuildMultiThreadableTask]
public sealed class UpdateMtebCard : MtebTask
{
    /// <summary>The cards.</summary>
    [Required]
    public ITaskItem[] Cards { get; set; } = [];

    /// <summary>The folder below which results lie.</summary>
    [Required]
    public string ResultsFolder { get; set; } = "";

    /// <summary>The model's name; empty for the results' own.</summary>
    public string? ModelName { get; set; }

    /// <summary>The folder that gets a file of <c>.eval_results</c> for each task; empty for none.</summary>
    public string? EvalResultsFolder { get; set; }

    private protected override void Run(DiagnosticLog log)
    {
        var results = ResultFolder.Read(Full(ResultsFolder), string.IsNullOrEmpty(ModelName) ? null : ModelName);
        log.Write(results.Diagnostics);
        if (!results.Succeeded)
        {
            return;
        }

        foreach (var path in Cards.Select(item => Full(item.ItemSpec)))
        {
            Update(path, results.Value, log);
        }

        if (!string.IsNullOrEmpty(EvalResultsFolder) && !Log.HasLoggedErrors)
        {
            foreach (var (path, text) in CardUpdate.EvalResults(results.Value, Full(EvalResultsFolder)))
            {
                Write(path, File.Exists(path) ? File.ReadAllBytes(path) : [], Encoding.UTF8.GetBytes(text));
            }
        }
    }

    private void Update(string path, ModelResults results, DiagnosticLog log)
    {
        var before = File.ReadAllBytes(path);
        var card = ModelCard.Read(before, path);
        var name = string.IsNullOrEmpty(ModelName) ? results.ModelName ?? Path.GetFileName(Path.GetDirectoryName(path))! : ModelName;
        var update = card.Succeeded ? CardUpdate.Make(card.Value, name, results, new CardUpdateSettings()) : card.FailedAs<CardUpdate>();
        log.Write(update.Diagnostics);
        if (update.Succeeded)
        {
            Write(path, before, update.Value.Card.Bytes.Span);
        }
    }

    private void Write(string path, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (!after.SequenceEqual(before))
        {
            AtomicFile.Write(path, after);
            Log.LogMessage(MessageImportance.High, $"Updated {path}");
        }
    }
}
