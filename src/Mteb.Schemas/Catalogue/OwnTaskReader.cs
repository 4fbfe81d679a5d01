using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Catalogue;

/// <summary>Turns a <c>task.json</c> that fits its schema into facts, and checks what a schema cannot say.</summary>
/// <param name="folder">Name of the folder that holds the file.</param>
/// <param name="json">The file.</param>
/// <param name="positions">Where its values stand.</param>
internal sealed class OwnTaskReader(string folder, JsonElement json, OwnTaskPositions positions)
{
    private readonly List<Diagnostic> _problems = [];

    /// <summary>The facts, or all problems.</summary>
    public Outcome<TaskFacts> Read()
    {
        var name = json.GetProperty("name").GetString()!;
        var type = json.GetProperty("type").GetString()!;
        var kind = OwnTaskKind.Of(type, IsLegacy(type));
        var attributes = Attributes(kind, type);
        var facts = new TaskFacts
        {
            Name = name,
            FolderName = name == folder ? null : folder,
            Type = type,
            BaseClass = kind.BaseClass,
            Category = kind.Category,
            MainScore = json.TryGetProperty("main_score", out var score) ? score.GetString()! : kind.MainScore,
            EvalSplits = json.TryGetProperty("eval_splits", out var splits) ? Texts(splits) : ["test"],
            Subsets = Subsets(),
            Attributes = attributes,
            IsOwn = true,
        };
        Check(facts, kind);
        return _problems.Count > 0 ? Outcome.Failure<TaskFacts>(_problems) : facts;
    }

    private bool IsLegacy(string type)
    {
        var isLegacy = json.TryGetProperty("legacy", out var legacy) && legacy.GetBoolean();
        if (isLegacy && !OwnTaskKind.HasLegacyForm(type))
        {
            Contradiction("#/legacy", $"Tasks of type {type} have no legacy form.", "Remove 'legacy'; only Clustering has it.");
        }

        return isLegacy;
    }

    private List<SubsetFacts> Subsets()
    {
        var hasLanguages = json.TryGetProperty("languages", out var languages);
        var hasSubsets = json.TryGetProperty("subsets", out var subsets);
        if (hasLanguages == hasSubsets)
        {
            Contradiction(
                hasSubsets ? "#/subsets" : "#/",
                hasSubsets ? "The file has both 'languages' and 'subsets'." : "The file has neither 'languages' nor 'subsets'.",
                "Give 'languages' for a task without subsets, such as [\"eng-Latn\"], or 'subsets' with the languages of each.");
            return [];
        }

        return hasLanguages
            ? [new SubsetFacts("default", Texts(languages))]
            : [.. subsets.EnumerateObject().Select(subset => new SubsetFacts(subset.Name, Texts(subset.Value)))];
    }

    private Dictionary<string, JsonElement> Attributes(OwnTaskKind kind, string type)
    {
        var attributes = kind.DefaultAttributes();
        if (!json.TryGetProperty("attributes", out var given))
        {
            return attributes;
        }

        var known = attributes.Keys.Where(OwnTaskKind.MaySet).ToList();
        foreach (var attribute in given.EnumerateObject())
        {
            if (known.Contains(attribute.Name))
            {
                attributes[attribute.Name] = attribute.Value.Clone();
                continue;
            }

            _problems.Add(DatasetCodes.OwnTaskUnknownName.At(
                positions.At($"#/attributes.{attribute.Name}"),
                $"Tasks of type {type} have no '{attribute.Name}'. {NearestNames.Sentence(attribute.Name, known)}".TrimEnd(),
                known.Count == 0 ? "Remove it; this type has no attributes." : $"Remove it; the attributes of this type are {string.Join(", ", known)}."));
        }

        UseOneLimit(attributes, given);
        return attributes;
    }

    // mteb allows one of two limits. Whoever gives the number of rows does not mean the default share as well.
    private void UseOneLimit(Dictionary<string, JsonElement> attributes, JsonElement given)
    {
        const string Number = "max_document_to_embed";
        const string Share = "max_fraction_of_documents_to_embed";
        if (attributes.TryGetValue(Number, out var number) && number.ValueKind == JsonValueKind.Number)
        {
            if (given.TryGetProperty(Share, out var share) && share.ValueKind == JsonValueKind.Number)
            {
                Contradiction($"#/attributes.{Share}", $"Both '{Number}' and '{Share}' limit the rows.", "Keep one of them.");
            }

            attributes[Share] = JsonElement.Parse("null");
        }
    }

    private void Check(TaskFacts task, OwnTaskKind kind)
    {
        if (task.Subsets.FirstOrDefault(subset => !IsFileName(subset.Name)) is { } unsafeSubset)
        {
            _problems.Add(DatasetCodes.UnsafeName.At(
                positions.At($"#/subsets.{unsafeSubset.Name}"),
                $"The subset name '{unsafeSubset.Name}' cannot be the name of a folder.",
                "Use a name without slashes and control characters."));
        }

        var metrics = kind.MetricsWith(task.GetIntegers("k_values") ?? []).ToList();
        if (!metrics.Contains(task.MainScore))
        {
            _problems.Add(DatasetCodes.OwnTaskMainScore.At(
                positions.At("#/main_score"),
                $"Tasks of type {task.Type} have no metric '{task.MainScore}'. {NearestNames.Sentence(task.MainScore, metrics)}".TrimEnd(),
                $"Use one of {string.Join(", ", metrics)}."));
        }

        if (task.GetNumber("min_score") is { } least && task.GetNumber("max_score") is { } greatest && least >= greatest)
        {
            Contradiction("#/attributes.max_score", "'max_score' is not above 'min_score'.", "Give the lowest and the highest gold score that the data can have.");
        }

        if (task.GetSwitch("is_cross_validation") && task.EvalSplits.Any(split => split != task.GetText("train_split")))
        {
            Contradiction(
                "#/attributes.is_cross_validation",
                "Cross-validation folds the training split, but another split is to be scored.",
                "Let 'eval_splits' hold only the 'train_split', or leave cross-validation out.");
        }
    }

    private void Contradiction(string path, string message, string remedy) =>
        _problems.Add(DatasetCodes.OwnTaskContradiction.At(positions.At(path), message, remedy));

    private static bool IsFileName(string name) =>
        name.Length > 0 && name[0] != '.' && !name.Any(unit => unit is '/' or '\\' || char.IsControl(unit));

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
