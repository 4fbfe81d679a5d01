using System.Reflection;

namespace Mteb.Schemas.Diagnostics;

/// <summary>A class of codes and the numbers that it may use.</summary>
/// <param name="Codes">The class; its public static fields are the descriptors.</param>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
internal sealed record LedgerRoom(Type Codes, int First, int Last)
{
    /// <summary>What the class holds.</summary>
    public IEnumerable<DiagnosticDescriptor> Descriptors => Codes
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(member => (DiagnosticDescriptor)member.GetValue(null)!);
}
