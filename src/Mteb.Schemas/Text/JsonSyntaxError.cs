namespace Mteb.Schemas.Text;

/// <summary>Why bytes are not JSON.</summary>
/// <param name="Offset">Byte at which reading stopped.</param>
/// <param name="Message">What was expected or found there, as a sentence.</param>
public readonly record struct JsonSyntaxError(int Offset, string Message);
