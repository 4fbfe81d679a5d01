using Microsoft.Build.Framework;
using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Checking;

namespace Mteb.Sdk;

/// <summary>Checks model cards.</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckMtebCard : MtebTask
{
    /// <summary>The cards.</summary>
    [Required]
    public ITaskItem[] Cards { get; set; } = [];

    /// <summary>Where warnings are kept.</summary>
    [Required]
    public string LogFile { get; set; } = "";

    private protected override void Run(DiagnosticLog log)
    {
        foreach (var path in Cards.Select(item => Full(item.ItemSpec)))
        {
            var card = ModelCard.Read(File.ReadAllBytes(path), path);
            log.Write(card.Succeeded ? CardCheck.Check(card.Value, CardSurroundings.InFolder(Path.GetDirectoryName(path)!)) : card.Diagnostics);
        }

        log.Keep(Full(LogFile));
    }
}
