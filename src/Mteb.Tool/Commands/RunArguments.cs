using Mteb.Schemas.Diagnostics;
using Mteb.Tool.Output;

namespace Mteb.Tool.Commands;

/// <summary>What <c>mteb run</c> was asked for, with precedence between options settled. Empty lists and nulls mean "not given".</summary>
internal sealed record RunArguments
{
    /// <summary>The model as written: a folder, an address or a command.</summary>
    public required string Model { get; init; }

    /// <summary>The model's folder as an absolute path; null when no folder of that name exists.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>The program that makes the vectors; null for a model folder.</summary>
    public ForeignArguments? Foreign { get; init; }

    /// <summary>The name under which results are filed; there is one where no folder is.</summary>
    public string? ModelName { get; init; }

    /// <summary>The model's revision.</summary>
    public string? ModelRevision { get; init; }

    /// <summary>Tasks by name.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = [];

    /// <summary>Task types.</summary>
    public IReadOnlyList<string> TaskTypes { get; init; } = [];

    /// <summary>Task categories.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Languages, by ISO 639-3 code; empty means all.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Benchmarks; when there are any, tasks, types, categories, languages and splits are empty.</summary>
    public IReadOnlyList<string> Benchmarks { get; init; } = [];

    /// <summary>Splits; empty means those of each task.</summary>
    public IReadOnlyList<string> EvalSplits { get; init; } = [];

    /// <summary>Subsets; empty means all.</summary>
    public IReadOnlyList<string> Subsets { get; init; } = [];

    /// <summary>Folders with data sets, as absolute paths of folders that exist, in the order of search.</summary>
    public IReadOnlyList<string> DataFolders { get; init; } = [];

    /// <summary>Files with prompts, as absolute paths; empty means the model's own prompts.</summary>
    public IReadOnlyList<string> PromptFiles { get; init; } = [];

    /// <summary>The root below which results lie; an absolute path.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Where predictions go, as an absolute path; null when none are written.</summary>
    public string? PredictionFolder { get; init; }

    /// <summary>What happens to results that are already there.</summary>
    public OverwriteStrategy OverwriteStrategy { get; init; }

    /// <summary>Texts per batch; null leaves it to the engine.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Workers for data; null means one.</summary>
    public int? NumProc { get; init; }

    /// <summary>"cpu", "cuda", "cuda:N" or another device in lower case; null leaves it to the engine.</summary>
    public string? Device { get; init; }

    /// <summary>Options of the device's execution provider.</summary>
    public IReadOnlyDictionary<string, string> ProviderOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>"float32", "float16" or "bfloat16"; null for the model's usual file.</summary>
    public string? Dtype { get; init; }

    /// <summary>Threads on the CPU; null leaves it to the engine.</summary>
    public int? Threads { get; init; }

    /// <summary>MiB for the vectors of a corpus that is searched; null leaves it to the engine.</summary>
    public int? Memory { get; init; }

    /// <summary>Whether warnings about the model are errors.</summary>
    public bool Unattended { get; init; }

    /// <summary>Where vectors are kept, as an absolute path; null when they are not.</summary>
    public string? EmbeddingCache { get; init; }

    /// <summary>MiB for kept vectors; null leaves it to the engine.</summary>
    public int? EmbeddingCacheSize { get; init; }

    /// <summary>"Reranking" or "InstructionRetrieval"; null means each task's own type.</summary>
    public string? AsType { get; init; }

    /// <summary>Whether only the plan is wanted.</summary>
    public bool DryRun { get; init; }

    /// <summary>0 to 3.</summary>
    public int Verbosity { get; init; } = 2;

    /// <summary>The form of the outcome.</summary>
    public OutputFormat OutputFormat { get; init; }

    /// <summary>What the command line gave rise to: old spellings, filters without effect. No errors.</summary>
    public IReadOnlyList<Diagnostic> Notices { get; init; } = [];
}

/// <summary>What happens to results that are already there.</summary>
internal enum OverwriteStrategy
{
    /// <summary>Only splits and subsets without a result are run.</summary>
    OnlyMissing,

    /// <summary>Everything is run anew.</summary>
    Always,

    /// <summary>A task that has a result is not touched.</summary>
    Never,

    /// <summary>Nothing is run; results that exist are read.</summary>
    OnlyCache,
}
