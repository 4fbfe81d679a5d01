using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Codes of documents that are not JSON.</summary>
internal static class SyntaxCodes
{
    /// <summary>The code of a sort of fault.</summary>
    public static DiagnosticDescriptor Of(JsonSyntaxFault fault) => fault switch
    {
        JsonSyntaxFault.ByteOrderMark => FormCodes.ByteOrderMark,
        JsonSyntaxFault.NotUtf8 => FormCodes.NotUtf8,
        JsonSyntaxFault.TrailingData => FormCodes.TrailingData,
        _ => FormCodes.NotJson,
    };
}
