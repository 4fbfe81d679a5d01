using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Verification;

/// <summary>
/// <c>mteb.lock.json</c> in a model folder: size and SHA-256 of every file that makes the model what it is. Where it exists, a
/// model whose files are others is not evaluated.
/// </summary>
public static class ModelLock
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "mteb.lock.json";

    private const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Hashes the files of a model.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="known">Files that were hashed already.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>One entry per file, in ordinal order of their names.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static async Task<IReadOnlyList<ModelFile>> HashAsync(ModelFolder folder, IReadOnlyList<ModelFile> known, CancellationToken cancellationToken)
    {
        var hashed = known.ToDictionary(file => file.Name, StringComparer.Ordinal);
        var files = new List<ModelFile>();
        foreach (var name in folder.Files.Order(StringComparer.Ordinal))
        {
            files.Add(hashed.GetValueOrDefault(name) ?? await folder.HashAsync(name, cancellationToken).ConfigureAwait(false));
        }

        return files;
    }

    /// <summary>Writes the lock file, replacing one that is there.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="files">Its files.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<ModelFile> files)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartObject("files");
            foreach (var file in files)
            {
                json.WriteStartObject(file.Name);
                json.WriteNumber("bytes", file.Bytes);
                json.WriteString("sha256", file.Sha256);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        AtomicFile.Write(Path.Combine(folder, FileName), [.. buffer.WrittenSpan, (byte)'\n']);
    }

    /// <summary>Whether a folder has a lock file.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Compares the files of a model with the lock file.</summary>
    /// <param name="folder">The model folder, which has a lock file.</param>
    /// <param name="files">Its files now.</param>
    /// <returns>What differs, or why the lock file cannot be used; empty when all is as it was.</returns>
    public static IReadOnlyList<Diagnostic> Verify(string folder, IReadOnlyList<ModelFile> files)
    {
        var path = Path.Combine(folder, FileName);
        if (Read(path) is not { } locked)
        {
            return [VerificationCodes.LockInvalid.At(
                new SourcePlace(path), "The file is not a lock file of a model.", "Look at the model, then make the file again with 'mteb model check --lock'.")];
        }

        var now = files.ToDictionary(file => file.Name, StringComparer.Ordinal);
        string[] differences =
        [
            .. Named("changed", locked.Where(pair => now.TryGetValue(pair.Key, out var file) && file != pair.Value).Select(pair => pair.Key)),
            .. Named("missing", locked.Keys.Where(name => !now.ContainsKey(name))),
            .. Named("new", now.Keys.Where(name => !locked.ContainsKey(name))),
        ];
        return differences.Length == 0 ? [] : [VerificationCodes.FilesChanged.At(
            new SourcePlace(path),
            $"The model's files are not those that were locked: {string.Join("; ", differences)}.",
            "Restore the files; or, if the change is meant, lock them again with 'mteb model check --lock'.")];
    }

    private static IEnumerable<string> Named(string what, IEnumerable<string> names) =>
        NameList.Of(names.Order(StringComparer.Ordinal), 4) is { } list ? [$"{what} {list}"] : [];

    private static Dictionary<string, ModelFile>? Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            return root.GetProperty("version").GetInt32() == Version
                ? root.GetProperty("files").EnumerateObject().ToDictionary(
                    file => file.Name,
                    file => new ModelFile(file.Name, file.Value.GetProperty("bytes").GetInt64(), file.Value.GetProperty("sha256").GetString()!),
                    StringComparer.Ordinal)
                : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException
            or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
