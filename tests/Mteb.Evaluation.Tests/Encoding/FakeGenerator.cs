using Microsoft.Extensions.AI;

namespace Mteb.Evaluation.Tests.Encoding;

/// <summary>A generator that does as it is told, and remembers what it was asked.</summary>
internal sealed class FakeGenerator(Func<IReadOnlyList<string>, IEnumerable<float[]>?> generate) : IEmbeddingGenerator<string, Embedding<float>>
{
    public List<IReadOnlyList<string>> Calls { get; } = [];

    public string? ModelId { get; init; }

    public long? TokensPerText { get; init; }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string[] texts = [.. values];
        Calls.Add(texts);
        var vectors = generate(texts);
        return Task.FromResult(vectors is null ? null! : new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector)))
        {
            Usage = TokensPerText is { } tokens ? new UsageDetails { InputTokenCount = tokens * texts.Length } : null,
        });
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) && ModelId is not null ? new EmbeddingGeneratorMetadata(null, null, ModelId) : null;

    public void Dispose()
    {
    }
}
