using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>A field of <c>model_meta.json</c>, as mteb 2.26.24 describes it.</summary>
/// <param name="Name">Its key.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="MayBeNull">Whether null will do.</param>
/// <param name="Wanted">What it must be, for a sentence with "must be".</param>
/// <param name="FirstFault">The first value in it that is not allowed; null when everything is. It never sees null.</param>
internal sealed record ModelMetaField(string Name, bool IsRequired, bool MayBeNull, string Wanted, Func<JsonValue, JsonValue?> FirstFault);
