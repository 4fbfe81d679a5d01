using System.Globalization;
using System.Text.Json.Nodes;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Running;

/// <summary>Grows the result of one task, and saves it after every subset.</summary>
/// <param name="context">What the run works with.</param>
/// <param name="plan">What is asked for.</param>
/// <param name="kept">Entries that were there and stay; null when there are none.</param>
/// <param name="keptData">The data behind them.</param>
/// <param name="started">When the task began.</param>
/// <param name="start">The same as a timestamp of the clock.</param>
internal sealed class ResultAssembly(RunContext context, TaskPlan plan, TaskResult? kept, KeptData keptData, DateTimeOffset started, long start)
{
    private readonly RunManifest? _manifestBefore = kept is null ? null : context.Store.ManifestOf(plan.Task.Name);
    private DataRevision? _revision;

    /// <summary>The result as it was last saved; null before the first subset.</summary>
    public TaskResult? Result { get; private set; }

    /// <summary>Whether the data turned out to be others than those of the entries that were kept.</summary>
    public bool HasOtherData =>
        keptData.Contradicts(context.Data.Records(plan.Task.Name).Select(record => (record.Subset, record.Split, record.Sha256)))
        || (kept is not null && keptData.AreCatalogues && _revision is { IsCatalogues: false });

    /// <summary>Adds the scores of a subset and saves: the manifest first, so that no entry stands without what it was made from.</summary>
    /// <returns>Null, or why that was not possible.</returns>
    public Diagnostic? Add(
        string split, SubsetFacts subset, SubsetEvaluation evaluation, EncodingTotals encoding, IReadOnlyList<PhaseRecorder.Phase> phases)
    {
        var mainScore = evaluation.Metrics.FirstOrDefault(metric => metric.Key == plan.Task.MainScore).Value;
        if (mainScore is null)
        {
            var metrics = string.Join(", ", evaluation.Metrics.Where(IsScore).Select(metric => metric.Key).Take(12));
            return RunCodes.MainScoreMissing.Here(
                $"The main score of {plan.Task.Name} is '{plan.Task.MainScore}', which is not among the metrics of type {plan.Task.Type}: {metrics}.",
                "Correct 'main_score' in task.json.");
        }

        var entry = new SubsetScores(evaluation.Metrics, mainScore, subset.Name, subset.Languages, ReproducedVersion.Mteb);
        _revision = DataRevision.Decide(plan.Task, context.Data.Records(plan.Task.Name), keptData);
        Result = Merge(split, entry, phases);
        return SaveManifest(encoding, phases) ?? context.Store.Save(Result) ?? SavePredictions(split, evaluation);
    }

    /// <summary>Saves what the result depended on, and the settings of the run.</summary>
    /// <returns>What went wrong, if anything did.</returns>
    public IEnumerable<Diagnostic> Finish(EncodingTotals encoding, IReadOnlyList<PhaseRecorder.Phase> phases) =>
        [.. SaveManifest(encoding, phases) is { } problem ? [problem] : Array.Empty<Diagnostic>(), .. SaveSettings()];

    private Diagnostic? SaveManifest(EncodingTotals encoding, IReadOnlyList<PhaseRecorder.Phase> phases)
    {
        var calls = encoding.Calls.Select(Describe).ToList();
        var cells = calls.Select(call => (call.Split, call.Subset)).ToHashSet();
        calls = [.. (_manifestBefore?.Encoding ?? []).Where(call => !cells.Contains((call.Split, call.Subset))), .. calls];
        return context.Store.SaveManifest(plan.Task.Name, Manifest(calls, phases));
    }

    private RunManifest Manifest(IReadOnlyList<EncodingSection> calls, IReadOnlyList<PhaseRecorder.Phase> phases)
    {
        var texts = calls.Sum(call => (long)call.Texts);
        return new RunManifest
        {
            ToolVersion = context.ToolVersion,
            ReproducesMteb = ReproducedVersion.Mteb,
            Started = started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            Seconds = context.Clock.GetElapsedTime(start).TotalSeconds,
            Model = context.Model,
            Environment = context.Environment,
            DatasetRevision = Result!.DatasetRevision,
            DatasetRevisionSource = _revision!.IsCatalogues ? "catalogue" : "content",
            Data = _revision.Data,
            Splits = plan.Splits,
            Subsets = [.. plan.Subsets.Select(subset => subset.Name)],
            Partial = plan.IsPartial,
            TruncatedShare = texts == 0 ? 0 : (double)calls.Sum(call => (long)call.TruncatedTexts) / texts,
            Encoding = calls,
            Phases = [.. phases.Select(phase => new PhaseSection(phase.Name, phase.Split, phase.Subset, phase.Start, phase.End))],
        };
    }

