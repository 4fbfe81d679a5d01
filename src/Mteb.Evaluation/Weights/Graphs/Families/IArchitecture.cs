namespace Mteb.Evaluation.Weights.Graphs.Families;

/// <summary>A family of models: how its graph follows from its configuration.</summary>
internal interface IArchitecture
{
    /// <summary>What whole-task models put in front of the names of tensors.</summary>
    IReadOnlyList<string> Prefixes { get; }

    /// <summary>How the names of tensors begin.</summary>
    IReadOnlyList<string> Roots { get; }

    /// <summary>Writes the graph.</summary>
    /// <param name="graph">Gets the nodes.</param>
    /// <param name="config">The configuration; notes what is missing.</param>
    /// <param name="names">The tensors that there are, for families whose files differ.</param>
    /// <returns>The last hidden states, and their width.</returns>
    HiddenStates Build(GraphBuilder graph, ArchitectureConfig config, WeightNames names);
}

/// <summary>What a model makes of its tokens.</summary>
/// <param name="Value">One vector per token, <c>[batch, sequence, width]</c>.</param>
/// <param name="Width">Length of the vectors.</param>
/// <param name="Vocabulary">Rows of the table that token ids are looked up in.</param>
internal readonly record struct HiddenStates(Value Value, int Width, int Vocabulary);
