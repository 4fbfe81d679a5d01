using System.Runtime.InteropServices;
using Mteb.Evaluation.Numerics;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding.StaticEmbeddings;

/// <summary>
/// An encoder without a network: the mean over a table's vectors of a text's tokens, as sentence-transformers' StaticEmbedding and
/// model2vec compute it. The vector of a text depends on the text and its prompt alone.
/// </summary>
public sealed class StaticEncoder : ITokenEncoder
{
    private const int ChunkSize = 256;

    private readonly ModelFolder _folder;
    private readonly StaticTable _table;
    private readonly StaticTokenizer _tokenizer;
    private readonly TextHead _head;
    private readonly int _threads;
    private readonly int _maximumLength;

    private StaticEncoder(ModelFolder folder, StaticTable table, StaticTokenizer tokenizer, TextHead head, PromptRules prompts, EncoderOptions options, int maximumLength)
    {
        (_folder, _table, _tokenizer, _head, _threads, _maximumLength) = (folder, table, tokenizer, head, options.Threads, maximumLength);
        Prompts = prompts;
    }

    /// <inheritdoc/>
    public ModelFolder Model => _folder;

    /// <inheritdoc/>
    public SimilarityFunction Similarity => SimilarityFunctions.Of(_folder.SimilarityName);

    /// <inheritdoc/>
    public PromptRules Prompts { get; }

    /// <inheritdoc/>
    public EncoderFacts Facts => new()
    {
        Width = _head.OutputWidth,
        MaximumLength = _maximumLength == int.MaxValue ? null : _maximumLength,
        Device = "cpu",
        Modules = FolderFacts.Modules(_folder),
        Frameworks = ["Sentence Transformers"],
    };

    /// <summary>Loads a model.</summary>
    /// <param name="folder">The model, whose first module is a static table.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="options">How to run it; what is about graphs and devices does not count.</param>
    /// <returns>The encoder, with warnings about prompts that are never used; or why the model cannot be run.</returns>
    public static Outcome<StaticEncoder> Create(ModelFolder folder, Tokenizer tokenizer, EncoderOptions options)
    {
        folder = options.Prompts?.ApplyTo(folder) ?? folder;
        var table = StaticTable.Read(folder, (StaticEmbeddingModule)folder.Modules[0]);
        if (!table.Succeeded)
        {
            return table.FailedAs<StaticEncoder>();
        }

        if (tokenizer.VocabularySize > table.Value.Tokens)
        {
            return EncodingCodes.VocabularyMismatch.At(
                new SourcePlace(table.Value.Path),
                $"The tokenizer gives ids up to {tokenizer.VocabularySize - 1}, but there are vectors for {table.Value.Tokens} ids only.",
                "Use the tokenizer and the table of the same model.");
        }

        var head = TextHead.CreateUnpooled(folder, table.Value.Width);
        if (!head.Succeeded)
        {
            return head.FailedAs<StaticEncoder>();
        }

        var isModel2Vec = folder.Config?.ModelType == "model2vec";
        var own = isModel2Vec && folder.Config!.Json.TryGetProperty("max_length", out var length)
            && length.ValueKind == System.Text.Json.JsonValueKind.Number && length.TryGetInt32(out var tokens) ? tokens : int.MaxValue;
        var encoder = new StaticEncoder(
            folder,
            table.Value,
            new StaticTokenizer(tokenizer, isModel2Vec),
            head.Value,
            PromptRules.Of(folder, options.Prompts, options.FindTask),
            options,
            options.MaximumLength ?? own);
        var remarks = options.KnownTasks is { } known ? PromptCheck.FindDropped(folder, known) : [];
        return Outcome.Success(encoder, remarks);
    }

