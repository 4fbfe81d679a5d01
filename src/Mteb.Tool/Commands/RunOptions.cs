using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The options of <c>mteb run</c>: those of Python mteb in all its spellings, and ours.</summary>
internal static class RunOptions
{
    private const string What = "What is run";
    private const string How = "How it is run";
    private const string Where = "What is written, and where";
    private const string Old = "Deprecated";

    public static readonly OptionSpec Model = new("--model", ValueCount.One, "The folder that holds the model.")
    {
        Short = "-m",
        ValueName = "model",
        Property = "MtebModelPath",
        Group = What,
    };

    public static readonly OptionSpec ModelName = new("--model-name", ValueCount.One, "The name under which results are filed, as 'organisation/name'.")
    {
        ValueName = "name",
        Default = "the folder's own",
        Property = "MtebModelName",
        Group = What,
    };

    public static readonly OptionSpec ModelRevision = new("--model-revision", ValueCount.One, "The revision under which results are filed.")
    {
        Aliases = ["--model_revision"],
        ValueName = "revision",
        Default = "the folder's git commit, else a hash of the model's files",
        Property = "MtebModelRevision",
        Group = What,
    };

    public static readonly OptionSpec Tasks = new("--tasks", ValueCount.OneOrMore, "The tasks, by name. Types and categories do nothing beside them.")
    {
        Short = "-t",
        ValueName = "task",
        Property = "@(MtebTask)",
        Group = What,
    };

    public static readonly OptionSpec TaskTypes = new("--task-types", ValueCount.OneOrMore, "All tasks of these types: STS, Retrieval and so on.")
    {
        OldSpellings = ["--task_types"],
        ValueName = "type",
        Group = What,
    };

    public static readonly OptionSpec Categories = new("--categories", ValueCount.OneOrMore, "All tasks of these categories: t2t, t2c and so on.")
    {
        ValueName = "category",
        Group = What,
    };

    public static readonly OptionSpec Languages = new("--languages", ValueCount.Any, "Only subsets in these languages, by their ISO 639-3 codes.")
    {
        Short = "-l",
        ValueName = "language",
        Default = "all",
        Group = What,
    };

    public static readonly OptionSpec Benchmarks = new("--benchmarks", ValueCount.OneOrMore, "The tasks of these benchmarks. Tasks, types, categories, languages and splits do nothing beside them.")
    {
        Short = "-b",
        ValueName = "benchmark",
        Property = "@(MtebBenchmark)",
        Group = What,
    };

    public static readonly OptionSpec EvalSplits = new("--eval-splits", ValueCount.OneOrMore, "Only these splits.")
    {
        Aliases = ["--eval_splits"],
        ValueName = "split",
        Default = "the splits that each task is scored on",
        Property = "%(MtebTask.Splits)",
        Group = What,
    };

    public static readonly OptionSpec Subsets = new("--subsets", ValueCount.OneOrMore, "Only these subsets.")
    {
        ValueName = "subset",
        Default = "all",
        Property = "%(MtebTask.Subsets)",
        Group = What,
    };

    public static readonly OptionSpec Data = new("--data", ValueCount.OneOrMore, "Folders that hold the tasks' data sets, looked through in this order.")
    {
        ValueName = "folder",
        Default = "'data' in the model's folder, if it exists",
        Property = "MtebDataPath",
        Group = What,
    };

    public static readonly OptionSpec AsType = new("--as-type", ValueCount.One, "Score retrieval-like data as another task type.")
    {
        ValueName = "type",
        Choices = ["Reranking", "InstructionRetrieval"],
        Default = "each task's own type",
        Group = What,
    };

    public static readonly OptionSpec Prompts = new("--prompts", ValueCount.OneOrMore, "JSON files with prompts instead of the model's own, or with instructions; docs/prompts.md.")
    {
        ValueName = "file",
        Default = "those in the model's folder",
        Property = "MtebPrompts",
        Group = How,
    };

    public static readonly OptionSpec Device = new("--device", ValueCount.One, "Where the model runs: auto, cpu, cuda, cuda:1, tensorrt, dml, webgpu, coreml; a number N means cuda:N.")
    {
        ValueName = "device",
        Default = "auto: cuda where it can be used, else cpu",
        Property = "MtebDevice",
        Group = How,
    };

    public static readonly OptionSpec ProviderOption = new("--provider-option", ValueCount.OneOrMore, "What the device is told besides, in the words of ONNX Runtime's execution provider.")
    {
        ValueName = "key=value",
        Default = "nothing",
        Group = How,
    };

    public static readonly OptionSpec Dtype = new("--dtype", ValueCount.One, "The data type that the model is run in: by its ONNX file for it, such as model_fp16.onnx, or by a graph made from its weights.")
    {
        ValueName = "type",
        Choices = ["float32", "float16", "bfloat16"],
        Default = "that of the model's usual file",
        Group = How,
    };

