using Microsoft.Build.Framework;
using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Generation;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Files;

namespace Mteb.Sdk;

/// <summary>Writes into a card what results mean for it: its scores in the front matter and a table in its body. Every other byte stays.</summary>
[MSBuildMultiThreadableTask]
public sealed class UpdateMtebCard : MtebTask
{
    private const string Block = "results";

    /// <summary>The cards.</summary>
    [Required]
    public ITaskItem[] Cards { get; set; } = [];

    /// <summary>The folder below which results lie.</summary>
    [Required]
    public string ResultsFolder { get; set; } = "";

    /// <summary>The model's name; empty for the results' own.</summary>
    public string? ModelName { get; set; }

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
    }

    private void Update(string path, ModelResults results, DiagnosticLog log)
    {
        var before = File.ReadAllBytes(path);
        var card = ModelCard.Read(before, path);
        var name = string.IsNullOrEmpty(ModelName) ? results.ModelName ?? Path.GetFileName(Path.GetDirectoryName(path))! : ModelName;
        if (!card.Succeeded)
        {
            log.Write(card.Diagnostics);
            return;
        }

        var index = ModelIndexMerge.Intents(card.Value, name, ModelIndexMaker.Entries(results.Tasks, CardScale.Percent, allMetrics: true));
        CardIntent[] intents = [new CardIntent.AddItem(CardPath.Key("tags"), new CardValue.Text("mteb")), .. index.Value ?? [], new CardIntent.PutBlock(Block, ResultTables.Render([ScoreSummary.Of(results.Tasks)]))];
        var edits = index.Succeeded ? CardEditing.ApplyAll(card.Value, intents) : index.FailedAs<IReadOnlyList<CardEdit>>();
        if (!edits.Succeeded)
        {
            log.Write(edits.Diagnostics);
            return;
        }

        var unproven = edits.Value.Select(CardProof.Prove).FirstOrDefault(proof => !proof.Succeeded && proof.Diagnostics.Count > 0);
        if (unproven.Diagnostics is { Count: > 0 })
        {
            log.Write(unproven.Diagnostics);
            return;
        }

        var after = edits.Value.Count == 0 ? before : edits.Value[^1].After.Bytes.ToArray();
        if (!after.AsSpan().SequenceEqual(before))
        {
            AtomicFile.Write(path, after);
            Log.LogMessage(MessageImportance.High, $"Updated {path}");
        }
    }
}
