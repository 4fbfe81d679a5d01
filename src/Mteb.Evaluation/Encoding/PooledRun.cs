using Microsoft.ML.OnnxRuntime;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Encoding;

/// <summary>Runs batches whose vectors of tokens stay on the device, on behalf of one thread.</summary>
/// <param name="session">The model.</param>
/// <param name="binding">How it is fed.</param>
/// <param name="pooling">The step after it.</param>
internal sealed class PooledRun(InferenceSession session, GraphBinding binding, DevicePooling pooling) : IDisposable
{
    private readonly OrtIoBinding _model = session.CreateIoBinding();
    private readonly OrtIoBinding _step = pooling.Bind();
    private float[] _shares = [];

    /// <summary>Runs a batch.</summary>
    /// <param name="options">Options of the run.</param>
    /// <param name="inputs">What goes into the model's inputs, in their order.</param>
    /// <param name="window">The tokenised texts.</param>
    /// <param name="batch">Which of them.</param>
    /// <param name="skip">Tokens at the beginning of each text that pooling leaves out.</param>
    /// <param name="receiver">Gets the pooled vectors, row by row.</param>
    /// <returns>Why the batch was given up; null when it was not.</returns>
    /// <exception cref="OnnxRuntimeException">The model failed.</exception>
    public Diagnostic? Run(RunOptions options, ReadOnlySpan<OrtValue> inputs, TokenWindow window, Batch batch, int skip, BatchRunner.RowReceiver receiver)
    {
        try
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                _model.BindInput(binding.Inputs[i].Name, inputs[i]);
            }

            _model.BindOutputToDevice(binding.Output, pooling.Memory);
            using var states = session.RunWithBoundResults(options, _model);
            if (binding.CheckShape(states[0].GetTensorTypeAndShape().Shape, batch) is { } unsound)
            {
                return unsound;
            }

            using var shares = Share(window, batch, skip);
            using var pooled = pooling.Run(_step, options, states[0], shares);
            return Deliver(pooled[0].GetTensorDataAsSpan<float>(), batch.Texts.Length, receiver);
        }
        finally
        {
            Unbind(_model);
            Unbind(_step);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _model.Dispose();
        _step.Dispose();
    }

    private static Diagnostic? Deliver(ReadOnlySpan<float> vectors, int rows, BatchRunner.RowReceiver receiver)
    {
        var width = vectors.Length / rows;
        for (var row = 0; row < rows; row++)
        {
            if (receiver(row, vectors.Slice(row * width, width)) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    // What is bound is held: the device's memory would be kept until the next batch.
    private static void Unbind(OrtIoBinding bound)
    {
        bound.ClearBoundInputs();
        bound.ClearBoundOutputs();
    }

    private OrtValue Share(TokenWindow window, Batch batch, int skip)
    {
        var (rows, modes, length) = (batch.Texts.Length, pooling.Modes.Count, batch.PaddedLength);
        if (_shares.Length < rows * modes * length)
        {
            _shares = GC.AllocateUninitializedArray<float>(rows * modes * length, pinned: true);
        }

        for (var row = 0; row < rows; row++)
        {
            for (var mode = 0; mode < modes; mode++)
            {
                Pooler.Share(pooling.Modes[mode], skip, window.Length(batch.Texts.Span[row]), _shares.AsSpan((row * modes + mode) * length, length));
            }
        }

        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _shares.AsMemory(0, rows * modes * length), [rows, modes, length]);
    }
}
