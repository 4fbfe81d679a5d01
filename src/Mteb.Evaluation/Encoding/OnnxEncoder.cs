using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>
/// An encoder that runs a model folder's ONNX file. The vector of a text depends on the text and its prompt alone: not on its
/// neighbours, their order or the size of batches. One call runs at a time; each uses all threads.
/// </summary>
public sealed class OnnxEncoder : IEncoder, IDisposable
{
    private readonly OnnxEncoderParts _parts;
    private readonly ConcurrentBag<BatchRunner> _runners = [];
    private readonly ConcurrentDictionary<PromptUse, PromptResolution> _prompts = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    internal OnnxEncoder(OnnxEncoderParts parts) => _parts = parts;

    /// <inheritdoc/>
    public SimilarityFunction Similarity => _parts.Similarity;

    /// <summary>Version of ONNX Runtime, for example <c>1.30.0</c>.</summary>
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    /// <summary>The model.</summary>
    public ModelFolder Model => _parts.Folder;

    /// <summary>The ONNX file that is run, relative to the model folder.</summary>
    public string GraphFile => _parts.GraphFile;

    /// <summary>Where it runs: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> and so on.</summary>
    public string DeviceName => _parts.Device.Name;

    /// <summary>Length of the vectors.</summary>
    public int Width => _parts.Head.OutputWidth;

    /// <summary>Most tokens of a text, special tokens included.</summary>
    public int MaximumLength => _parts.MaximumLength;

    /// <summary>Whether some texts get a prompt or an instruction in front.</summary>
    public bool UsesPrompts => _parts.Prompts.MayChangeTexts;

    /// <summary>Which prompt each kind of call so far was given.</summary>
    public IReadOnlyDictionary<PromptUse, PromptResolution> Prompts => _prompts;

    /// <summary>Loads a model.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="options">How to run it.</param>
    /// <returns>The encoder, with warnings about prompts that are never used; or why the model cannot be run.</returns>
    public static Outcome<OnnxEncoder> Create(ModelFolder folder, ITokenizer tokenizer, EncoderOptions options) =>
        OnnxEncoderFactory.Create(folder, tokenizer, options);

    /// <summary>The prompt for a call, with a warning where one is declared in vain; or why it cannot be known.</summary>
    public Outcome<PromptResolution> ResolvePrompt(string taskName, string taskType, PromptType? role) => _parts.Prompts.Resolve(taskName, taskType, role);

    /// <summary>The files that decide what comes out, with their hashes: graph, weights, tokenizer, configuration.</summary>
    public async Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken)
    {
        var names = _parts.Folder.Files
            .Except(_parts.Folder.Graphs, StringComparer.Ordinal)
            .Except(_parts.Folder.Weights, StringComparer.Ordinal)
            .Append(_parts.GraphFile)
            .Concat(_parts.ExternalFiles)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var files = new List<ModelFile>();
        foreach (var name in names)
        {
            files.Add(await ModelFile.HashAsync(_parts.Folder.Path, name, cancellationToken).ConfigureAwait(false));
        }

        return files;
    }

    /// <inheritdoc/>
    public async Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        var prompt = ResolvePrompt(request.TaskName, request.TaskType, request.PromptType);
        if (!prompt.Succeeded)
        {
            return prompt.FailedAs<EncodedTexts>();
        }

        _prompts[new PromptUse(request.TaskName, request.TaskType, request.PromptType)] = prompt.Value;
        if ((long)request.Texts.Count * Width > Array.MaxLength)
        {
            return EncodingCodes.TooManyTexts.Here(
                $"{request.Texts.Count} vectors of {Width} numbers do not fit into one block of memory.", "Encode the texts in several calls.");
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(request, prompt, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Frees the model's memory.</summary>
    public void Dispose()
    {
        while (_runners.TryTake(out var runner))
        {
            runner.Dispose();
        }

        _turn.Dispose();
        _parts.Session.Dispose();
    }

    private async Task<Outcome<EncodedTexts>> RunAsync(
        EncodeRequest request, Outcome<PromptResolution> prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        var work = CreateWork(request, prompt.Value);
        var job = new EncodingJob(work, progress);
        var threads = Enumerable.Range(0, Math.Min(work.Threads, Math.Max(request.Texts.Count, 1)))
            .Select(_ => Task.Factory.StartNew(
                () => WorkOn(job, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(threads).ConfigureAwait(false);
        if (job.Problem is { } problem)
        {
            return problem;
        }

        cancellationToken.ThrowIfCancellationRequested();
        job.CopyRepeats();
        var statistics = job.Statistics(prompt.Value);
        var vectors = new EmbeddingMatrix(work.Result, request.Texts.Count, Width);
        return Outcome.Success(new EncodedTexts(vectors, statistics), prompt.Diagnostics);
    }

    private EncodingWork CreateWork(EncodeRequest request, PromptResolution prompt)
    {
        var text = prompt.Text ?? "";
        var skip = text.Length > 0 && _parts.Folder.Pooling is { IncludePrompt: false } ? CountPromptTokens(text) : 0;
        var source = new TextSource(request.Texts, text, _parts.Folder.LowerCase, _parts.Tokenizer, MaximumLength);
        var result = GC.AllocateUninitializedArray<float>(request.Texts.Count * Width);
        return new EncodingWork(source, skip, _parts.Head, _parts.Limits, _parts.Threads, result);
    }

    /// <summary>Tokens of the prompt alone, without the special token at its end but with the one at its beginning, as the reference counts them.</summary>
    private int CountPromptTokens(string prompt)
    {
        var (ids, special) = (new List<int>(), new List<int>());
        _parts.Tokenizer.Encode(_parts.Folder.LowerCase ? prompt.ToLowerInvariant() : prompt, MaximumLength, ids);
        _parts.Tokenizer.Encode("", MaximumLength, special);
        return ids.Count > 0 && special.Contains(ids[^1]) ? ids.Count - 1 : ids.Count;
    }

    private void WorkOn(EncodingJob job, CancellationToken cancellationToken)
    {
        if (!_runners.TryTake(out var runner))
        {
            runner = new BatchRunner(_parts.Session, _parts.Binding, _parts.Tokenizer.PadTokenId);
        }

        try
        {
            job.Work(runner, cancellationToken);
        }
        finally
        {
            _runners.Add(runner);
        }
    }
}

/// <summary>A kind of call, as far as prompts depend on it.</summary>
/// <param name="TaskName">Name of the task.</param>
/// <param name="TaskType">Type of the task.</param>
/// <param name="Role">Role of the texts; null without one.</param>
public readonly record struct PromptUse(string TaskName, string TaskType, PromptType? Role);

/// <summary>What an encoder consists of.</summary>
internal sealed record OnnxEncoderParts(
    ModelFolder Folder,
    PromptRules Prompts,
    string GraphFile,
    IReadOnlyList<string> ExternalFiles,
    ITokenizer Tokenizer,
    InferenceSession Session,
    Device Device,
    GraphBinding Binding,
    TextHead Head,
    BatchLimits Limits,
    int Threads,
    int MaximumLength,
    SimilarityFunction Similarity);
