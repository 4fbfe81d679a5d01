using Microsoft.Extensions.AI;

namespace GeneratorSample;

/// <summary>Stands for your generator: each word of a text adds one to one of 512 numbers.</summary>
public sealed class WordGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Width = 512;
    private static readonly char[] Separators = [' ', '.', ',', '?', '!', ';', ':', '"', '\''];

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(Encode(text)))));

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static float[] Encode(string text)
    {
        var vector = new float[Width];
        foreach (var word in text.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            vector[Place(word)]++;
        }

        return vector;
    }

    // Not string.GetHashCode: that differs from run to run.
    private static uint Place(string word)
    {
        var hash = 2166136261u;
        foreach (var letter in word)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return hash % Width;
    }
}
