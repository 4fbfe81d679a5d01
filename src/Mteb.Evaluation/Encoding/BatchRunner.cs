using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Encoding;

/// <summary>Runs batches on behalf of one thread: its buffers are pinned and used again for every batch.</summary>
/// <param name="session">The session, which all runners share.</param>
/// <param name="binding">How the graph is fed.</param>
/// <param name="padId">The id that fills short rows.</param>
/// <param name="memory">Says how large batches may be; shared too.</param>
/// <param name="pooling">Pools on the device; shared too. Null where vectors of tokens are fetched and pooled here.</param>
internal sealed class BatchRunner(InferenceSession session, GraphBinding binding, int padId, MemoryGuard memory, DevicePooling? pooling = null) : IDisposable
{
    private readonly RunOptions _options = new();
    private readonly string[] _inputNames = [.. binding.Inputs.Select(input => input.Name)];
    private readonly string[] _outputNames = [binding.Output];
    private readonly OrtValue[] _inputs = new OrtValue[binding.Inputs.Count];
    private readonly Array[] _buffers = new Array[binding.Inputs.Count];
    private readonly PooledRun? _pooled = pooling is null ? null : new PooledRun(session, binding, pooling);
    private float[] _widened = [];
    private int _capacity;

    /// <summary>Receives what the graph gave.</summary>
    /// <param name="row">Which text of the batch.</param>
    /// <param name="vectors">Vectors of its tokens, padding included; or its vector.</param>
    /// <returns>Why the batch is to be given up; null to go on.</returns>
    public delegate Diagnostic? RowReceiver(int row, ReadOnlySpan<float> vectors);

    /// <summary>Tokens to tokenise with on the same thread.</summary>
    public TokenScratch Scratch { get; } = new();

    /// <summary>Room for the steps after the graph.</summary>
    public float[] HeadScratch { get; set; } = [];

    /// <summary>Whether it pools, if it is asked to.</summary>
    public bool Pools => _pooled is not null;

    /// <summary>Runs a batch; in halves, and halves of these, where the device has no room for it.</summary>
    /// <param name="window">The tokenised texts.</param>
    /// <param name="batch">Which of them.</param>
    /// <param name="receiver">Gets the result, row by row.</param>
    /// <returns>Why there is no result; null when there is one.</returns>
    /// <exception cref="OnnxRuntimeException">The model failed.</exception>
    public Diagnostic? Run(TokenWindow window, Batch batch, RowReceiver receiver) => Run(window, batch, receiver, skip: null);

    /// <summary>Runs a batch and pools it on the device.</summary>
    /// <param name="window">The tokenised texts.</param>
    /// <param name="batch">Which of them.</param>
    /// <param name="skip">Tokens at the beginning of each text that pooling leaves out.</param>
    /// <param name="receiver">Gets the pooled vectors, row by row.</param>
    /// <returns>Why there is no result; null when there is one.</returns>
    /// <exception cref="OnnxRuntimeException">The model failed.</exception>
    public Diagnostic? RunPooled(TokenWindow window, Batch batch, int skip, RowReceiver receiver) => Run(window, batch, receiver, skip);

    private Diagnostic? Run(TokenWindow window, Batch batch, RowReceiver receiver, int? skip)
    {
        var (rows, tokens) = (batch.Texts.Length, batch.Texts.Length * batch.PaddedLength);
        if (rows == 1 || tokens <= memory.MostTokens)
        {
            try
            {
                return RunWhole(window, batch, receiver, skip);
            }
            catch (OnnxRuntimeException error) when (rows > 1 && RuntimeMessage.IsOutOfMemory(error))
            {
                memory.Exceeded(tokens);
            }
        }

        var half = rows / 2;
        return Run(window, batch with { Texts = batch.Texts[..half] }, receiver, skip)
            ?? Run(window, batch with { Texts = batch.Texts[half..] }, (row, vectors) => receiver(half + row, vectors), skip);
    }