    /// <inheritdoc/>
    public Task<Outcome<EncodedTexts>> EncodeAsync(
        EncodeRequest request, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken) =>
        PromptedRequest.EncodeAsync(this, request, progress, cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<EncodedTexts>> EncodeAsync(
        IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        if ((long)texts.Count * _head.OutputWidth > Array.MaxLength)
        {
            return Task.FromResult<Outcome<EncodedTexts>>(EncodingCodes.TooManyTexts.Here(
                $"{texts.Count} vectors of {_head.OutputWidth} numbers do not fit into one block of memory.", "Encode the texts in several calls."));
        }

        return Task.Run(() => Encode(texts, prompt, progress, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Outcome<TokenizedText> Tokenize(string text, PromptResolution prompt)
    {
        var ids = new List<int>();
        var source = new TextSource([text], prompt.Text ?? "", _folder.LowerCase, _tokenizer, _maximumLength);
        return source.Tokenize(0, new TokenScratch(), ids, out _) is { } problem ? problem : new TokenizedText([.. ids], [], []);
    }

    /// <inheritdoc/>
    public Diagnostic? Check(TokenizedText text) => Array.Find(text.Ids, id => id < 0 || id >= _table.Tokens) is var stray and not 0
        ? EncodingCodes.TokensUnfit.Here($"The id {stray} is none of the model's, which go from 0 to {_table.Tokens - 1}.", "Use the tokenizer of this model.")
        : null;

    /// <inheritdoc/>
    public Task<Outcome<IReadOnlyList<EmbeddingMatrix>>> EncodeTokensAsync(
        IReadOnlyList<TokenizedText> texts, bool states, CancellationToken cancellationToken)
    {
        var desk = new Desk(_table.Width, _head.ScratchWidth);
        var results = new List<EmbeddingMatrix>(texts.Count);
        foreach (var text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(states ? States(text) : Vector(text, desk));
        }

        return Task.FromResult(Outcome.Success<IReadOnlyList<EmbeddingMatrix>>(results, []));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken)
    {
        var files = new List<ModelFile>();
        foreach (var name in _folder.Files)
        {
            files.Add(await _folder.HashAsync(name, cancellationToken).ConfigureAwait(false));
        }

        return files;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held open.
    }

    private EmbeddingMatrix States(TokenizedText text)
    {
        var rows = new float[text.Ids.Length * _table.Width];
        for (var i = 0; i < text.Ids.Length; i++)
        {
            _table.Average(text.Ids.AsSpan(i, 1), rows.AsSpan(i * _table.Width, _table.Width));
        }

        return new EmbeddingMatrix(rows, text.Ids.Length, _table.Width);
    }

    private EmbeddingMatrix Vector(TokenizedText text, Desk desk)
    {
        int[] counted = text.Mask.Length == 0 ? text.Ids : [.. text.Ids.Where((_, index) => text.Mask[index] != 0)];
        var vector = new float[_head.OutputWidth];
        _table.Average(counted, desk.Mean);
        _head.Apply(desk.Mean, 0, 0, default, desk.Head, vector);
        return new EmbeddingMatrix(vector, 1, vector.Length);
    }

    private Outcome<EncodedTexts> Encode(
        IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken)
    {
        var source = new TextSource(texts, prompt.Text ?? "", _folder.LowerCase, _tokenizer, _maximumLength);
        var result = GC.AllocateUninitializedArray<float>(texts.Count * _head.OutputWidth);
        var traces = new TextTrace[texts.Count];
        var (gate, done) = (new Lock(), 0);
        Diagnostic? problem = null;
        var chunks = (texts.Count + ChunkSize - 1) / ChunkSize;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = _threads, CancellationToken = cancellationToken };
        Parallel.For(0, chunks, limits, () => new Desk(_table.Width, _head.ScratchWidth), (chunk, state, desk) =>
        {
            var (first, end) = (chunk * ChunkSize, Math.Min((chunk + 1) * ChunkSize, texts.Count));
            var found = EncodeChunk(source, first, end, desk, result, traces);
            lock (gate)
            {
                done += end - first;
                progress?.Report(new EncodingProgress(done, texts.Count, done, texts.Count));
                if (found is not null)
                {
                    problem = found;
                    state.Stop();
                }
            }

            return desk;
        }, _ => { });
        if (problem is not null)
        {
            return problem;
        }

        var statistics = new EncodingStatistics(
            texts.Count, texts.Count, traces.Sum(trace => (long)trace.Tokens), traces.Count(trace => trace.IsTruncated), prompt.Name, prompt.ChangesTexts ? prompt.Text : null);
        return new EncodedTexts(new EmbeddingMatrix(result, texts.Count, _head.OutputWidth), statistics) { Traces = traces };
    }

    private Diagnostic? EncodeChunk(TextSource source, int first, int end, Desk desk, float[] result, TextTrace[] traces)
    {
        var ids = desk.Tokens.Ids;
        for (var text = first; text < end; text++)
        {
            ids.Clear();
            if (source.Tokenize(text, desk.Tokens, ids, out var truncated) is { } problem)
            {
                return problem;
            }

            _table.Average(CollectionsMarshal.AsSpan(ids), desk.Mean);
            _head.Apply(desk.Mean, 0, 0, default, desk.Head, result.AsSpan(text * _head.OutputWidth, _head.OutputWidth));
            traces[text] = new TextTrace(TokenWindow.Digest(CollectionsMarshal.AsSpan(ids)), ids.Count, truncated);
        }

        return null;
    }

    /// <summary>What a thread works with.</summary>
    private sealed class Desk(int width, int headWidth)
    {
        public TokenScratch Tokens { get; } = new();

        public float[] Mean { get; } = new float[width];

        public float[] Head { get; } = new float[2 * headWidth];
    }
}
