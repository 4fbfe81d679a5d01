using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>
/// A model that can be run, wherever its vectors are made: in this process, in another one, or behind an address. It owns what it
/// holds open.
/// </summary>
public interface IModelEncoder : IEncoder, IDisposable
{
    /// <summary>What is known of the model.</summary>
    EncoderFacts Facts { get; }

    /// <summary>What is put in front of texts.</summary>
    PromptRules Prompts { get; }

    /// <summary>Encodes texts with one and the same prompt, which <see cref="Prompts"/> gave.</summary>
    /// <param name="texts">The texts, without prompt, not de-duplicated.</param>
    /// <param name="prompt">What is put in front of every text.</param>
    /// <param name="progress">Hears how many texts are done; may be null.</param>
    /// <param name="cancellationToken">Stops the work between batches.</param>
    /// <returns>As of <see cref="IEncoder.EncodeAsync"/>.</returns>
    Task<Outcome<EncodedTexts>> EncodeAsync(
        IReadOnlyList<string> texts, PromptResolution prompt, IProgress<EncodingProgress>? progress, CancellationToken cancellationToken);

    /// <summary>The files that decide what comes out, with their hashes; none where the model has no files here.</summary>
    Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken);
}

/// <summary>What is known of a model that can be run.</summary>
public sealed record EncoderFacts
{
    /// <summary>What <see cref="Device"/> is where only the model's maker knows.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>What <see cref="Dtype"/> is where only the model's maker knows.</summary>
    public const string UnknownDtype = "unknown";

    /// <summary>Length of its vectors; null where that shows with the first of them.</summary>
    public required int? Width { get; init; }

    /// <summary>Most tokens of a text, special tokens included; null where only the model's maker knows.</summary>
    public required int? MaximumLength { get; init; }

    /// <summary>Where it runs: <c>cpu</c>, <c>cuda:1</c> and so on; or <see cref="Elsewhere"/>.</summary>
    public required string Device { get; init; }

    /// <summary>What the device was told besides, as <c>key=value</c>, in ordinal order.</summary>
    public IReadOnlyList<string> ProviderOptions { get; init; } = [];

    /// <summary>Version of the ONNX Runtime that runs it; null where something else does.</summary>
    public string? OnnxRuntime { get; init; }

    /// <summary>The steps from a text to its vector, in words.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>Frameworks, as <c>model_meta.json</c> names them.</summary>
    public IReadOnlyList<string> Frameworks { get; init; } = [];

    /// <summary>Data type of the computation; or <see cref="UnknownDtype"/>.</summary>
    public string Dtype { get; init; } = "float32";
}
