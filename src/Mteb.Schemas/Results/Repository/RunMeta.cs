using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Repository;

/// <summary>What the repository's checks look at in a <c>model_meta.json</c>.</summary>
internal sealed class RunMeta
{
    private readonly SourceText _source;

    private RunMeta(string path, byte[] bytes)
    {
        (Path, Bytes, _source) = (path, bytes, SourceText.Of(bytes, path));
        Root = JsonValue.Parse(bytes, out _) is { Kind: JsonKind.Mapping } root ? root : null;
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>The file.</summary>
    public byte[] Bytes { get; }

    /// <summary>The object in it; null when there is none.</summary>
    public JsonValue? Root { get; }

    /// <summary>Name of the model; null when the file has no text there.</summary>
    public string? Name => Root?["name"]?.AsText();

    /// <summary>Revision of the model; null when the file has no text there.</summary>
    public string? Revision => Root?["revision"]?.AsText();

    /// <summary>Whether the file says that the revision is unknown.</summary>
    public bool HasNullRevision => Root?["revision"] is { Kind: JsonKind.Null };

    /// <summary>Reads the file; null when there is none.</summary>
    public static RunMeta? Read(string path) => File.Exists(path) ? new RunMeta(path, File.ReadAllBytes(path)) : null;

    /// <summary>The place of a field, or of the object when it lacks the field.</summary>
    public SourcePlace PlaceOf(string field) => _source.PlaceOf((Root?[field] ?? Root)?.Start ?? 0);
}