    public static readonly OptionSpec BatchSize = new("--batch-size", ValueCount.One, "The most texts that are encoded at once. Scores do not depend on it.")
    {
        Aliases = ["--batch_size"],
        ValueName = "count",
        Range = (1, int.MaxValue),
        Default = "as many as suit the device",
        Group = How,
    };

    public static readonly OptionSpec NumProc = new("--num-proc", ValueCount.One, "How many threads read data.")
    {
        Aliases = ["--num_proc"],
        ValueName = "count",
        Range = (1, int.MaxValue),
        Default = "1",
        Group = How,
    };

    public static readonly OptionSpec Threads = new("--threads", ValueCount.One, "How many threads compute on the CPU.")
    {
        ValueName = "count",
        Range = (1, int.MaxValue),
        Default = "one per core",
        Group = How,
    };

    public static readonly OptionSpec Memory = new("--memory", ValueCount.One, "How many MiB the vectors of a corpus, of candidates or of another language may take while they are searched. Scores do not depend on it.")
    {
        ValueName = "MiB",
        Range = (1, int.MaxValue),
        Default = "those of 50000 documents",
        Group = How,
    };

    public static readonly OptionSpec Ci = new("--ci", ValueCount.None, "Treats warnings about the model's weights and behaviour as errors, as nobody will look at them.")
    {
        Default = "as the variable CI says",
        Group = How,
    };

    public static readonly OptionSpec EmbeddingCache = new("--embedding-cache", ValueCount.One, "A folder in which vectors are kept, for later runs and for one that is stopped. Scores do not depend on it.")
    {
        ValueName = "folder",
        Default = "none are kept",
        Property = "MtebEmbeddingCache",
        Group = How,
    };

    public static readonly OptionSpec EmbeddingCacheSize = new("--embedding-cache-size", ValueCount.One, "How many MiB that folder may hold; what was written first goes first.")
    {
        ValueName = "MiB",
        Range = (16, int.MaxValue),
        Default = "4096",
        Property = "MtebEmbeddingCacheSize",
        Group = How,
    };

    public static readonly OptionSpec Emissions = new("--co2-tracker", ValueCount.Ignored, "Accepted; emissions are not measured, and results say null.")
    {
        OldSpellings = ["--co2_tracker"],
        Group = How,
    };

    public static readonly OptionSpec NoEmissions = new("--no-co2-tracker", ValueCount.None, "Accepted; this is what happens anyway.")
    {
        Group = How,
    };

    public static readonly OptionSpec DryRun = new("--dry-run", ValueCount.None, "Shows what would be run, with counts of texts and prompts, and runs nothing.")
    {
        Group = How,
    };

    public static readonly OptionSpec OutputFolder = new("--output-folder", ValueCount.One, "The folder below which results lie, as 'results/<model>/<revision>/<task>.json'.")
    {
        Aliases = ["--output_folder"],
        ValueName = "folder",
        Default = "results",
        Group = Where,
    };

    public static readonly OptionSpec PredictionFolder = new("--prediction-folder", ValueCount.One, "Where predictions are written.")
    {
        Aliases = ["--prediction_folder"],
        ValueName = "folder",
        Default = "none are",
        Group = Where,
    };

    public static readonly OptionSpec Strategy = new("--overwrite-strategy", ValueCount.One, "What happens to results that are already there.")
    {
        ValueName = "strategy",
        Choices = ["only-missing", "always", "never", "only-cache"],
        Default = "only-missing",
        Group = Where,
    };

    public static readonly OptionSpec Format = new("--output", ValueCount.One, "How the outcome is shown on standard output.")
    {
        ValueName = "format",
        Choices = ["text", "json"],
        Default = "text",
        Group = Where,
    };

    public static readonly OptionSpec Verbosity = new("--verbosity", ValueCount.One, "What standard error shows: 0 errors, 1 also warnings, 2 also progress and suggestions, 3 also details.")
    {
        Short = "-v",
        ValueName = "level",
        Range = (0, 3),
        Default = "2",
        Group = Where,
    };

    public static readonly OptionSpec Overwrite = new("--overwrite", ValueCount.None, "Means '--overwrite-strategy always'.")
    {
        Group = Old,
    };

    public static readonly OptionSpec SavePredictions = new("--save-predictions", ValueCount.None, "Means '--prediction-folder' with the output folder.")
    {
        Aliases = ["--save_predictions"],
        Group = Old,
    };

    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<OptionSpec> All { get; } =
    [
        Model, ModelName, ModelRevision, Tasks, TaskTypes, Categories, Languages, Benchmarks, EvalSplits, Subsets, Data, AsType,
        .. ForeignOptions.All, Prompts, Device, ProviderOption, Dtype, BatchSize, NumProc, Threads, Memory, EmbeddingCache, EmbeddingCacheSize, Ci, Emissions, NoEmissions, DryRun,
        OutputFolder, PredictionFolder, Strategy, Format, Verbosity,
        Overwrite, SavePredictions,
    ];
}
