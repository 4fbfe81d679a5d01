using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>What a model folder says, in the words of encoders.</summary>
internal static class FolderFacts
{
    /// <summary>The modules in words.</summary>
    public static IReadOnlyList<string> Modules(ModelFolder folder) => [.. folder.Modules.Select(Describe)];

    private static string Describe(ModelModule module) => module switch
    {
        PoolingModule pooling => $"Pooling({string.Join(", ", pooling.Modes)})",
        DenseModule dense => $"Dense({dense.InputWidth} to {dense.OutputWidth}, {dense.Activation})",
        _ => module.GetType().Name.Replace("Module", "", StringComparison.Ordinal),
    };
}
