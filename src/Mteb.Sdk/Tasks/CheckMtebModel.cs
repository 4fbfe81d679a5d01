using Microsoft.Build.Framework;
using Mteb.Evaluation.Tokenization;
using Mteb.Evaluation.Weights.Graphs;
using Mteb.Schemas.Models;

namespace Mteb.Sdk;

/// <summary>Checks a model folder without running the model: its configuration, its modules, its tokenizer.</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckMtebModel : MtebTask
{
    /// <summary>The folder of the model.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>Where warnings are kept.</summary>
    [Required]
    public string LogFile { get; set; } = "";

    private protected override void Run(DiagnosticLog log)
    {
        var folder = ModelFolder.Open(Full(Model));
        log.Write(folder.Diagnostics);
        if (folder.Succeeded)
        {
            var tokenizer = folder.Value.TokenizerFile is { } file ? Path.GetDirectoryName(folder.Value.At(file))! : folder.Value.Path;
            log.Write(TokenizerFolder.Load(tokenizer).Diagnostics);
            log.Write(folder.Value.HasOwnGraph ? folder.Value.ChooseGraph(null).Diagnostics
                : folder.Value.IsRunFromWeights ? GraphCompiler.Compile(folder.Value).Diagnostics
                : []);
        }

        log.Keep(Full(LogFile));
    }
}
