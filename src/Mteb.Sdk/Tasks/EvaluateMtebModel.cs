using System.Diagnostics;
using System.Globalization;
using Microsoft.Build.Framework;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Sdk.Evaluator;

namespace Mteb.Sdk;

/// <summary>
/// Evaluates a model on tasks. Only what is missing or stale is computed: results that are there and were made from the same files of
/// model and data stay. The work is done by a program of its own: where native code takes that down, one error says so.
/// </summary>
public sealed class EvaluateMtebModel : MtebTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Full path of the project.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The dotnet host that runs the program; empty for the one that runs this task, or the one found by the search path.</summary>
    public string? Host { get; set; }

    /// <summary>The folder of the model.</summary>
    [Required]
    public string Model { get; set; } = "";

    /// <summary>The folder that holds the data of the tasks.</summary>
    [Required]
    public string Data { get; set; } = "";

    /// <summary>Names of the tasks and benchmarks to evaluate.</summary>
    [Required]
    public string[] Tasks { get; set; } = [];

    /// <summary>All tasks and benchmarks of the project, with what is asked of each: <c>Kind</c>, <c>Splits</c>, <c>Subsets</c>.</summary>
    [Required]
    public ITaskItem[] Wanted { get; set; } = [];

    /// <summary>The folder below which results lie.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>Where the model runs.</summary>
    [Required]
    public string Device { get; set; } = "";

    /// <summary>The folder with the native libraries.</summary>
    [Required]
    public string NativeFolder { get; set; } = "";

    /// <summary>The version of this package.</summary>
    [Required]
    public string SdkVersion { get; set; } = "";

    /// <summary>The folder in which a task or benchmark that is complete leaves <c>name.done</c>, and <c>name.log</c> with its warnings.</summary>
    [Required]
    public string StampFolder { get; set; } = "";

    /// <summary>The folder in which builds that run at the same time find out whose turn it is.</summary>
    [Required]
    public string TurnFolder { get; set; } = "";

    /// <summary>The file that lists what was evaluated.</summary>
    [Required]
    public string Record { get; set; } = "";

    /// <summary>The file that lists the results of what was evaluated, by which builds see that one is gone.</summary>
    [Required]
    public string ResultList { get; set; } = "";

    /// <summary>The file that keeps the digests of the model's files.</summary>
    [Required]
    public string Digests { get; set; } = "";

    /// <summary>A folder in which vectors are kept from build to build; empty to keep none.</summary>
    public string? EmbeddingCache { get; set; }

    /// <summary>How many MiB that folder may hold; empty for the usual limit.</summary>
    public string? EmbeddingCacheSize { get; set; }

    /// <summary>The name under which results are filed; empty for the folder's own.</summary>
    public string? ModelName { get; set; }

    /// <summary>The revision under which results are filed; empty for the folder's own.</summary>
    public string? ModelRevision { get; set; }

    /// <summary>Files with prompts, separated by semicolons.</summary>
    public string? Prompts { get; set; }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();

    private protected override void Run(DiagnosticLog log)
    {
        if (EvaluationProcess.RunAsync(Start(), Request(), log.Write, _cancellation.Token).GetAwaiter().GetResult() is { } exitCode)
        {
            log.Write(Death(exitCode));
        }
    }

    private ProcessStartInfo Start()
    {
        var start = TaskEnvironment.GetProcessStartInfo();
        start.FileName = Given(Host) ?? (Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? Environment.ProcessPath! : "dotnet");
        start.ArgumentList.Add(typeof(EvaluateMtebModel).Assembly.Location);
        return start;
    }

    private EvaluationRequest Request() => new()
    {
        Model = Full(Model),
        Data = Full(Data),
        Items = [.. Wanted.Where(item => Tasks.Contains(item.ItemSpec)).Select(Item)],
        OutputFolder = Full(OutputFolder),
        Device = Device,
        NativeFolder = Full(NativeFolder),
        SdkVersion = SdkVersion,
        StampFolder = Full(StampFolder),
        TurnFolder = Full(TurnFolder),
        Record = Full(Record),
        ResultList = Full(ResultList),
        Digests = Full(Digests),
        EmbeddingCache = Given(EmbeddingCache) is { } cache ? Full(cache) : null,
        EmbeddingCacheSize = int.TryParse(EmbeddingCacheSize, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) ? megabytes : null,
        ModelName = Given(ModelName),
        ModelRevision = Given(ModelRevision),
        Prompts = [.. (Prompts ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Full)],
    };

    private static WantedItem Item(ITaskItem item) => new(item.ItemSpec, item.GetMetadata("Kind") == "benchmark", List(item.GetMetadata("Splits")), List(item.GetMetadata("Subsets")));

    private static string[] List(string text) => text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private BuildMessage Death(int exitCode) => new(
        MessageKind.Error,
        $"The process that evaluates '{Model}' died with exit code {exitCode.ToString(CultureInfo.InvariantCulture)}, in native code (libraries of '{NativeFolder}') or ended by the system. "
        + "What was finished stays: build again, with -p:MtebDevice=cpu or other native libraries if it dies again; -v:detailed shows what it wrote to standard error.",
        ProjectCodes.EvaluationDied.Code,
        Project);

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
