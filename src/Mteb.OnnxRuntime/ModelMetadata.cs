using Microsoft.ML.OnnxRuntime.Native;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>What a model says of itself.</summary>
public unsafe class ModelMetadata
{
    internal ModelMetadata(nint session)
    {
        using var source = OrtAllocator.DefaultInstance.Borrow();
        var allocator = source.Pointer;
        nint metadata;
        OrtStatus.Verify(OrtApi.SessionGetModelMetadata(session, &metadata));
        try
        {
            ProducerName = OrtApi.GetText(OrtFunction.ModelMetadataGetProducerName, metadata, allocator);
            GraphName = OrtApi.GetText(OrtFunction.ModelMetadataGetGraphName, metadata, allocator);
            Domain = OrtApi.GetText(OrtFunction.ModelMetadataGetDomain, metadata, allocator);
            Description = OrtApi.GetText(OrtFunction.ModelMetadataGetDescription, metadata, allocator);
            GraphDescription = OrtApi.GetText(OrtFunction.ModelMetadataGetGraphDescription, metadata, allocator);
            long version;
            OrtStatus.Verify(OrtApi.ModelMetadataGetVersion(metadata, &version));
            Version = version;
            CustomMetadataMap = ReadMap(metadata, allocator);
        }
        finally
        {
            OrtApi.Release(OrtFunction.ReleaseModelMetadata, metadata);
        }
    }

    /// <summary>Which program wrote the model.</summary>
    public string ProducerName { get; }

    /// <summary>The name of the graph.</summary>
    public string GraphName { get; }

    /// <summary>The domain of the model.</summary>
    public string Domain { get; }

    /// <summary>What the model is.</summary>
    public string Description { get; }

    /// <summary>What the graph is.</summary>
    public string GraphDescription { get; }

    /// <summary>The model's own version number.</summary>
    public long Version { get; }

    /// <summary>Further entries of the model.</summary>
    public Dictionary<string, string> CustomMetadataMap { get; }

    private static Dictionary<string, string> ReadMap(nint metadata, nint allocator)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        byte** keys;
        long count;
        OrtStatus.Verify(OrtApi.ModelMetadataGetCustomMetadataMapKeys(metadata, allocator, &keys, &count));
        for (long index = 0; index < count; index++)
        {
            byte* value;
            OrtStatus.Verify(OrtApi.ModelMetadataLookupCustomMetadataMap(metadata, allocator, keys[index], &value));
            map[Utf8.Take(keys[index], allocator)] = Utf8.Take(value, allocator);
        }

        Utf8.Free(keys, allocator);
        return map;
    }
}
