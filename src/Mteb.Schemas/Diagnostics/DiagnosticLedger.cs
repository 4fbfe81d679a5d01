using System.Collections.Frozen;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Diagnostics;

/// <summary>All codes that there are. Append-only: a code is never given another meaning.</summary>
public static class DiagnosticLedger
{
    /// <summary>The classes that hold the codes, each with its first and last number.</summary>
    internal static readonly LedgerRoom[] Rooms =
    [
        new(typeof(ResultCodes), 1000, 1049),
        new(typeof(FormCodes), 1100, 1199),
        new(typeof(ContentCodes), 1200, 1399),
        new(typeof(RepositoryCodes), 1400, 1499),
        new(typeof(MigrationCodes), 1500, 1549),
        new(typeof(CardCodes), 2000, 2199),
        new(typeof(ModelCodes), 3000, 3049),
        new(typeof(TokenizerCodes), 3050, 3099),
        new(typeof(EncodingCodes), 3100, 3149),
        new(typeof(DatasetCodes), 3150, 3199),
        new(typeof(TaskCodes), 3200, 3249),
        new(typeof(RunCodes), 3250, 3299),
        new(typeof(GateCodes), 3300, 3319),
        new(typeof(ForeignEncoderCodes), 3320, 3339),
        new(typeof(CacheCodes), 3340, 3349),
        new(typeof(VerificationCodes), 3400, 3419),
        new(typeof(WeightCodes), 3350, 3399),
        new(typeof(OptionCodes), 5000, 5099),
        new(typeof(ProjectCodes), 5200, 5249),
        new(typeof(InternalCodes), 9000, 9099),
    ];

    private static readonly Lazy<FrozenDictionary<string, DiagnosticDescriptor>> ByCode = new(() => Rooms
        .SelectMany(room => room.Descriptors)
        .ToFrozenDictionary(descriptor => descriptor.Code, StringComparer.Ordinal));

    /// <summary>Every descriptor, ordered by code.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => [.. ByCode.Value.Values.OrderBy(descriptor => descriptor.Code, StringComparer.Ordinal)];

    /// <summary>The descriptor of a code; null when there is none.</summary>
    public static DiagnosticDescriptor? Find(string code) => ByCode.Value.GetValueOrDefault(code);
}
