using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding.Caching;

/// <summary>Names of vectors: digests of all that they depend on.</summary>
internal static class CacheKeys
{
    /// <summary>A digest of a model: its files, its steps, its lengths, where and by what it is run.</summary>
    /// <param name="facts">What is known of the model.</param>
    /// <param name="files">Its files. Prompts are left out: what counts of them is the text that is put in front.</param>
    /// <param name="identity">Name and revision of a model that is not known by its files; null for one that is.</param>
    public static byte[] OfModel(EncoderFacts facts, IReadOnlyList<ModelFile> files, string? identity)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        // Another build may tokenise, pool or build graphs otherwise; that it does not is more than anybody can promise.
        Add(typeof(CacheKeys).Module.ModuleVersionId.ToString());
        Add(identity ?? "");
        Add(FormattableString.Invariant($"{facts.Width} {facts.MaximumLength}"));
        Add(facts.Device);
        Add(facts.OnnxRuntime ?? "");
        Add(facts.Dtype);
        Add(RuntimeInformation.ProcessArchitecture.ToString());
        foreach (var part in facts.Modules.Concat(facts.ProviderOptions))
        {
            Add(part);
        }

        foreach (var file in files.Where(file => !file.Name.StartsWith("prompts/", StringComparison.Ordinal)).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            Add(file.Name);
            Add(file.Sha256);
        }

        return hash.GetHashAndReset();

        void Add(string text)
        {
            hash.AppendData(BitConverter.GetBytes(text.Length));
            hash.AppendData(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }

    /// <summary>Digests of texts with a prompt in front, one a text.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="prompt">What is put in front; the role of texts acts through it alone.</param>
    public static UInt128[] OfTexts(IReadOnlyList<string> texts, string prompt)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<int> lengths = stackalloc int[1];
        var keys = new UInt128[texts.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            // Where the prompt ends counts: it can be left out of pooling.
            lengths[0] = prompt.Length;
            hash.AppendData(MemoryMarshal.AsBytes(lengths));
            hash.AppendData(MemoryMarshal.AsBytes(prompt.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(texts[i].AsSpan()));
            hash.GetHashAndReset(digest);
            keys[i] = MemoryMarshal.Read<UInt128>(digest);
        }

        return keys;
    }
}
