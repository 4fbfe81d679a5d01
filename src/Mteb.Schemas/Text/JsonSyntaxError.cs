namespace Mteb.Schemas.Text;

/// <summary>Why bytes are not JSON.</summary>
/// <param name="Offset">Byte at which reading stopped.</param>
/// <param name="Message">What was expected or found there, as a sentence.</param>
/// <param name="Kind">What sort of fault it is.</param>
public readonly record struct JsonSyntaxError(int Offset, string Message, JsonSyntaxFault Kind = JsonSyntaxFault.Syntax);

/// <summary>Sorts of faults of JSON documents.</summary>
public enum JsonSyntaxFault
{
    /// <summary>A bracket, comma, quote or value is wrong or missing.</summary>
    Syntax,

    /// <summary>The document begins with a byte order mark.</summary>
    ByteOrderMark,

    /// <summary>The bytes are not UTF-8.</summary>
    NotUtf8,

    /// <summary>Something follows the document.</summary>
    TrailingData,
}
