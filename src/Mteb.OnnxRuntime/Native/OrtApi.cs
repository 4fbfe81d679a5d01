namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>
/// The C functions that this library calls, typed. Pointers to opaque C structs are <c>nint</c>; a function that returns
/// <c>nint</c> returns an <c>OrtStatus*</c>, which <see cref="OrtStatus.Verify"/> turns into an exception. Names are C names.
/// </summary>
internal static unsafe class OrtApi
{
    // Every function used here exists since API level 17; asking for no more lets older libraries serve too.
    private const uint ApiLevel = 17;

    private static readonly Lazy<nint> Table = new(LoadTable);

    // Errors
    public static delegate* unmanaged<nint, int> GetErrorCode => (delegate* unmanaged<nint, int>)At(OrtFunction.GetErrorCode);
    public static delegate* unmanaged<nint, byte*> GetErrorMessage => (delegate* unmanaged<nint, byte*>)At(OrtFunction.GetErrorMessage);

    // Environment
    public static delegate* unmanaged<int, byte*, nint*, nint> CreateEnv =>
        (delegate* unmanaged<int, byte*, nint*, nint>)At(OrtFunction.CreateEnv);
    public static delegate* unmanaged<nint, nint, int, byte*, nint*, nint> CreateEnvWithCustomLogger =>
        (delegate* unmanaged<nint, nint, int, byte*, nint*, nint>)At(OrtFunction.CreateEnvWithCustomLogger);
    public static delegate* unmanaged<nint, int, nint> SetLanguageProjection =>
        (delegate* unmanaged<nint, int, nint>)At(OrtFunction.SetLanguageProjection);
    public static delegate* unmanaged<nint, int, nint> UpdateEnvWithCustomLogLevel =>
        (delegate* unmanaged<nint, int, nint>)At(OrtFunction.UpdateEnvWithCustomLogLevel);
    public static delegate* unmanaged<byte***, int*, nint> GetAvailableProviders =>
        (delegate* unmanaged<byte***, int*, nint>)At(OrtFunction.GetAvailableProviders);
    public static delegate* unmanaged<byte**, int, nint> ReleaseAvailableProviders =>
        (delegate* unmanaged<byte**, int, nint>)At(OrtFunction.ReleaseAvailableProviders);

    // Session
    public static delegate* unmanaged<nint, byte*, nint, nint*, nint> CreateSession =>
        (delegate* unmanaged<nint, byte*, nint, nint*, nint>)At(OrtFunction.CreateSession);
    public static delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint> CreateSessionFromArray =>
        (delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)At(OrtFunction.CreateSessionFromArray);
    public static delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint> Run =>
        (delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)At(OrtFunction.Run);
    public static delegate* unmanaged<nint, nint, nint, nint> RunWithBinding =>
        (delegate* unmanaged<nint, nint, nint, nint>)At(OrtFunction.RunWithBinding);
    public static delegate* unmanaged<nint, nint*, nint> SessionGetModelMetadata =>
        (delegate* unmanaged<nint, nint*, nint>)At(OrtFunction.SessionGetModelMetadata);

    // Tensor values
    public static delegate* unmanaged<nint, long*, nuint, int, nint*, nint> CreateTensorAsOrtValue =>
        (delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)At(OrtFunction.CreateTensorAsOrtValue);
    public static delegate* unmanaged<nint, nint, nuint, long*, nuint, int, nint*, nint> CreateTensorWithDataAsOrtValue =>
        (delegate* unmanaged<nint, nint, nuint, long*, nuint, int, nint*, nint>)At(OrtFunction.CreateTensorWithDataAsOrtValue);
    public static delegate* unmanaged<nint, void**, nint> GetTensorMutableData =>
        (delegate* unmanaged<nint, void**, nint>)At(OrtFunction.GetTensorMutableData);
    public static delegate* unmanaged<nint, nint*, nint> GetTensorTypeAndShape =>
        (delegate* unmanaged<nint, nint*, nint>)At(OrtFunction.GetTensorTypeAndShape);
    public static delegate* unmanaged<nint, int*, nint> GetValueType => (delegate* unmanaged<nint, int*, nint>)At(OrtFunction.GetValueType);
    public static delegate* unmanaged<nint, nint*, nint> GetTensorMemoryInfo =>
        (delegate* unmanaged<nint, nint*, nint>)At(OrtFunction.GetTensorMemoryInfo);

