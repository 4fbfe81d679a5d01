using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>Turns the options of <c>mteb run</c> into arguments, with mteb's rules of precedence.</summary>
internal static class RunArgumentsReader
{
    /// <summary>Reads the options.</summary>
    /// <param name="values">What was written.</param>
    /// <param name="currentDirectory">What relative paths start from.</param>
    public static Outcome<RunArguments> Read(OptionValues values, string currentDirectory)
    {
        var found = new List<Diagnostic>();
        var foreign = ForeignArguments.Read(values, found);
        var model = values.Text(RunOptions.Model) ?? values.Text(ForeignOptions.Endpoint) ?? values.Text(ForeignOptions.Command) ?? "";
        var modelFolder = values.Has(RunOptions.Model) ? ExistingFolder(model, currentDirectory) : null;
        var output = Path.GetFullPath(values.Text(RunOptions.OutputFolder) ?? "results", currentDirectory);
        var arguments = new RunArguments
        {
            Model = model,
            ModelFolder = modelFolder,
            Foreign = foreign,
            ModelName = values.Text(RunOptions.ModelName),
            ModelRevision = values.Text(RunOptions.ModelRevision),
            Benchmarks = values.All(RunOptions.Benchmarks),
            Subsets = values.All(RunOptions.Subsets),
            DataFolders = DataFolders(values, modelFolder, currentDirectory, found),
            PromptFiles = [.. values.All(RunOptions.Prompts).Select(file => Path.GetFullPath(file, currentDirectory))],
            OutputFolder = output,
            PredictionFolder = PredictionFolder(values, output, currentDirectory, found),
            OverwriteStrategy = Strategy(values, found),
            BatchSize = values.Number(RunOptions.BatchSize),
            NumProc = values.Number(RunOptions.NumProc),
            Device = Device(values, found),
            ProviderOptions = ProviderOptions(values, found),
            Dtype = values.Text(RunOptions.Dtype),
            Threads = values.Number(RunOptions.Threads),
            Memory = values.Number(RunOptions.Memory),
            Unattended = values.Has(RunOptions.Ci),
            EmbeddingCache = values.Text(RunOptions.EmbeddingCache) is { } cache ? Path.GetFullPath(cache, currentDirectory) : null,
            EmbeddingCacheSize = values.Number(RunOptions.EmbeddingCacheSize),
            AsType = values.Text(RunOptions.AsType),
            DryRun = values.Has(RunOptions.DryRun),
            Verbosity = values.Number(RunOptions.Verbosity) ?? 2,
            OutputFormat = values.Text(RunOptions.Format) == "json" ? OutputFormat.Json : OutputFormat.Text,
        };
        Emissions(values, found);
        arguments = WithFilters(arguments, values, found);
        var all = values.Notices.Concat(found).ToList();
        return all.Any(diagnostic => diagnostic.Severity == Severity.Error)
            ? Outcome.Failure<RunArguments>(all)
            : arguments with { Notices = all };
    }

    /// <summary>Notes options that another one leaves without effect.</summary>
    /// <param name="strong">The option that wins.</param>
    /// <param name="weak">Those that do nothing beside it.</param>
    /// <param name="values">What was written.</param>
    /// <param name="found">Gets a notice for each that was written.</param>
    public static void NoteWithoutEffect(OptionSpec strong, IEnumerable<OptionSpec> weak, OptionValues values, List<Diagnostic> found) =>
        found.AddRange(weak.Where(option => values.All(option).Count > 0).Select(option => OptionCodes.FilterWithoutEffect.Here(
            $"'{option.Name}' has no effect, because '{strong.Name}' is given.",
            $"Leave out '{option.Name}' or '{strong.Name}'.")));

    // A benchmark fixes its tasks, splits and subsets; named tasks leave nothing for types and categories to choose.
    private static RunArguments WithFilters(RunArguments arguments, OptionValues values, List<Diagnostic> found)
    {
        var benchmarks = arguments.Benchmarks.Count > 0;
        var strong = benchmarks ? RunOptions.Benchmarks : RunOptions.Tasks;
        OptionSpec[] weak = benchmarks ? [RunOptions.Tasks, RunOptions.TaskTypes, RunOptions.Categories, RunOptions.Languages, RunOptions.EvalSplits]
            : values.Has(RunOptions.Tasks) ? [RunOptions.TaskTypes, RunOptions.Categories]
            : [];
        NoteWithoutEffect(strong, weak, values, found);
        IReadOnlyList<string> Filter(OptionSpec option) => weak.Contains(option) ? [] : values.All(option);
        return arguments with
        {
            Tasks = Filter(RunOptions.Tasks),
            TaskTypes = Filter(RunOptions.TaskTypes),
            Categories = Filter(RunOptions.Categories),
            Languages = Filter(RunOptions.Languages),
            EvalSplits = Filter(RunOptions.EvalSplits),
        };
    }

