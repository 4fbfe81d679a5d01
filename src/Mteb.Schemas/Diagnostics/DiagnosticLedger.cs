using System.Collections.Frozen;
using System.Reflection;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Diagnostics;

/// <summary>All codes that there are. Append-only: a code is never given another meaning.</summary>
public static class DiagnosticLedger
{
    private static readonly Type[] Rooms =
    [
        typeof(CardCodes), typeof(ModelCodes), typeof(TokenizerCodes), typeof(EncodingCodes), typeof(DatasetCodes), typeof(TaskCodes), typeof(RunCodes),
        typeof(OptionCodes), typeof(InternalCodes),
    ];

    private static readonly Lazy<FrozenDictionary<string, DiagnosticDescriptor>> ByCode = new(() => Rooms
        .SelectMany(room => room.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
        .ToFrozenDictionary(descriptor => descriptor.Code, StringComparer.Ordinal));

    /// <summary>Every descriptor, ordered by code.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => [.. ByCode.Value.Values.OrderBy(descriptor => descriptor.Code, StringComparer.Ordinal)];

    /// <summary>The descriptor of a code; null when there is none.</summary>
    public static DiagnosticDescriptor? Find(string code) => ByCode.Value.GetValueOrDefault(code);
}
