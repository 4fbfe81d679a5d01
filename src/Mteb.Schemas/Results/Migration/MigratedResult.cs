namespace Mteb.Schemas.Results.Migration;

/// <summary>A result in the current schema, and what it was made of.</summary>
/// <param name="Result">The result.</param>
/// <param name="Generation">The generation of the file.</param>
/// <param name="Bytes">The file as it should be; the bytes that were read, when they are current already.</param>
/// <param name="IsChanged">Whether <paramref name="Bytes"/> differ from what was read.</param>
public sealed record MigratedResult(TaskResult Result, ResultGeneration Generation, ReadOnlyMemory<byte> Bytes, bool IsChanged);
