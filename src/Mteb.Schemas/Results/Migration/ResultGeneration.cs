using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Migration;

/// <summary>The form of a task result: L for the schema before mteb 1.11, C for the current one.</summary>
public enum ResultGeneration
{
    /// <summary>Splits at the top level beside <c>mteb_dataset_name</c>; neither version nor dataset revision.</summary>
    L0,

    /// <summary>The same with a dataset revision.</summary>
    L1,

    /// <summary>Written by mteb 0.0.</summary>
    L2,

    /// <summary>Written by mteb 1.0 to 1.10.</summary>
    L3,

    /// <summary>The current schema with its required fields only.</summary>
    C1,

    /// <summary>With <c>kg_co2_emissions</c>.</summary>
    C2,

    /// <summary>With <c>date</c>.</summary>
    C3,

    /// <summary>With <c>evaluation_phases</c>.</summary>
    C4,

    /// <summary>With <c>mteb_dataset_name</c> beside <c>task_name</c>.</summary>
    C5,

    /// <summary>With further fields that mteb does not know.</summary>
    C6,
}

/// <summary>Tells generations apart by their keys.</summary>
internal static class ResultGenerations
{
    /// <summary>Whether the splits stand at the top level.</summary>
    public static bool IsLegacy(this ResultGeneration generation) => generation <= ResultGeneration.L3;

    /// <summary>The generation of a body with <c>scores</c>.</summary>
    public static ResultGeneration OfCurrent(JsonValue root)
    {
        var unknown = root.Members.Select(member => member.Name).Except(TaskResultReader.KnownFields, StringComparer.Ordinal).ToList();
        return unknown is ["mteb_dataset_name"] ? ResultGeneration.C5
            : unknown.Count > 0 ? ResultGeneration.C6
            : root["evaluation_phases"] is not null ? ResultGeneration.C4
            : root["date"] is not null ? ResultGeneration.C3
            : root["kg_co2_emissions"] is not null ? ResultGeneration.C2
            : ResultGeneration.C1;
    }

    /// <summary>The generation of a body with splits at the top level.</summary>
    public static ResultGeneration OfLegacy(JsonValue root) => root["mteb_version"] switch
    {
        null => root["dataset_revision"] is null ? ResultGeneration.L0 : ResultGeneration.L1,
        var version => version.AsText()?.StartsWith("0.0.", StringComparison.Ordinal) == true ? ResultGeneration.L2 : ResultGeneration.L3,
    };
}
