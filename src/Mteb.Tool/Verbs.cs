using Mteb.Tool.Commands;
using Mteb.Tool.Syntax;

namespace Mteb.Tool;

/// <summary>The verbs of the tool.</summary>
internal static class Verbs
{
    /// <summary>All of them, in the order of help.</summary>
    public static IReadOnlyList<VerbSpec> All() => [RunVerb.Create(RunEngine.Create), AvailableTasksVerb.Create(), AvailableBenchmarksVerb.Create(), CreateModelResultsVerb.Create(), CardVerb.Create(), ExplainVerb.Create()];
}