    /// <summary>What the user should know about the result.</summary>
    public IEnumerable<Diagnostic> Remarks(EncodingTotals encoding)
    {
        var place = new SourcePlace(context.Store.PathOf(plan.Task.Name));
        foreach (var difference in _revision?.Differences ?? [])
        {
            yield return difference;
        }

        if (plan.IsPartial)
        {
            yield return RunCodes.PartialResult.At(
                place,
                $"{plan.Task.Name} was scored on {plan.Subsets.Count} of {plan.Task.Subsets.Count} subsets and splits {string.Join(", ", plan.Splits)}; the result is partial.",
                "Run the rest with the same output folder to complete it.");
        }

        if (encoding.TruncatedTexts > 0)
        {
            var share = (100 * encoding.TruncatedShare).ToString("0.##", CultureInfo.InvariantCulture);
            yield return RunCodes.TextsTruncated.At(
                place,
                $"{encoding.TruncatedTexts} of {encoding.Texts} texts of {plan.Task.Name} ({share} %) were longer than {context.Model.MaxLength} tokens and were cut.",
                "Raise 'max_seq_length' in sentence_bert_config.json if the model can take more.");
        }
    }

    private static bool IsScore(KeyValuePair<string, ScoreValue> metric) => metric.Value is ScoreValue.Number or ScoreValue.NumpyNumber;

    private static EncodingSection Describe(EncodingCall call) => new(
        call.Split,
        call.Subset,
        call.PromptType switch { PromptType.Query => "query", PromptType.Document => "document", _ => null },
        call.Statistics.PromptName,
        call.Statistics.Prompt,
        call.Statistics.Texts,
        call.Statistics.DistinctTexts,
        call.Statistics.Tokens,
        call.Statistics.TruncatedTexts);

    private TaskResult Merge(string split, SubsetScores entry, IReadOnlyList<PhaseRecorder.Phase> phases)
    {
        var addition = new TaskResult
        {
            DatasetRevision = _revision!.Text,
            TaskName = plan.Task.Name,
            MtebVersion = ReproducedVersion.Mteb,
            Scores = [new SplitScores(split, [entry])],
        };
        var current = Result ?? kept;
        // The entries that are kept were made from the same revision, or the whole task is run anew (TaskRunner).
        var merged = current is null ? addition : TaskResultMerge.Merge(current with { DatasetRevision = addition.DatasetRevision }, addition).Value!;
        return merged with
        {
            DatasetRevision = addition.DatasetRevision,
            EvaluationTime = (kept?.EvaluationTime ?? 0) + context.Clock.GetElapsedTime(start).TotalSeconds,
            KgCo2Emissions = kept?.KgCo2Emissions,
            Date = started,
            EvaluationPhases =
            [
                .. kept?.EvaluationPhases ?? [],
                .. phases.Select(phase => new EvaluationPhase(phase.Name, phase.Start, phase.End, phase.Split, phase.Subset)),
            ],
        };
    }

    private Diagnostic? SavePredictions(string split, SubsetEvaluation evaluation) =>
        context.PredictionFolder is { } folder && evaluation.Predictions is { } predictions
            ? PredictionFile.Save(folder, plan.Task.Name, context.Model, evaluation.Subset, split, predictions)
            : null;

    private IEnumerable<Diagnostic> SaveSettings()
    {
        if (!context.Store.Keeps)
        {
            return [];
        }

        var arguments = new JsonObject();
        if (context.BatchSize is { } batchSize)
        {
            arguments["batch_size"] = batchSize;
        }

        var settings = RunSettings.Of(Result!, new PackageVersions(ReproducedVersion.Mteb), arguments);
        var path = Path.Combine(context.Store.Folder, ResultPaths.RunSettingsFile);
        var merged = RunSettingsFile.Merge(File.Exists(path) ? File.ReadAllBytes(path) : default(ReadOnlyMemory<byte>), settings, path);
        var problem = merged.Succeeded ? ResultStore.TryWrite(path, merged.Value) : null;
        return problem is null ? merged.Diagnostics : [.. merged.Diagnostics, problem];
    }
}
