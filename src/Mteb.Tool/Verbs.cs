using Mteb.Tool.Commands;
using Mteb.Tool.Syntax;

namespace Mteb.Tool;

/// <summary>The verbs of the tool.</summary>
internal static class Verbs
{
    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<VerbSpec> All() => All(RunEngine.Create);

    /// <summary>All of them, with something else behind <c>run</c>.</summary>
    /// <param name="engine">What runs models.</param>
    public static IReadOnlyList<VerbSpec> All(Func<ToolEnvironment, IRunEngine> engine) =>
    [
        RunVerb.Create(engine),
        AvailableTasksVerb.Create(),
        AvailableBenchmarksVerb.Create(),
        ValidateVerb.Create(),
        MigrateVerb.Create(),
        MergeVerb.Create(),
        DiffVerb.Create(),
        CreateModelResultsVerb.Create(),
        CardVerb.Create(),
        ModelVerb.Create(),
        SchemaVerb.Create(),
        TokenizeVerb.Create(),
        EncodeVerb.Create(),
        ExplainVerb.Create(),
    ];
}