    private Diagnostic? RunWhole(TokenWindow window, Batch batch, RowReceiver receiver, int? skip)
    {
        var rows = batch.Texts.Length;
        Reserve(rows * batch.PaddedLength);
        for (var i = 0; i < _buffers.Length; i++)
        {
            Fill(binding.Inputs[i], _buffers[i], window, batch);
        }

        try
        {
            Wrap(rows, batch.PaddedLength);
            if (skip is { } left)
            {
                return _pooled!.Run(_options, _inputs, window, batch, left, receiver);
            }

            using var outputs = session.Run(_options, _inputNames, _inputs, _outputNames);
            return Deliver(outputs[0], batch, receiver);
        }
        finally
        {
            foreach (var input in _inputs)
            {
                input?.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pooled?.Dispose();
        _options.Dispose();
    }

    private void Reserve(int tokens)
    {
        if (tokens <= _capacity)
        {
            return;
        }

        _capacity = Math.Max(tokens, 2 * _capacity);
        for (var i = 0; i < _buffers.Length; i++)
        {
            _buffers[i] = binding.Inputs[i].IsNarrow
                ? GC.AllocateArray<int>(_capacity, pinned: true)
                : GC.AllocateArray<long>(_capacity, pinned: true);
        }
    }

    private void Wrap(int rows, int length)
    {
        long[] shape = [rows, length];
        for (var i = 0; i < _inputs.Length; i++)
        {
            _inputs[i] = _buffers[i] is int[] narrow
                ? OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, narrow.AsMemory(0, rows * length), shape)
                : OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, ((long[])_buffers[i]).AsMemory(0, rows * length), shape);
        }
    }

    private void Fill(InputBinding input, Array buffer, TokenWindow window, Batch batch)
    {
        if (buffer is int[] narrow)
        {
            Fill<int>(input.Kind, narrow, window, batch);
        }
        else
        {
            Fill<long>(input.Kind, (long[])buffer, window, batch);
        }
    }

    private void Fill<T>(InputKind kind, T[] buffer, TokenWindow window, Batch batch)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var texts = batch.Texts.Span;
        for (var row = 0; row < texts.Length; row++)
        {
            var ids = window[texts[row]];
            var target = buffer.AsSpan(row * batch.PaddedLength, batch.PaddedLength);
            switch (kind)
            {
                case InputKind.TokenIds:
                    TensorPrimitives.ConvertChecked(ids, target[..ids.Length]);
                    target[ids.Length..].Fill(T.CreateChecked(padId));
                    break;
                case InputKind.AttentionMask:
                    Copy(window.Mask(texts[row]), T.One, target[..ids.Length]);
                    target[ids.Length..].Clear();
                    break;
                case InputKind.Positions:
                    Count(window.Mask(texts[row]), target);
                    break;
                default:
                    Copy(window.Types(texts[row]), T.Zero, target[..ids.Length]);
                    target[ids.Length..].Clear();
                    break;
            }
        }
    }

    private static void Copy<TFrom, T>(ReadOnlySpan<TFrom> given, T otherwise, Span<T> target)
        where TFrom : unmanaged, System.Numerics.INumber<TFrom>
        where T : unmanaged, System.Numerics.INumber<T>
    {
        if (given.IsEmpty)
        {
            target.Fill(otherwise);
        }
        else
        {
            TensorPrimitives.ConvertChecked(given, target);
        }
    }

    /// <summary>0, 1, 2, … from the first token that counts, as the reference makes positions out of a mask.</summary>
    private static void Count<T>(ReadOnlySpan<byte> mask, Span<T> target)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var position = T.Zero;
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = position;
            position += i < mask.Length && mask[i] == 0 ? T.Zero : T.One;
        }
    }

    private Diagnostic? Deliver(OrtValue output, Batch batch, RowReceiver receiver)
    {
        if (binding.CheckShape(output.GetTensorTypeAndShape().Shape, batch) is { } unsound)
        {
            return unsound;
        }

        var rows = batch.Texts.Length;
        var values = binding.IsHalf ? Widen(output.GetTensorDataAsSpan<Float16>()) : output.GetTensorDataAsSpan<float>();
        var stride = values.Length / rows;
        for (var row = 0; row < rows; row++)
        {
            if (receiver(row, values.Slice(row * stride, stride)) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private ReadOnlySpan<float> Widen(ReadOnlySpan<Float16> values)
    {
        if (_widened.Length < values.Length)
        {
            _widened = new float[values.Length];
        }

        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<Float16, Half>(values), _widened);
        return _widened.AsSpan(0, values.Length);
    }
}
