using Mteb.Schemas.Diagnostics;

namespace Mteb.Schemas.JsonSchemas;

/// <summary>Where a document does not fit its schema.</summary>
/// <param name="Place">Where the value stands.</param>
/// <param name="Path">The value's path as the schema library writes it: <c>#/scores.test[0].languages</c>.</param>
/// <param name="Kind">What is wrong, in the library's word: <c>PropertyRequired</c>.</param>
public sealed record SchemaFault(SourcePlace Place, string Path, string Kind);