    // Types and shapes
    public static delegate* unmanaged<nint, nint*, nint> CastTypeInfoToTensorInfo =>
        (delegate* unmanaged<nint, nint*, nint>)At(OrtFunction.CastTypeInfoToTensorInfo);
    public static delegate* unmanaged<nint, int*, nint> GetOnnxTypeFromTypeInfo =>
        (delegate* unmanaged<nint, int*, nint>)At(OrtFunction.GetOnnxTypeFromTypeInfo);
    public static delegate* unmanaged<nint, int*, nint> GetTensorElementType =>
        (delegate* unmanaged<nint, int*, nint>)At(OrtFunction.GetTensorElementType);
    public static delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount =>
        (delegate* unmanaged<nint, nuint*, nint>)At(OrtFunction.GetDimensionsCount);
    public static delegate* unmanaged<nint, long*, nuint, nint> GetDimensions =>
        (delegate* unmanaged<nint, long*, nuint, nint>)At(OrtFunction.GetDimensions);
    public static delegate* unmanaged<nint, byte**, nuint, nint> GetSymbolicDimensions =>
        (delegate* unmanaged<nint, byte**, nuint, nint>)At(OrtFunction.GetSymbolicDimensions);
    public static delegate* unmanaged<nint, nuint*, nint> GetTensorShapeElementCount =>
        (delegate* unmanaged<nint, nuint*, nint>)At(OrtFunction.GetTensorShapeElementCount);

    // Memory
    public static delegate* unmanaged<byte*, int, int, int, nint*, nint> CreateMemoryInfo =>
        (delegate* unmanaged<byte*, int, int, int, nint*, nint>)At(OrtFunction.CreateMemoryInfo);
    public static delegate* unmanaged<int, int, nint*, nint> CreateCpuMemoryInfo =>
        (delegate* unmanaged<int, int, nint*, nint>)At(OrtFunction.CreateCpuMemoryInfo);
    public static delegate* unmanaged<nint, nint, int*, nint> CompareMemoryInfo =>
        (delegate* unmanaged<nint, nint, int*, nint>)At(OrtFunction.CompareMemoryInfo);
    public static delegate* unmanaged<nint, byte**, nint> MemoryInfoGetName =>
        (delegate* unmanaged<nint, byte**, nint>)At(OrtFunction.MemoryInfoGetName);
    public static delegate* unmanaged<nint, nint, nint> AllocatorFree =>
        (delegate* unmanaged<nint, nint, nint>)At(OrtFunction.AllocatorFree);
    public static delegate* unmanaged<nint, nint*, nint> AllocatorGetInfo =>
        (delegate* unmanaged<nint, nint*, nint>)At(OrtFunction.AllocatorGetInfo);
    public static delegate* unmanaged<nint*, nint> GetAllocatorWithDefaultOptions =>
        (delegate* unmanaged<nint*, nint>)At(OrtFunction.GetAllocatorWithDefaultOptions);
    public static delegate* unmanaged<nint, nint, nint*, nint> CreateAllocator =>
        (delegate* unmanaged<nint, nint, nint*, nint>)At(OrtFunction.CreateAllocator);

    // Binding
    public static delegate* unmanaged<nint, nint*, nint> CreateIoBinding =>
        (delegate* unmanaged<nint, nint*, nint>)At(OrtFunction.CreateIoBinding);
    public static delegate* unmanaged<nint, nint, byte**, nuint**, nuint*, nint> GetBoundOutputNames =>
        (delegate* unmanaged<nint, nint, byte**, nuint**, nuint*, nint>)At(OrtFunction.GetBoundOutputNames);
    public static delegate* unmanaged<nint, nint, nint**, nuint*, nint> GetBoundOutputValues =>
        (delegate* unmanaged<nint, nint, nint**, nuint*, nint>)At(OrtFunction.GetBoundOutputValues);

    // Model metadata
    public static delegate* unmanaged<nint, nint, byte*, byte**, nint> ModelMetadataLookupCustomMetadataMap =>
        (delegate* unmanaged<nint, nint, byte*, byte**, nint>)At(OrtFunction.ModelMetadataLookupCustomMetadataMap);
    public static delegate* unmanaged<nint, nint, byte***, long*, nint> ModelMetadataGetCustomMetadataMapKeys =>
        (delegate* unmanaged<nint, nint, byte***, long*, nint>)At(OrtFunction.ModelMetadataGetCustomMetadataMapKeys);
    public static delegate* unmanaged<nint, long*, nint> ModelMetadataGetVersion =>
        (delegate* unmanaged<nint, long*, nint>)At(OrtFunction.ModelMetadataGetVersion);

    // Execution providers
    public static delegate* unmanaged<nint, byte*, byte**, byte**, nuint, nint> SessionOptionsAppendExecutionProvider =>
        (delegate* unmanaged<nint, byte*, byte**, byte**, nuint, nint>)At(OrtFunction.SessionOptionsAppendExecutionProvider);

    /// <summary>Creates something without arguments: <c>OrtStatus* F(T** out)</c>.</summary>
    public static nint Create(OrtFunction function)
    {
        nint result;
        OrtStatus.Verify(((delegate* unmanaged<nint*, nint>)At(function))(&result));
        return result;
    }

    /// <summary>Releases something: <c>void F(T*)</c>.</summary>
    public static void Release(OrtFunction function, nint instance) => ((delegate* unmanaged<nint, void>)At(function))(instance);

    /// <summary>Calls <c>OrtStatus* F(T*)</c>.</summary>
    public static void Call(OrtFunction function, nint instance) =>
        OrtStatus.Verify(((delegate* unmanaged<nint, nint>)At(function))(instance));

