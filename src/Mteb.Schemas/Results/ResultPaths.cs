namespace Mteb.Schemas.Results;

/// <summary>Where mteb keeps results: <c>results/&lt;model&gt;/&lt;revision&gt;/[experiments/&lt;name&gt;/]&lt;Task&gt;.json</c>.</summary>
public static class ResultPaths
{
    /// <summary>The folder under a cache or repository that holds the models.</summary>
    public const string ResultsFolder = "results";

    /// <summary>The folder under a revision that holds experiments.</summary>
    public const string ExperimentsFolder = "experiments";

    /// <summary>The file beside the results that says what the model is.</summary>
    public const string ModelMetaFile = "model_meta.json";

    /// <summary>The file beside the results that says how they were made.</summary>
    public const string RunSettingsFile = "run_settings.jsonl";

    /// <summary>What the name of a file of predictions ends with, after that of the task.</summary>
    public const string PredictionsEnd = "_predictions.json";

    /// <summary>What stands for the name of a model that has none.</summary>
    public const string NoModelName = "no_model_name/available";

    /// <summary>What stands for the revision of a model that has none.</summary>
    public const string NoRevision = "no_revision_available";

    /// <summary>A model's folder: <c>/</c> becomes <c>__</c>, a space <c>_</c>.</summary>
    /// <param name="modelName">For example <c>intfloat/e5-small</c>; null when the model has none.</param>
    public static string ModelFolder(string? modelName) =>
        (modelName ?? NoModelName).Replace("/", "__", StringComparison.Ordinal).Replace(' ', '_');

    /// <summary>
    /// A model's name guessed from its folder. It is right unless the name holds spaces or <c>__</c>; the true one stands in
    /// <see cref="ModelMetaFile"/>.
    /// </summary>
    public static string ModelName(string modelFolder) => modelFolder.Replace("__", "/", StringComparison.Ordinal);

    /// <summary>The folder of a run.</summary>
    /// <param name="root">The folder that holds <c>results</c>.</param>
    /// <param name="modelName">The model's name, or null.</param>
    /// <param name="revision">The model's revision, or null.</param>
    /// <param name="experiment">The experiment's folder name, as <see cref="ExperimentName.Of"/> gives it; null for the plain model.</param>
    public static string RunFolder(string root, string? modelName, string? revision, string? experiment = null)
    {
        var folder = Path.Combine(root, ResultsFolder, ModelFolder(modelName), revision ?? NoRevision);
        return experiment is null ? folder : Path.Combine(folder, ExperimentsFolder, experiment);
    }

    /// <summary>The result file of a task in the folder of a run.</summary>
    public static string TaskFile(string runFolder, string taskName) => Path.Combine(runFolder, taskName + ".json");
}
