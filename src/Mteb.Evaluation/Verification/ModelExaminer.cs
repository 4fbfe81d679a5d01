using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tokenization;
using Mteb.Evaluation.Weights.Guard;
using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Checking;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Verification;

/// <summary>A part of an examination.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Summary">What it is, in a few words; empty where it could not be looked at.</param>
/// <param name="Diagnostics">What was found.</param>
public sealed record ExaminedPart(string Name, string Summary, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Looks at a model before hours are spent on it: its lock file, its weights, and what it makes of a few sentences.</summary>
public static class ModelExaminer
{
    /// <summary>Examines a model folder from its files to its behaviour.</summary>
    /// <param name="path">Full path of the folder.</param>
    /// <param name="options">How to run the model.</param>
    /// <param name="verifiesLock">Whether the lock file counts.</param>
    /// <param name="progress">Hears how far it is, from any thread; null when nobody listens.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One part for everything that could be looked at, in the order of looking.</returns>
    /// <exception cref="IOException">A file of the model cannot be read.</exception>
    public static async Task<IReadOnlyList<ExaminedPart>> ExamineFolderAsync(
        string path, EncoderOptions options, bool verifiesLock, IProgress<ExaminationProgress>? progress, CancellationToken cancellationToken)
    {
        var opened = ModelFolder.Open(path);
        if (!opened.Succeeded)
        {
            return [new ExaminedPart("folder", "", opened.Diagnostics)];
        }

        var folder = opened.Value;
        var parts = new List<ExaminedPart> { new("folder", string.Join(", ", FolderFacts.Modules(folder)), opened.Diagnostics) };
        var tokenizer = TokenizerFolder.Load(FolderEncoder.TokenizerPlace(folder));
        parts.Add(new ExaminedPart("tokenizer", tokenizer.Succeeded ? $"{tokenizer.Value.VocabularySize} tokens" : "", tokenizer.Diagnostics));
        var graph = folder.HasOwnGraph ? folder.ChooseGraph(options.GraphName) : default;
        var weights = graph.Diagnostics.Count > 0
            ? new ExaminedPart("weights", "", graph.Diagnostics)
            : await WeightsAsync(folder, graph.Value, options.Threads, progress, cancellationToken).ConfigureAwait(false);
        parts.Add(weights);
        if (tokenizer.Succeeded && !HasErrors(weights))
        {
            var created = FolderEncoder.Create(folder, tokenizer.Value, options);
            using var encoder = created.Value;
            parts.Add(new ExaminedPart("model", encoder is null ? "" : Describe(encoder), created.Diagnostics));
            if (encoder is not null)
            {
                parts.Add(await BehaviourAsync(encoder, folder, progress, cancellationToken).ConfigureAwait(false));
            }
        }

        if (verifiesLock && ModelLock.IsIn(path))
        {
            parts.Add(await LockAsync(folder, [], progress, cancellationToken).ConfigureAwait(false));
        }

        parts.Add(new ExaminedPart("repository", Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), SubmissionCheck.Check(folder)));
        return parts;
    }

    /// <summary>Examines a model that is loaded.</summary>
    /// <param name="encoder">The model.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="graph">The file that its graph comes from, relative to the folder.</param>
    /// <param name="files">The hashes of its files, as far as they are known; the rest is hashed where there is a lock file.</param>
    /// <param name="threads">How many tensors are read at once.</param>
    /// <param name="willEncode">Whether it is looked at further than the lock file.</param>
    /// <param name="progress">Hears how far it is, from any thread; null when nobody listens.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One part each for lock file (where there is one), weights and behaviour.</returns>
    /// <exception cref="IOException">A file of the model cannot be read.</exception>
    public static async Task<IReadOnlyList<ExaminedPart>> ExamineAsync(
        IModelEncoder encoder,
        ModelFolder folder,
        string? graph,
        IReadOnlyList<ModelFile> files,
        int threads,
        bool willEncode,
        IProgress<ExaminationProgress>? progress,
        CancellationToken cancellationToken)
    {
        var parts = new List<ExaminedPart>();
        if (ModelLock.IsIn(folder.Path))
        {
            parts.Add(await LockAsync(folder, files, progress, cancellationToken).ConfigureAwait(false));
        }

        if (!willEncode)
        {
            return parts;
        }

        var weights = await WeightsAsync(folder, folder.HasOwnGraph ? graph : null, threads, progress, cancellationToken).ConfigureAwait(false);
        parts.Add(weights);
        if (!HasErrors(weights))
        {
            parts.Add(await BehaviourAsync(encoder, folder, progress, cancellationToken).ConfigureAwait(false));
        }

        return parts;
    }

    private static bool HasErrors(ExaminedPart part) => part.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);

    private static async Task<ExaminedPart> LockAsync(
        ModelFolder folder, IReadOnlyList<ModelFile> known, IProgress<ExaminationProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new ExaminationProgress(ExaminationStep.Lock, 0, 0));
        var now = await ModelLock.HashAsync(folder, known, cancellationToken).ConfigureAwait(false);
        return new ExaminedPart("lock", $"{now.Count} files", ModelLock.Verify(folder.Path, now));
    }

    private static async Task<ExaminedPart> WeightsAsync(
        ModelFolder folder, string? graph, int threads, IProgress<ExaminationProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new ExaminationProgress(ExaminationStep.Weights, 0, 0));
        var scans = progress is null ? null : new PassedOn<ScanProgress>(progress, scan => new ExaminationProgress(ExaminationStep.Weights, scan.Done, scan.Total));
        var report = await Task.Run(() => WeightsGuard.Examine(folder, graph, threads, scans, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new ExaminedPart("weights", Describe(report, graph), report.Diagnostics);
    }

    private static async Task<ExaminedPart> BehaviourAsync(
        IModelEncoder encoder, ModelFolder folder, IProgress<ExaminationProgress>? progress, CancellationToken cancellationToken)
    {
        progress?.Report(new ExaminationProgress(ExaminationStep.Behaviour, 0, 0));
        var encodings = progress is null ? null : new PassedOn<EncodingProgress>(progress, texts => new ExaminationProgress(ExaminationStep.Behaviour, texts.Done, texts.Total));
        var canaries = CanaryCheck.Choose(Languages(folder));
        var checkedModel = await CanaryCheck.RunAsync(encoder, folder.Path, canaries, encodings, cancellationToken).ConfigureAwait(false);
        if (!checkedModel.Succeeded)
        {
            return new ExaminedPart("behaviour", "", checkedModel.Diagnostics);
        }

        var report = checkedModel.Value;
        var summary = FormattableString.Invariant(
            $"{report.Right.Values.Sum()} of {canaries.Count} paraphrases nearer than unrelated sentences ({string.Join(", ", report.Asked.Keys)}); mean cosine {report.Spread.MeanCosine:0.00}, {report.Spread.EffectiveRank:0.0} directions");
        return new ExaminedPart("behaviour", summary, report.Diagnostics);
    }

    // Languages of the card, as ISO 639-3; none where there is no card.
    private static HashSet<string> Languages(ModelFolder folder)
    {
        var path = folder.At("README.md");
        var card = File.Exists(path) ? ModelCard.Read(File.ReadAllBytes(path), path).Value : null;
        return card is null ? [] : [.. CardFields.Of(card).Language.Select(language => LanguageTags.ToIso3(language.Value)).OfType<string>()];
    }

    private static string Describe(ITokenEncoder encoder)
    {
        var from = encoder is OnnxEncoder onnx ? onnx.GraphFile : "static embeddings";
        return $"{from}: {encoder.Facts.Width} dimensions{(encoder.Facts.MaximumLength is { } length ? $", {length} tokens" : "")}, on {encoder.Facts.Device}";
    }

    private static string Describe(WeightsReport report, string? graph) => graph is not null ? graph
        : report.Tensors.Count == 0 ? ""
        : FormattableString.Invariant($"{report.Tensors.Count} tensors, {report.Tensors.Sum(tensor => tensor.Statistics.Count) / 1e6:0.0} million parameters");
}