    private static IReadOnlyList<string> DataFolders(OptionValues values, string? modelFolder, string currentDirectory, List<Diagnostic> found)
    {
        if (!values.Has(RunOptions.Data))
        {
            return modelFolder is not null && ExistingFolder("data", modelFolder) is { } own ? [own] : [];
        }

        var folders = values.All(RunOptions.Data);
        found.AddRange(folders.Where(folder => ExistingFolder(folder, currentDirectory) is null).Select(folder => OptionCodes.FolderMissing.Here(
            $"The folder '{folder}' does not exist; '{RunOptions.Data.Name}' names it.",
            $"Name a folder that exists; a relative path starts from '{currentDirectory}'.")));
        return [.. folders.Select(folder => Path.GetFullPath(folder, currentDirectory))];
    }

    private static string? PredictionFolder(OptionValues values, string output, string currentDirectory, List<Diagnostic> found)
    {
        if (values.Has(RunOptions.SavePredictions))
        {
            found.Add(Deprecated(RunOptions.SavePredictions, $"{RunOptions.PredictionFolder.Name} <folder>"));
        }

        return values.Text(RunOptions.PredictionFolder) is { } folder ? Path.GetFullPath(folder, currentDirectory)
            : values.Has(RunOptions.SavePredictions) ? output
            : null;
    }

    private static OverwriteStrategy Strategy(OptionValues values, List<Diagnostic> found)
    {
        var written = values.Text(RunOptions.Strategy);
        if (values.Has(RunOptions.Overwrite))
        {
            found.Add(Deprecated(RunOptions.Overwrite, $"{RunOptions.Strategy.Name} always"));
            if (written is not (null or "always"))
            {
                found.Add(Conflict($"{RunOptions.Overwrite.Name}", $"{RunOptions.Strategy.Name} {written}"));
            }

            return OverwriteStrategy.Always;
        }

        return written switch
        {
            "always" => OverwriteStrategy.Always,
            "never" => OverwriteStrategy.Never,
            "only-cache" => OverwriteStrategy.OnlyCache,
            _ => OverwriteStrategy.OnlyMissing,
        };
    }

    /// <summary>The device as the engine takes it: in lower case, with a bare number as one of CUDA's.</summary>
    public static string? Device(OptionValues values, List<Diagnostic> found)
    {
        if (values.Text(RunOptions.Device) is not { } written)
        {
            return null;
        }

        if (written.All(char.IsAsciiDigit))
        {
            return $"cuda:{written}";
        }

        var parts = written.Split(':');
        if (!parts[0].All(char.IsAsciiLetter) || parts[0].Length == 0 || parts.Length > 2 || (parts.Length == 2 && (parts[1].Length == 0 || !parts[1].All(char.IsAsciiDigit))))
        {
            found.Add(OptionCodes.UnusableValue.Here(
                $"'{written}' is not a value of '{RunOptions.Device.Name}'.",
                "Write a device such as cpu, cuda or cuda:1, or the number of a CUDA device."));
        }

        return written.ToLowerInvariant();
    }

    /// <summary>The options of the device.</summary>
    public static IReadOnlyDictionary<string, string> ProviderOptions(OptionValues values, List<Diagnostic> found)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var written in values.All(RunOptions.ProviderOption))
        {
            var equals = written.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !options.TryAdd(written[..equals], written[(equals + 1)..]))
            {
                found.Add(OptionCodes.UnusableValue.Here(
                    $"'{written}' is not a value of '{RunOptions.ProviderOption.Name}'.", "Write 'key=value', each key once, such as gpu_mem_limit=4294967296."));
            }
        }

        return options;
    }

    private static void Emissions(OptionValues values, List<Diagnostic> found)
    {
        if (!values.Has(RunOptions.Emissions))
        {
            return;
        }

        found.Add(values.Has(RunOptions.NoEmissions)
            ? Conflict(RunOptions.Emissions.Name, RunOptions.NoEmissions.Name)
            : OptionCodes.EmissionsNotMeasured.Here(
                "CO2 emissions are not measured; 'kg_co2_emissions' stays null in the results.",
                $"Leave out '{RunOptions.Emissions.Name}'."));
    }

    private static Diagnostic Deprecated(OptionSpec old, string today) => OptionCodes.OldOption.Here(
        $"'{old.Name}' is deprecated; it means '{today}'.", $"Write '{today}'.");

    /// <summary>That two options cannot stand together.</summary>
    public static Diagnostic Conflict(string one, string other) => OptionCodes.ConflictingOptions.Here(
        $"'{one}' and '{other}' contradict each other.", "Keep one of them.");

    private static string? ExistingFolder(string folder, string currentDirectory)
    {
        var path = Path.GetFullPath(folder, currentDirectory);
        return Directory.Exists(path) ? path : null;
    }
}
