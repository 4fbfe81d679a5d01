using Mteb.Evaluation.Tokenization.Json;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>What becomes of the parts that a pattern matches.</summary>
internal enum SplitBehaviour
{
    /// <summary>They disappear.</summary>
    Removed,

    /// <summary>Each is a piece.</summary>
    Isolated,

    /// <summary>Each joins what stands before it.</summary>
    MergedWithPrevious,

    /// <summary>Each joins what stands after it.</summary>
    MergedWithNext,

    /// <summary>Neighbours make one piece.</summary>
    Contiguous,
}

/// <summary>Reads behaviours.</summary>
internal static class SplitBehaviours
{
    /// <summary>The behaviour of a component that need not name one.</summary>
    public static SplitBehaviour Read(JsonValue component, SplitBehaviour otherwise) =>
        component.Find("behavior") is { } named ? Parse(named) : otherwise;

    /// <summary>The behaviour that a value names.</summary>
    public static SplitBehaviour Parse(JsonValue value) => value.AsString() switch
    {
        "Removed" => SplitBehaviour.Removed,
        "Isolated" => SplitBehaviour.Isolated,
        "MergedWithPrevious" => SplitBehaviour.MergedWithPrevious,
        "MergedWithNext" => SplitBehaviour.MergedWithNext,
        "Contiguous" => SplitBehaviour.Contiguous,
        _ => throw value.NotA("one of Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous"),
    };
}
