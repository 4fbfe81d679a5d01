using Microsoft.Build.Framework;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Validation;

namespace Mteb.Sdk;

/// <summary>Validates result files.</summary>
[MSBuildMultiThreadableTask]
public sealed class ValidateMtebResults : MtebTask
{
    /// <summary>The files.</summary>
    [Required]
    public ITaskItem[] Results { get; set; } = [];

    /// <summary>The folder that holds the data of the tasks; a task that is described there is known.</summary>
    public string? Data { get; set; }

    /// <summary>Where warnings are kept.</summary>
    [Required]
    public string LogFile { get; set; } = "";

    private protected override void Run(DiagnosticLog log)
    {
        var files = Results.Select(item => Full(item.ItemSpec)).Select(path => new ResultFile(path, ResultFiles.KindOf(path))).Where(file => file.Kind != FileKind.Other).ToList();
        foreach (var report in BatchValidator.Validate(files, SeverityRules.None, 1, CancellationToken.None))
        {
            log.Write(report.Diagnostics.Where(diagnostic => diagnostic.Descriptor != ContentCodes.UnknownTask || !IsOwn(report.Path!)));
        }

        log.Keep(Full(LogFile));
    }

    private bool IsOwn(string result) => !string.IsNullOrEmpty(Data) && File.Exists(Path.Combine(Full(Data), Path.GetFileNameWithoutExtension(result), "task.json"));
}
