using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>Another program that makes vectors: behind an address, in a process of its own, or another's library.</summary>
internal interface IVectorSource : IDisposable
{
    /// <summary>How many calls of <see cref="GetAsync"/> may be open at once.</summary>
    int AtOnce => 1;

    /// <summary>Asks for the vectors of some texts.</summary>
    /// <param name="inputs">The texts, with their prompts in front; at least one.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>What was given, in the order of the texts and not yet checked; or why there is nothing.</returns>
    Task<Outcome<VectorBatch>> GetAsync(IReadOnlyList<string> inputs, CancellationToken cancellationToken);

    /// <summary>The files here that decide what comes out, with their hashes.</summary>
    Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ModelFile>>([]);
}

/// <summary>What a source gave.</summary>
/// <param name="Vectors">The vectors.</param>
/// <param name="Tokens">Tokens of the texts; null where the source does not say.</param>
internal readonly record struct VectorBatch(IReadOnlyList<ReadOnlyMemory<float>> Vectors, long? Tokens);