    /// <summary>Calls <c>OrtStatus* F(T*, int)</c>.</summary>
    public static void Call(OrtFunction function, nint instance, int value) =>
        OrtStatus.Verify(((delegate* unmanaged<nint, int, nint>)At(function))(instance, value));

    /// <summary>Calls <c>OrtStatus* F(T*, const U*)</c>.</summary>
    public static void Call(OrtFunction function, nint instance, nint value) =>
        OrtStatus.Verify(((delegate* unmanaged<nint, nint, nint>)At(function))(instance, value));

    /// <summary>
    /// Calls <c>OrtStatus* F(T*, const char*)</c> or, where the text is a path, <c>OrtStatus* F(T*, const ORTCHAR_T*)</c>.
    /// </summary>
    public static void Call(OrtFunction function, nint instance, ReadOnlySpan<byte> text)
    {
        fixed (byte* first = text)
        {
            OrtStatus.Verify(((delegate* unmanaged<nint, byte*, nint>)At(function))(instance, first));
        }
    }

    /// <summary>Calls <c>OrtStatus* F(T*, const char*, const char*)</c>.</summary>
    public static void Call(OrtFunction function, nint instance, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        fixed (byte* first = key, second = value)
        {
            OrtStatus.Verify(((delegate* unmanaged<nint, byte*, byte*, nint>)At(function))(instance, first, second));
        }
    }

    /// <summary>Calls <c>OrtStatus* F(T*, const char*, const U*)</c>.</summary>
    public static void Call(OrtFunction function, nint instance, ReadOnlySpan<byte> name, nint value)
    {
        fixed (byte* first = name)
        {
            OrtStatus.Verify(((delegate* unmanaged<nint, byte*, nint, nint>)At(function))(instance, first, value));
        }
    }

    /// <summary>Calls <c>OrtStatus* F(T*, const char*, int64_t)</c>.</summary>
    public static void CallWithNumber(OrtFunction function, nint instance, ReadOnlySpan<byte> name, long value)
    {
        fixed (byte* first = name)
        {
            OrtStatus.Verify(((delegate* unmanaged<nint, byte*, long, nint>)At(function))(instance, first, value));
        }
    }

    /// <summary>Calls <c>OrtStatus* F(const T*, size_t* out)</c>.</summary>
    public static int GetCount(OrtFunction function, nint instance)
    {
        nuint count;
        OrtStatus.Verify(((delegate* unmanaged<nint, nuint*, nint>)At(function))(instance, &count));
        return checked((int)count);
    }

    /// <summary>Calls <c>OrtStatus* F(const T*, int* out)</c>.</summary>
    public static int GetInt(OrtFunction function, nint instance)
    {
        int value;
        OrtStatus.Verify(((delegate* unmanaged<nint, int*, nint>)At(function))(instance, &value));
        return value;
    }

    /// <summary>Calls <c>OrtStatus* F(const T*, size_t index, U** out)</c>.</summary>
    public static nint GetAt(OrtFunction function, nint instance, int index)
    {
        nint value;
        OrtStatus.Verify(((delegate* unmanaged<nint, nuint, nint*, nint>)At(function))(instance, (nuint)index, &value));
        return value;
    }

    /// <summary>Calls <c>OrtStatus* F(const T*, OrtAllocator*, char** out)</c> and frees what it gives.</summary>
    public static string GetText(OrtFunction function, nint instance, nint allocator)
    {
        byte* text;
        OrtStatus.Verify(((delegate* unmanaged<nint, nint, byte**, nint>)At(function))(instance, allocator, &text));
        return Utf8.Take(text, allocator);
    }

    /// <summary>Calls <c>OrtStatus* F(const T*, size_t index, OrtAllocator*, char** out)</c> and frees what it gives.</summary>
    public static string GetTextAt(OrtFunction function, nint instance, int index, nint allocator)
    {
        byte* text;
        OrtStatus.Verify(((delegate* unmanaged<nint, nuint, nint, byte**, nint>)At(function))(instance, (nuint)index, allocator, &text));
        return Utf8.Take(text, allocator);
    }

    /// <summary>Calls <c>OrtStatus* F(T*, const char* const* keys, const char* const* values, size_t count)</c>.</summary>
    public static void Update(OrtFunction function, nint instance, Utf8List keys, Utf8List values) =>
        OrtStatus.Verify(((delegate* unmanaged<nint, byte**, byte**, nuint, nint>)At(function))(
            instance, keys.Pointer, values.Pointer, (nuint)keys.Count));

    private static nint At(OrtFunction function) => ((nint*)Table.Value)[(int)function];

    private static nint LoadTable()
    {
        var table = OrtLibrary.ApiBase->GetApi(ApiLevel);
        return table != 0 ? table : throw new DllNotFoundException(
            $"The ONNX Runtime library '{OrtLibrary.Path}' has version {Utf8.Read(OrtLibrary.ApiBase->GetVersionString())}, which is too old: "
            + $"API level {ApiLevel} (version 1.{ApiLevel}.0) or newer is needed. Put a newer library in its place.");
    }
}
