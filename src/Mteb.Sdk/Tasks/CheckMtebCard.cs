using Microsoft.Build.Framework;
using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Checking;

namespace Mteb.Sdk;

/// <summary>Checks model cards.</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckMtebCard : MtebTask
{
    private static readonly string[] LicenseNames = ["LICENSE", "LICENSE.md", "LICENSE.txt"];

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
            log.Write(card.Succeeded ? CardCheck.Check(card.Value, Around(Path.GetDirectoryName(path)!)) : card.Diagnostics);
        }

        log.Keep(Full(LogFile));
    }

    private static CardSurroundings Around(string folder)
    {
        var license = LicenseNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return new CardSurroundings
        {
            LicenseFile = license is null ? null : File.ReadAllText(license),
            PathExists = relative => Path.Exists(Path.Combine(folder, relative)),
        };
    }
}
