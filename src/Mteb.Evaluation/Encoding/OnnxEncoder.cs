using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>
/// An encoder that runs a model folder's ONNX file, or the graph that is made from its weights. The vector of a text depends on the text and its prompt alone: not on its
/// neighbours, their order or the size of batches. One call runs at a time; each uses all threads.
/// </summary>
public sealed class OnnxEncoder : ITokenEncoder
{
    private readonly OnnxEncoderParts _parts;
    private readonly ConcurrentBag<BatchRunner> _runners = [];
    private readonly SemaphoreSlim _turn = new(1, 1);

    internal OnnxEncoder(OnnxEncoderParts parts) => _parts = parts;

    /// <inheritdoc/>
    public SimilarityFunction Similarity => _parts.Similarity;

    /// <summary>Version of ONNX Runtime, for example <c>1.30.0</c>.</summary>
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    /// <inheritdoc/>
    public ModelFolder Model => _parts.Folder;

    /// <summary>The ONNX file that is run, or the weights that the graph is made from, relative to the model folder.</summary>
    public string GraphFile => _parts.GraphFile;

    /// <summary>Where it runs: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c> and so on.</summary>
    public string DeviceName => _parts.Device.Name;

    /// <summary>Length of the vectors.</summary>
    public int Width => _parts.Head.OutputWidth;

    /// <summary>Most tokens of a text, special tokens included.</summary>
    public int MaximumLength => _parts.MaximumLength;

    /// <inheritdoc/>
    public PromptRules Prompts => _parts.Prompts;

    /// <inheritdoc/>
    public EncoderFacts Facts => new()
    {
        Width = Width,
        MaximumLength = MaximumLength,
        Device = DeviceName,
        OnnxRuntime = RuntimeVersion,
        Modules = FolderFacts.Modules(Model),
        Dtype = _parts.Dtype,
        ProviderOptions = _parts.ProviderOptions,
        Frameworks = [.. Model.HasModules ? ["Sentence Transformers"] : Array.Empty<string>(), GraphFile.EndsWith(".onnx", StringComparison.Ordinal) ? "ONNX" : "safetensors"],
    };

    /// <summary>Loads a model.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="options">How to run it.</param>
    /// <returns>The encoder, with warnings about prompts that are never used; or why the model cannot be run.</returns>
    public static Outcome<OnnxEncoder> Create(ModelFolder folder, ITokenizer tokenizer, EncoderOptions options) =>
        OnnxEncoderFactory.Create(folder, tokenizer, options);

    /// <inheritdoc/>
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
            files.Add(await _parts.Folder.HashAsync(name, cancellationToken).ConfigureAwait(false));
        }

        return files;
    }

    /// <inheritdoc/>
    public Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) =>
        PromptedRequest.EncodeAsync(this, request, progress, cancellationToken);

    /// <inheritdoc/>
    public async Task<Outcome<EncodedTexts>> EncodeAsync(
        IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        if ((long)texts.Count * Width > Array.MaxLength)
        {
            return EncodingCodes.TooManyTexts.Here(
                $"{texts.Count} vectors of {Width} numbers do not fit into one block of memory.", "Encode the texts in several calls.");
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RunAsync(texts, prompt, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public Outcome<TokenizedText> Tokenize(string text, PromptResolution prompt)
    {
        var ids = new List<int>();
        var source = new TextSource([text], prompt.Text ?? "", _parts.Folder.LowerCase, _parts.Tokenizer, MaximumLength);
        return source.Tokenize(0, new TokenScratch(), ids, out var truncated) is { } problem
            ? problem
            : new TokenizedText([.. ids], [], []) { IsTruncated = truncated };
    }

    /// <inheritdoc/>
    public Diagnostic? Check(TokenizedText text) => GivenTokens.Check(text, _parts.Binding, MaximumLength, _parts.VocabularySize);

    /// <inheritdoc/>
    public async Task<Outcome<IReadOnlyList<EmbeddingMatrix>>> EncodeTokensAsync(
        IReadOnlyList<TokenizedText> texts, bool states, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        var work = new GivenTokens(texts, states, _parts.Head, _parts.Limits, _parts.Threads);
        try
        {
            await Task.Run(() => work.Run(TakeRunner, _runners.Add, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }

        cancellationToken.ThrowIfCancellationRequested();
        return work.Problem is { } problem ? problem : Outcome.Success(work.Results, _parts.Memory.Tell());
    }

    /// <summary>Frees the model's memory.</summary>
    public void Dispose()
    {
        while (_runners.TryTake(out var runner))
        {
            runner.Dispose();
        }

        _turn.Dispose();
        _parts.Pooling?.Dispose();
        _parts.Session.Dispose();
    }

    private async Task<Outcome<EncodedTexts>> RunAsync(
        IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        var work = CreateWork(texts, prompt);
        var job = new EncodingJob(work, progress);
        var threads = Enumerable.Range(0, Math.Min(work.Threads, Math.Max(texts.Count, 1)))
            .Select(_ => Task.Factory.StartNew(
                () => WorkOn(job, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll(threads).ConfigureAwait(false);
        if (job.Problem is { } problem)
        {
            return problem;
        }

        cancellationToken.ThrowIfCancellationRequested();
        job.CopyRepeats();
        var encoded = new EncodedTexts(new EmbeddingMatrix(work.Result, texts.Count, Width), job.Statistics(prompt)) { Traces = work.Traces };
        return Outcome.Success(encoded, _parts.Memory.Tell());
    }

    private EncodingWork CreateWork(IReadOnlyList<string> texts, PromptResolution prompt)
    {
        var text = prompt.Text ?? "";
        var skip = text.Length > 0 && _parts.Folder.Pooling is { IncludePrompt: false } && _parts.Tokenizer is not NoTokenizer ? CountPromptTokens(text) : 0;
        var source = new TextSource(texts, text, _parts.Folder.LowerCase, _parts.Tokenizer, MaximumLength);
        var result = GC.AllocateUninitializedArray<float>(texts.Count * Width);
        return new EncodingWork(source, skip, _parts.Head, _parts.Limits, _parts.Threads, result, new TextTrace[texts.Count]);
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
        var runner = TakeRunner();
        try
        {
            job.Work(runner, cancellationToken);
        }
        finally
        {
            _runners.Add(runner);
        }
    }

    private BatchRunner TakeRunner() =>
        _runners.TryTake(out var runner) ? runner : new BatchRunner(_parts.Session, _parts.Binding, _parts.Tokenizer.PadTokenId, _parts.Memory, _parts.Pooling);
}

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
    DevicePooling? Pooling,
    BatchLimits Limits,
    int Threads,
    MemoryGuard Memory,
    string Dtype,
    IReadOnlyList<string> ProviderOptions,
    int MaximumLength,
    long? VocabularySize,
    SimilarityFunction Similarity);
