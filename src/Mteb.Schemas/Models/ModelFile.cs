using System.Security.Cryptography;

namespace Mteb.Schemas.Models;

/// <summary>A file of a model, with what identifies its content.</summary>
/// <param name="Name">Relative path, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of its content, lower-case hexadecimal.</param>
public sealed record ModelFile(string Name, long Bytes, string Sha256)
{
    /// <summary>Reads a file to its end.</summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="name">Relative path.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<ModelFile> HashAsync(string folder, string name, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(
            Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan | FileOptions.Asynchronous);
        var hash = await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
        return new ModelFile(name, stream.Length, Convert.ToHexStringLower(hash));
    }
}
