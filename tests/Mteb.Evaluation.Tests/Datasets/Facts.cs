using System.Text.Json;
using Mteb.Schemas.Catalogue;

namespace Mteb.Evaluation.Tests.Datasets;

/// <summary>Facts of tasks for tests.</summary>
internal static class Facts
{
    public static TaskFacts Of(string name, string baseClass, string[]? subsets = null, string attributes = "{}") => new()
    {
        Name = name,
        Type = baseClass["AbsTask".Length..],
        BaseClass = baseClass,
        MainScore = "accuracy",
        EvalSplits = ["test"],
        Subsets = [.. (subsets ?? ["default"]).Select(subset => new SubsetFacts(subset, ["eng-Latn"]))],
        Attributes = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(attributes)!,
    };
}
