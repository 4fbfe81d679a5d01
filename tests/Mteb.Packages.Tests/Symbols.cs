using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Mteb.Packages.Tests;

/// <summary>The symbols that an assembly holds.</summary>
public sealed class Symbols : IDisposable
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private readonly MetadataReaderProvider _provider;
    private readonly MetadataReader _reader;

    /// <param name="assembly">The assembly.</param>
    public Symbols(Stream assembly)
    {
        var bytes = new MemoryStream();
        assembly.CopyTo(bytes);
        bytes.Position = 0;
        using var file = new PEReader(bytes);
        _provider = file.ReadEmbeddedPortablePdbDebugDirectoryData(file.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb));
        _reader = _provider.GetMetadataReader();
    }

    /// <summary>The source files that were compiled.</summary>
    public IReadOnlyList<string> Documents => [.. _reader.Documents.Select(handle => _reader.GetString(_reader.GetDocument(handle).Name))];

    /// <summary>Whether a source file lies in the symbols, or they say where it lies.</summary>
    public bool HasSource(string document)
    {
        var handle = _reader.Documents.Single(handle => _reader.GetString(_reader.GetDocument(handle).Name) == document);
        return Has(handle, EmbeddedSource) || Has(EntityHandle.ModuleDefinition, SourceLink);
    }

    /// <summary>Where the sources lie in the words of Source Link, a JSON object; null when the symbols do not say.</summary>
    public string? SourceLinkMap => _reader.GetCustomDebugInformation(EntityHandle.ModuleDefinition)
        .Select(_reader.GetCustomDebugInformation)
        .Where(entry => _reader.GetGuid(entry.Kind) == SourceLink)
        .Select(entry => System.Text.Encoding.UTF8.GetString(_reader.GetBlobBytes(entry.Value)))
        .SingleOrDefault();

    /// <inheritdoc/>
    public void Dispose() => _provider.Dispose();

    private bool Has(EntityHandle owner, Guid kind) =>
        _reader.GetCustomDebugInformation(owner).Any(handle => _reader.GetGuid(_reader.GetCustomDebugInformation(handle).Kind) == kind);
}
