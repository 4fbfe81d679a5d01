using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A model, ready to run. Any number of threads may run it at the same time.</summary>
public unsafe class InferenceSession : IDisposable
{
    private readonly SessionHandle _handle;
    private readonly Dictionary<string, NodeMetadata> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeMetadata> _outputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NodeMetadata> _initializers = new(StringComparer.Ordinal);
    private readonly List<string> _inputNames = [];
    private readonly List<string> _outputNames = [];
    private readonly Lazy<ModelMetadata> _metadata;

    /// <summary>Loads a model file with default options.</summary>
    /// <param name="modelPath">The file.</param>
    /// <exception cref="OnnxRuntimeException">The file is missing, is no model, or cannot be run.</exception>
    public InferenceSession(string modelPath)
        : this(null, (env, options) => FromFile(env, modelPath, options))
    {
    }

    /// <summary>Loads a model file.</summary>
    /// <param name="modelPath">The file.</param>
    /// <param name="options">How; copied.</param>
    /// <exception cref="OnnxRuntimeException">The file is missing, is no model, or cannot be run.</exception>
    public InferenceSession(string modelPath, SessionOptions options)
        : this(Required(options), (env, native) => FromFile(env, modelPath, native))
    {
    }

    /// <summary>Loads a model from memory with default options.</summary>
    /// <param name="model">The bytes of a model file; not needed afterwards.</param>
    /// <exception cref="OnnxRuntimeException">It is no model, or cannot be run.</exception>
    public InferenceSession(byte[] model)
        : this(null, (env, options) => FromBytes(env, model, options))
    {
    }

    /// <summary>Loads a model from memory.</summary>
    /// <param name="model">The bytes of a model file; not needed afterwards.</param>
    /// <param name="options">
    /// How; copied. Where external data lies says the entry <c>session.model_external_initializers_file_folder_path</c>.
    /// </param>
    /// <exception cref="OnnxRuntimeException">It is no model, or cannot be run.</exception>
    public InferenceSession(byte[] model, SessionOptions options)
        : this(Required(options), (env, native) => FromBytes(env, model, native))
    {
    }

    private InferenceSession(SessionOptions? options, Func<nint, nint, nint> create)
    {
        using var defaults = options is null ? new SessionOptions() : null;
        _handle = new SessionHandle(OrtEnv.Instance());
        try
        {
            using (var env = OrtEnv.Instance().Borrow())
            using (var native = (options ?? defaults!).Borrow())
            {
                _handle.Take(create(env.Pointer, native.Pointer));
            }

            using var session = _handle.Borrow();
            using var allocator = OrtAllocator.DefaultInstance.Borrow();
            Describe(OrtFunction.SessionGetInputCount, session.Pointer, allocator.Pointer, _inputs, _inputNames);
            Describe(OrtFunction.SessionGetOutputCount, session.Pointer, allocator.Pointer, _outputs, _outputNames);
            Describe(OrtFunction.SessionGetOverridableInitializerCount, session.Pointer, allocator.Pointer, _initializers, []);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }

        _metadata = new Lazy<ModelMetadata>(ReadMetadata);
    }

    /// <summary>The inputs by name.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> InputMetadata => _inputs;

    /// <summary>The outputs by name.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata => _outputs;

    /// <summary>The initializers that an input of their name replaces.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> OverridableInitializerMetadata => _initializers;

    /// <summary>The names of the inputs in the model's order.</summary>
    public IReadOnlyList<string> InputNames => _inputNames;

    /// <summary>The names of the outputs in the model's order.</summary>
    public IReadOnlyList<string> OutputNames => _outputNames;

    /// <summary>What the model says of itself.</summary>
    public ModelMetadata ModelMetadata => _metadata.Value;

    /// <summary>The native session.</summary>
    internal SessionHandle Handle => _handle;

