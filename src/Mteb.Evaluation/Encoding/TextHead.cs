using System.Numerics.Tensors;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>
/// The steps from what the graph gives to a text's vector: pooling where the graph gives vectors of tokens, then dense layers
/// and normalisation. One object serves all threads.
/// </summary>
internal sealed class TextHead
{
    private readonly IReadOnlyList<PoolingMode> _modes;
    private readonly IReadOnlyList<DenseLayer?> _steps;

    private TextHead(IReadOnlyList<PoolingMode> modes, IReadOnlyList<DenseLayer?> steps, int inputWidth)
    {
        _modes = modes;
        _steps = steps;
        InputWidth = inputWidth;
        var width = inputWidth * Math.Max(modes.Count, 1);
        ScratchWidth = width;
        foreach (var layer in steps.OfType<DenseLayer>())
        {
            width = layer.OutputWidth;
            ScratchWidth = Math.Max(ScratchWidth, width);
        }

        OutputWidth = width;
    }

    /// <summary>Length of the vectors that the graph gives.</summary>
    public int InputWidth { get; }

    /// <summary>Length of a text's vector.</summary>
    public int OutputWidth { get; }

    /// <summary>Length of each of the two scratch vectors that <see cref="Apply"/> wants.</summary>
    public int ScratchWidth { get; }

    /// <summary>How it pools; none where the graph gives vectors of texts.</summary>
    public IReadOnlyList<PoolingMode> Modes => _modes;

    /// <summary>Puts the steps of a model together.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="graphWidth">Length of the vectors that the graph gives.</param>
    /// <param name="tokenVectors">Whether the graph gives vectors of tokens; else it gives the text's vector, after all steps.</param>
    /// <returns>The steps; or what keeps them from fitting together.</returns>
    public static Outcome<TextHead> Create(ModelFolder folder, int graphWidth, bool tokenVectors)
    {
        // A graph with the text's vector has done all steps; dividing by the length once more changes nothing but rounding.
        if (!tokenVectors)
        {
            IReadOnlyList<DenseLayer?> last = folder.Modules[^1] is NormalizeModule ? [null] : [];
            return new TextHead([], last, graphWidth);
        }

        return Create(folder, graphWidth, folder.Pooling?.Modes ?? [PoolingMode.Mean]);
    }

    /// <summary>Puts the steps together that follow when there is one vector per text already.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="width">Length of the vectors.</param>
    /// <returns>The steps; or what keeps them from fitting together.</returns>
    public static Outcome<TextHead> CreateUnpooled(ModelFolder folder, int width) => Create(folder, width, []);

    private static Outcome<TextHead> Create(ModelFolder folder, int inputWidth, IReadOnlyList<PoolingMode> modes)
    {
        var width = inputWidth * Math.Max(modes.Count, 1);
        var steps = new List<DenseLayer?>();
        var diagnostics = new List<Diagnostic>();
        foreach (var module in folder.Modules)
        {
            if (module is NormalizeModule)
            {
                steps.Add(null);
            }
            else if (module is DenseModule dense)
            {
                Add(folder, dense, ref width, steps, diagnostics);
            }
        }

        return diagnostics.Count > 0 ? Outcome.Failure<TextHead>(diagnostics) : new TextHead(modes, steps, inputWidth);
    }

    /// <summary>Makes the vector of one text.</summary>
    /// <param name="vectors">What the graph gave for the text: vectors of its tokens, or its vector.</param>
    /// <param name="skip">Tokens at the beginning that pooling leaves out.</param>
    /// <param name="count">Tokens of the text.</param>
    /// <param name="mask">1 for each token that counts, 0 for padding; empty where all count. Goes with no <paramref name="skip"/>.</param>
    /// <param name="scratch">Two vectors of <see cref="ScratchWidth"/>, one after the other.</param>
    /// <param name="result">Receives the vector; <see cref="OutputWidth"/> long.</param>
    public void Apply(ReadOnlySpan<float> vectors, int skip, int count, ReadOnlySpan<byte> mask, Span<float> scratch, Span<float> result)
    {
        Begin(vectors, skip, count, mask, scratch[..PooledWidth]);
        Finish(scratch, result);
    }

    /// <summary>Makes the vector of one text out of what was pooled elsewhere.</summary>
    /// <param name="pooled">The vectors of all modes, one after the other.</param>
    /// <param name="scratch">Two vectors of <see cref="ScratchWidth"/>, one after the other.</param>
    /// <param name="result">Receives the vector; <see cref="OutputWidth"/> long.</param>
    public void ApplyPooled(ReadOnlySpan<float> pooled, Span<float> scratch, Span<float> result)
    {
        pooled.CopyTo(scratch[..PooledWidth]);
        Finish(scratch, result);
    }

    private int PooledWidth => InputWidth * Math.Max(_modes.Count, 1);

    // What was pooled stands at the beginning of the scratch.
    private void Finish(Span<float> scratch, Span<float> result)
    {
        var near = scratch[..ScratchWidth];
        var far = scratch[ScratchWidth..];
        var current = near[..PooledWidth];
        foreach (var layer in _steps)
        {
            if (layer is null)
            {
                Normalize(current);
                continue;
            }

            layer.Apply(current, far[..layer.OutputWidth]);
            current = far[..layer.OutputWidth];
            far = near;
            near = current.Overlaps(scratch[..ScratchWidth]) ? scratch[..ScratchWidth] : scratch[ScratchWidth..];
        }

        current.CopyTo(result);
    }

    /// <summary>Divides a vector by its Euclidean length, or by 1e-12 where that is shorter.</summary>
    public static void Normalize(Span<float> vector) =>
        TensorPrimitives.Divide(vector, Math.Max(MathF.Sqrt(FixedOrder.Dot(vector, vector)), 1e-12f), vector);

    private void Begin(ReadOnlySpan<float> vectors, int skip, int count, ReadOnlySpan<byte> mask, Span<float> current)
    {
        if (_modes.Count == 0)
        {
            vectors[..InputWidth].CopyTo(current);
            return;
        }

        for (var i = 0; i < _modes.Count; i++)
        {
            var part = current.Slice(i * InputWidth, InputWidth);
            if (mask.IsEmpty)
            {
                Pooler.Pool(_modes[i], vectors, InputWidth, skip, count, part);
            }
            else
            {
                Pooler.Pool(_modes[i], vectors, InputWidth, mask, part);
            }
        }
    }

    private static void Add(ModelFolder folder, DenseModule dense, ref int width, List<DenseLayer?> steps, List<Diagnostic> diagnostics)
    {
        if (dense.InputWidth != width)
        {
            diagnostics.Add(EncodingCodes.WidthMismatch.At(
                new SourcePlace(folder.At(dense.Path + "/config.json")),
                $"The dense module takes vectors of {dense.InputWidth} numbers, the step before it gives {width}.",
                "Use the module and the ONNX file of the same model."));
        }
        else
        {
            var read = DenseReader.Read(folder, dense);
            steps.Add(read.Value);
            diagnostics.AddRange(read.Diagnostics);
        }

        width = dense.OutputWidth;
    }
}
