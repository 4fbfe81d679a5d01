using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.JsonSchemas;

namespace Mteb.Schemas.Validation;

/// <summary>Which rule a result breaks that does not fit its schema.</summary>
internal static class ResultFaultCodes
{
    private const string Missing = "PropertyRequired";

    /// <summary>The code, of a result of mteb 1.11 and newer.</summary>
    public static DiagnosticDescriptor Of(SchemaFault fault, DocumentTree tree) => (tree.KeysTo(fault.Place), fault.Kind) switch
    {
        ([], Missing) => FormCodes.FieldMissing,
        ([], _) => FormCodes.RootNotObject,
        (["scores"], _) => FormCodes.ScoresNotObject,
        (["scores", _], _) => FormCodes.SplitNotList,
        (["scores", _, _], Missing) => OfMissing(fault.Path),
        (["scores", _, _], _) => FormCodes.EntryNotObject,
        (["scores", _, _, "hf_subset"], _) => FormCodes.SubsetMissing,
        (["scores", _, _, "languages"], _) => FormCodes.LanguagesMissing,
        (_, Missing) => FormCodes.FieldMissing,
        _ => FormCodes.WrongType,
    };

    /// <summary>The code, of a result of before mteb 1.11.</summary>
    public static DiagnosticDescriptor OfOld(SchemaFault fault, DocumentTree tree) => tree.KeysTo(fault.Place) switch
    {
        [] => FormCodes.FieldMissing,
        ["mteb_dataset_name"] => FormCodes.WrongType,
        ["mteb_version"] => FormCodes.OldBodyNewVersion,
        _ => FormCodes.OldWrongShape,
    };

    private static DiagnosticDescriptor OfMissing(string path) =>
        path.EndsWith("hf_subset", StringComparison.Ordinal) ? FormCodes.SubsetMissing
        : path.EndsWith("languages", StringComparison.Ordinal) ? FormCodes.LanguagesMissing
        : FormCodes.MainScoreMissing;
}
