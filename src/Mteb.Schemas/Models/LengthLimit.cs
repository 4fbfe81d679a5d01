namespace Mteb.Schemas.Models;

/// <summary>How many tokens of a text a model reads, special tokens included.</summary>
/// <param name="Tokens">The number; null when nothing limits it.</param>
/// <param name="Source">Which file and key says so; null when nothing does.</param>
public readonly record struct LengthLimit(int? Tokens, string? Source);