    /// <summary>Runs the model; ONNX Runtime allocates the outputs.</summary>
    /// <param name="runOptions">How; null for the defaults.</param>
    /// <param name="inputNames">Names of inputs.</param>
    /// <param name="inputValues">Their values, in the same order.</param>
    /// <param name="outputNames">Names of the outputs that are wanted.</param>
    /// <returns>The outputs in the order of their names, to be disposed of by the caller.</returns>
    /// <exception cref="ArgumentException">There are more or fewer names than values.</exception>
    /// <exception cref="OnnxRuntimeException">A name does not exist, a value does not fit, or the run fails.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions? runOptions,
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(outputNames);
        var outputs = new nint[outputNames.Count];
        RunNative(runOptions, inputNames, inputValues, outputNames, outputs);
        return Wrap(outputs);
    }

    /// <summary>Runs the model; ONNX Runtime allocates the outputs.</summary>
    /// <param name="runOptions">How; null for the defaults.</param>
    /// <param name="inputs">Values of the inputs by name.</param>
    /// <param name="outputNames">Names of the outputs that are wanted.</param>
    /// <returns>The outputs in the order of their names, to be disposed of by the caller.</returns>
    /// <exception cref="OnnxRuntimeException">A name does not exist, a value does not fit, or the run fails.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions? runOptions, IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyCollection<string> outputNames)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Run(runOptions, [.. inputs.Keys], [.. inputs.Values], outputNames);
    }

    /// <summary>Runs the model and writes the outputs into tensors that are there already.</summary>
    /// <param name="runOptions">How; null for the defaults.</param>
    /// <param name="inputNames">Names of inputs.</param>
    /// <param name="inputValues">Their values, in the same order.</param>
    /// <param name="outputNames">Names of the outputs that are wanted.</param>
    /// <param name="outputValues">Tensors of the right type and shape, in the same order.</param>
    /// <exception cref="ArgumentException">There are more or fewer names than values.</exception>
    /// <exception cref="OnnxRuntimeException">A name does not exist, a value does not fit, or the run fails.</exception>
    public void Run(
        RunOptions? runOptions,
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames,
        IReadOnlyCollection<OrtValue> outputValues)
    {
        RequireSameCount(outputNames, nameof(outputNames), outputValues, nameof(outputValues));
        using var outputs = new BorrowedValues(outputValues);
        RunNative(runOptions, inputNames, inputValues, outputNames, outputs.Pointers);
    }

    /// <summary>Makes a binding for this session.</summary>
    public OrtIoBinding CreateIoBinding() => new(this);

    /// <summary>Runs the model on what is bound.</summary>
    /// <param name="runOptions">How.</param>
    /// <param name="ioBinding">A binding of this session.</param>
    public void RunWithBinding(RunOptions runOptions, OrtIoBinding ioBinding)
    {
        using var session = _handle.Borrow();
        using var options = runOptions.Borrow();
        using var binding = ioBinding.Borrow();
        OrtStatus.Verify(OrtApi.RunWithBinding(session.Pointer, options.Pointer, binding.Pointer));
    }

    /// <summary>Runs the model on what is bound.</summary>
    /// <param name="runOptions">How.</param>
    /// <param name="ioBinding">A binding of this session.</param>
    /// <returns>The outputs, to be disposed of by the caller.</returns>
    public IDisposableReadOnlyCollection<OrtValue> RunWithBoundResults(RunOptions runOptions, OrtIoBinding ioBinding)
    {
        ArgumentNullException.ThrowIfNull(ioBinding);
        RunWithBinding(runOptions, ioBinding);
        ioBinding.SynchronizeBoundOutputs();
        return ioBinding.GetOutputValues();
    }

    /// <summary>Frees the session; a run that is under way on another thread ends first.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Wraps native values, so that none is lost when one cannot be.</summary>
    internal static IDisposableReadOnlyCollection<OrtValue> Wrap(ReadOnlySpan<nint> values)
    {
        var list = new DisposableList<OrtValue>(values.Length);
        try
        {
            foreach (var value in values)
            {
                list.Add(new OrtValue(value));
            }

            return list;
        }
        catch
        {
            list.Dispose();
            throw;
        }
    }

    /// <summary>Frees the session.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> calls.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _handle.Dispose();
        }
    }

    private static SessionOptions Required(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options;
    }

    private static nint FromFile(nint env, string modelPath, nint options)
    {
        nint session;
        fixed (byte* path = Utf8.Path(modelPath))
        {
            OrtStatus.Verify(OrtApi.CreateSession(env, path, options, &session));
        }

        return session;
    }

    private static nint FromBytes(nint env, byte[] model, nint options)
    {
        ArgumentNullException.ThrowIfNull(model);
        nint session;
        fixed (byte* first = model)
        {
            OrtStatus.Verify(OrtApi.CreateSessionFromArray(env, first, (nuint)model.Length, options, &session));
        }

        return session;
    }

    private static void RequireSameCount(
        IReadOnlyCollection<string> names, string namesParameter, IReadOnlyCollection<OrtValue> values, string valuesParameter)
    {
        ArgumentNullException.ThrowIfNull(names, namesParameter);
        ArgumentNullException.ThrowIfNull(values, valuesParameter);
        if (names.Count != values.Count)
        {
            throw new ArgumentException(
                $"There are {names.Count} names in {namesParameter}, but {values.Count} values in {valuesParameter}.");
        }
    }

    // In the function table the counts of inputs, outputs and initializers stand together, and so do their types and their names.
    private void Describe(OrtFunction count, nint session, nint allocator, Dictionary<string, NodeMetadata> nodes, List<string> names)
    {
        var typeAt = count - OrtFunction.SessionGetInputCount + OrtFunction.SessionGetInputTypeInfo;
        var nameAt = count - OrtFunction.SessionGetInputCount + OrtFunction.SessionGetInputName;
        var nodeCount = OrtApi.GetCount(count, session);
        for (var index = 0; index < nodeCount; index++)
        {
            var name = OrtApi.GetTextAt(nameAt, session, index, allocator);
            var type = OrtApi.GetAt(typeAt, session, index);
            try
            {
                nodes[name] = new NodeMetadata(type);
            }
            finally
            {
                OrtApi.Release(OrtFunction.ReleaseTypeInfo, type);
            }

            names.Add(name);
            if (!_handle.TryGetName(name, out _))
            {
                _handle.Keep(name);
            }
        }
    }

    private void RunNative(
        RunOptions? runOptions,
        IReadOnlyCollection<string> inputNames,
        IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames,
        nint[] outputs)
    {
        RequireSameCount(inputNames, nameof(inputNames), inputValues, nameof(inputValues));
        using var session = _handle.Borrow();
        using var inputs = new BorrowedValues(inputValues);
        using var options = runOptions is null ? default : runOptions.Borrow();
        var inputNamePointers = FindNames(inputNames, input: true);
        var outputNamePointers = FindNames(outputNames, input: false);
        fixed (nint* names = inputNamePointers, values = inputs.Pointers, wanted = outputNamePointers, results = outputs)
        {
            OrtStatus.Verify(OrtApi.Run(
                session.Pointer, options.Pointer, names, values, (nuint)inputNames.Count, wanted, (nuint)outputs.Length, results));
        }
    }

    private nint[] FindNames(IReadOnlyCollection<string> names, bool input)
    {
        var pointers = new nint[names.Count];
        var index = 0;
        foreach (var name in names)
        {
            var known = input ? _inputs.ContainsKey(name) || _initializers.ContainsKey(name) : _outputs.ContainsKey(name);
            if (!known || !_handle.TryGetName(name, out pointers[index++]))
            {
                var (kind, there) = input ? ("input", _inputNames) : ("output", _outputNames);
                throw new OnnxRuntimeException(
                    ErrorCode.InvalidArgument, $"The model has no {kind} '{name}'; it has {string.Join(", ", there)}.");
            }
        }

        return pointers;
    }

    private ModelMetadata ReadMetadata()
    {
        using var session = _handle.Borrow();
        return new ModelMetadata(session.Pointer);
    }
}
