using Microsoft.ML.OnnxRuntime;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding;

/// <summary>What a call works with.</summary>
/// <param name="Texts">The texts, as they reach the tokenizer.</param>
/// <param name="Skip">Tokens at the beginning of each text that pooling leaves out.</param>
/// <param name="Head">The steps after the graph.</param>
/// <param name="Limits">How large batches may be.</param>
/// <param name="Threads">How many threads work.</param>
/// <param name="Result">Receives the vectors, row-major.</param>
/// <param name="Traces">Receives what is known of each text.</param>
internal sealed record EncodingWork(TextSource Texts, int Skip, TextHead Head, BatchLimits Limits, int Threads, float[] Result, TextTrace[] Traces);

/// <summary>
/// One call of the encoder. All threads do the same: they take the next piece of work, a chunk of texts to tokenise or a batch
/// to run, until nothing is left. While the batches of one window of texts run, the next window is tokenised, so that no
/// thread ever waits for the tokenizer and the tokenizer never needs a thread of its own.
/// </summary>
internal sealed class EncodingJob
{
    private const int WindowSize = 16384;
    private const int LargestChunk = 256;

    private readonly EncodingWork _work;
    private readonly IProgress<EncodingProgress>? _progress;
    private readonly Lock _reporting = new();
    private readonly object _gate = new();
    private readonly Dictionary<UInt128, int> _rowOfIds = [];
    private readonly List<(int Text, int SameAs)> _repeats = [];

    // The window that is being tokenised, and the one whose batches are being run.
    private TokenWindow? _filling;
    private int _chunksTaken;
    private int _chunksDone;
    private TokenWindow? _running;
    private IReadOnlyList<Batch> _batches = [];
    private int _batchesTaken;
    private int _nextText;

    private bool _stopped;
    private Diagnostic? _problem;
    private int _distinct;
    private int _truncated;
    private long _tokens;
    private int _tokenised;
    private int _done;
    private long _tokensDone;

    /// <summary>Prepares a call.</summary>
    /// <param name="work">What it works with.</param>
    /// <param name="progress">Hears how far it is; may be null.</param>
    public EncodingJob(EncodingWork work, IProgress<EncodingProgress>? progress)
    {
        _work = work;
        _progress = progress;
        OpenNextWindow();
    }

    /// <summary>What stopped the call; null when nothing did.</summary>
    public Diagnostic? Problem => _problem;

    /// <summary>Counts, once the call is over.</summary>
    public EncodingStatistics Statistics(PromptResolution prompt) => new(
        _work.Texts.Count, _distinct, _tokens, _truncated, prompt.Name, prompt.ChangesTexts ? prompt.Text : null);

    /// <summary>Works until nothing is left. Several threads do this at once, each with a runner of its own.</summary>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public void Work(BatchRunner runner, CancellationToken cancellationToken)
    {
        if (runner.HeadScratch.Length < 2 * _work.Head.ScratchWidth)
        {
            runner.HeadScratch = new float[2 * _work.Head.ScratchWidth];
        }

        var ended = false;
        try
        {
            while (Next() is { } piece)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if ((piece.Window is null ? RunBatch(runner, piece) : Tokenise(runner, piece)) is { } problem)
                {
                    Stop(problem);
                }
            }

            ended = true;
        }
        catch (OnnxRuntimeException error)
        {
            Stop(EncodingCodes.RunFailed.Here(
                $"ONNX Runtime failed while the model ran: {RuntimeMessage.Clean(error)}.",
                "Check that the ONNX file belongs to the model; if memory ran out, use a smaller batch size."));
        }
        finally
        {
            if (!ended)
            {
                Stop(null);
            }
        }
    }

    /// <summary>Gives texts whose ids came before the vector of the first with these ids.</summary>
    public void CopyRepeats()
    {
        var width = _work.Head.OutputWidth;
        foreach (var (text, sameAs) in _repeats)
        {
            _work.Result.AsSpan(sameAs * width, width).CopyTo(_work.Result.AsSpan(text * width, width));
        }
    }

    private Piece? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_stopped)
                {
                    return null;
                }

                if (_batchesTaken == _batches.Count && _filling is { } filled && _chunksDone == filled.Chunks)
                {
                    StartWindow(filled);
                    continue;
                }

                var canFill = _filling is not null && _chunksTaken < _filling.Chunks;
                var canRun = _batchesTaken < _batches.Count;
                if (canFill && (!canRun || IsFillingBehind()))
                {
                    return new Piece(_filling, _chunksTaken++, default);
                }

                if (canRun)
                {
                    return new Piece(null, 0, _batches[_batchesTaken++], _running);
                }

                if (_filling is null)
                {
                    return null;
                }

                // The last chunks are with other threads; when they are done there are batches.
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Tokenising keeps ahead: it is over when half of the running window's batches are taken.</summary>
    private bool IsFillingBehind() => (long)_chunksTaken * _batches.Count <= 2L * _batchesTaken * _filling!.Chunks;

    private Diagnostic? Tokenise(BatchRunner runner, Piece piece)
    {
        if (piece.Window!.Fill(piece.Chunk, _work.Texts, runner.Scratch) is { } problem)
        {
            return problem;
        }

        lock (_gate)
        {
            if (++_chunksDone == piece.Window.Chunks)
            {
                Monitor.PulseAll(_gate);
            }
        }

        return null;
    }

    private Diagnostic? RunBatch(BatchRunner runner, Piece piece)
    {
        var window = piece.Running!;
        var width = _work.Head.OutputWidth;
        Diagnostic? Receive(int row, ReadOnlySpan<float> vectors)
        {
            var offset = piece.Batch.Texts.Span[row];
            var text = window.First + offset;
            var result = _work.Result.AsSpan(text * width, width);
            if (runner.Pools)
            {
                _work.Head.ApplyPooled(vectors, runner.HeadScratch, result);
            }
            else
            {
                _work.Head.Apply(vectors, _work.Skip, window.Length(offset), default, runner.HeadScratch, result);
            }

            return IsFinite(result) ? null : NotFinite(text);
        }

        var problem = runner.Pools ? runner.RunPooled(window, piece.Batch, _work.Skip, Receive) : runner.Run(window, piece.Batch, Receive);
        if (problem is null)
        {
            Report(window, piece.Batch);
        }

        return problem;
    }

    /// <summary>The window is tokenised and the batches of the one before are taken: its own batches are next.</summary>
    private void StartWindow(TokenWindow window)
    {
        var fresh = new List<int>(window.Count);
        for (var offset = 0; offset < window.Count; offset++)
        {
            _truncated += window.IsTruncated(offset) ? 1 : 0;
            _work.Traces[window.First + offset] = new TextTrace(window.Hash(offset), window.Length(offset), window.IsTruncated(offset));
            if (_rowOfIds.TryAdd(window.Hash(offset), window.First + offset))
            {
                fresh.Add(offset);
                _tokens += window.Length(offset);
            }
            else
            {
                _repeats.Add((window.First + offset, _rowOfIds[window.Hash(offset)]));
            }
        }

        _distinct += fresh.Count;
        _tokenised += window.Count;
        _running = window;
        _batches = BatchPlan.Create(window, fresh, _work.Limits, _work.Threads);
        _batchesTaken = 0;
        OpenNextWindow();
        Monitor.PulseAll(_gate);
    }

    private void OpenNextWindow()
    {
        var count = Math.Min(WindowSize, _work.Texts.Count - _nextText);
        var chunk = Math.Clamp(count / (8 * _work.Threads), 1, LargestChunk);
        _filling = count > 0 ? new TokenWindow(_nextText, count, chunk) : null;
        _nextText += count;
        _chunksTaken = 0;
        _chunksDone = 0;
    }

    private void Stop(Diagnostic? problem)
    {
        lock (_gate)
        {
            _stopped = true;
            _problem ??= problem;
            Monitor.PulseAll(_gate);
        }
    }

    private void Report(TokenWindow window, Batch batch)
    {
        var tokens = 0L;
        foreach (var offset in batch.Texts.Span)
        {
            tokens += window.Length(offset);
        }

        lock (_reporting)
        {
            _done += batch.Texts.Length;
            _tokensDone += tokens;
            if (_progress is null)
            {
                return;
            }

            // Of texts not tokenised yet only the number is known: they count as new, and as long as the others.
            var ahead = _work.Texts.Count - _tokenised;
            var total = _tokens + (long)((double)_tokens / Math.Max(_tokenised, 1) * ahead);
            _progress.Report(new EncodingProgress(_done, _distinct + ahead, _tokensDone, total));
        }
    }

    private static bool IsFinite(ReadOnlySpan<float> vector)
    {
        foreach (var value in vector)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private Diagnostic NotFinite(int index) => EncodingCodes.NotFinite.Here(
        $"The vector of text {index} of the call ({TextExcerpt.Of(_work.Texts[index])}) holds NaN or infinity.",
        "Check the model's weights; a model in half precision may need to be exported in float32.");

    // Either a chunk of a window to tokenise, or a batch of a window to run.
    private readonly record struct Piece(TokenWindow? Window, int Chunk, Batch Batch, TokenWindow? Running = null);
}
