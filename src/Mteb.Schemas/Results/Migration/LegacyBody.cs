using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;
using Members = System.Collections.Generic.OrderedDictionary<string, Mteb.Schemas.Text.JsonValue>;

namespace Mteb.Schemas.Results.Migration;

/// <summary>
/// Converts a result of mteb before 1.11, <c>{"mteb_dataset_name": ..., "test": {...}}</c>, into the current schema as mteb
/// 2.26.24 does on loading.
/// </summary>
internal sealed class LegacyBody(JsonValue root, SourceText source, MigrationNotes notes)
{
    /// <summary>What mteb writes for a version that the file does not tell.</summary>
    public const string NoVersion = "mteb version not available";

    /// <summary>What mteb writes for a dataset revision that the file does not tell.</summary>
    public const string NoRevision = "dataset revision not available";

    private const string DefaultSubset = "default";
    private const string Remedy = "Restore the file as mteb wrote it, or evaluate the task again.";

    // Values that are objects and yet no subsets.
    private static readonly string[] NoSubsets = ["v_measures", "cos_sim", "euclidean", "manhattan", "dot", "max"];

    // {"cos_sim": {"ap": 0.5}} is cosine_ap today; in this order.
    private static readonly (string Prefix, string Group)[] Groups =
        [("cosine", "cos_sim"), ("manhattan", "manhattan"), ("euclidean", "euclidean"), ("dot", "dot"), ("max", "max"), ("similarity", "similarity")];

    private readonly List<Diagnostic> _errors = [];
    private LegacyTask _task = null!;

    /// <summary>The converted body; or why mteb does not convert it.</summary>
    /// <param name="entryVersion">The version that each entry gets; null for the one of the file, if it tells any.</param>
    public Outcome<ResultBody> Convert(string? entryVersion)
    {
        var fields = ResultBody.Members(root);
        fields.Remove("dataset_revision", out var revision);
        fields.Remove("mteb_version", out var version);
        if (!fields.Remove("mteb_dataset_name", out var nameValue) || nameValue.AsText() is not { } name)
        {
            return FormCodes.OldWrongShape.At(source.PlaceOf(root.Start), "'mteb_dataset_name', which names the task, is missing or no text.", Remedy);
        }

        CheckText(revision, "dataset_revision");
        CheckText(version, "mteb_version");
        if (LegacyTask.Find(name) is not { } task)
        {
            return FormCodes.OldUnknownTask.At(source.PlaceOf(nameValue.Start), $"mteb has no task '{name}', so the result cannot be converted.", "Correct the name of the task.");
        }

        _task = task;
        notes.Converted(nameValue.Start, task.Name == name ? "'mteb_dataset_name' becomes 'task_name'." : $"The task '{name}' is called '{task.Name}' today.");
        var splits = fields.ToDictionary(split => split.Key, Split, StringComparer.Ordinal);
        var time = EvaluationTime(splits);
        var scores = _errors.Count == 0 ? Normalize(fields.Keys.ToList(), splits) : [];
        if (_errors.Count > 0)
        {
            return Outcome.Failure<ResultBody>(_errors);
        }

        RenameSubsets(scores, version?.AsText());
        return Assemble(scores, revision, version, time, entryVersion);
    }

    private void CheckText(JsonValue? value, string name)
    {
        if (value is { Kind: not (JsonKind.Text or JsonKind.Null) })
        {
            Refuse(value, $"'{name}' must be text.");
        }
    }

    private void Refuse(JsonValue value, string message) => _errors.Add(FormCodes.OldWrongShape.At(source.PlaceOf(value.Start), message, Remedy));

    private Members Split(KeyValuePair<string, JsonValue> split)
    {
        if (split.Value.Kind != JsonKind.Mapping)
        {
            Refuse(split.Value, $"'{split.Key}' stands where splits stand in a result of this age, but holds no scores.");
        }

        return ResultBody.Members(split.Value);
    }

    /// <summary>Takes the times out of the splits; their sum, which is zero when there is none.</summary>
    private JsonValue EvaluationTime(Dictionary<string, Members> splits)
    {
        var times = new List<JsonValue>();
        foreach (var split in splits.Values)
        {
            if (!split.Remove("evaluation_time", out var time))
            {
                continue;
            }

            times.Add(time);
            if (time.Kind is not (JsonKind.Number or JsonKind.WholeNumber or JsonKind.Switch))
            {
                Refuse(time, "'evaluation_time' must be a number.");
            }
        }

        if (times.Count > 0)
        {
            notes.Converted(times[0].Start, times.Count == 1
                ? "'evaluation_time' of the split becomes that of the result."
                : string.Create(CultureInfo.InvariantCulture, $"'evaluation_time' of {times.Count} splits is added up."));
        }

        return times is [{ Kind: JsonKind.Number } only] ? only : MadeJson.Number(times.Sum(time => time.AsNumber() ?? (time.IsTrue ? 1 : 0)));
    }

    /// <summary>Split, subset, metrics: a split that does not say which subset it is about is about the default one.</summary>
    private List<(string Split, Members<Members> Subsets)> Normalize(List<string> order, Dictionary<string, Members> splits)
    {
        var hasSubsets = splits.Values.Any(split => split.Any(member => member.Value.Kind == JsonKind.Mapping && !NoSubsets.Contains(member.Key)));
        var scores = new List<(string, Members<Members>)>();
        foreach (var split in order)
        {
            var subsets = new Members<Members>();
            foreach (var (subset, value) in hasSubsets ? splits[split] : [])
            {
                if (value.Kind != JsonKind.Mapping)
                {
                    Refuse(value, $"'{subset}' stands beside subsets, but holds no scores.");
                }

                subsets[subset] = Entry(ResultBody.Members(value));
            }

            if (!hasSubsets)
            {
                subsets[DefaultSubset] = Entry(splits[split]);
            }

            scores.Add((split, subsets));
        }

        return scores;
    }

    private Members Entry(Members metrics)
    {
        foreach (var (prefix, group) in Groups)
        {
            if (!metrics.Remove(group, out var value) || value.Kind == JsonKind.Null)
            {
                continue;
            }

            if (value.Kind != JsonKind.Mapping)
            {
                Refuse(value, $"'{group}' must hold metrics.");
            }

            notes.Converted(value.Start, $"The metrics of '{group}' become '{prefix}_...'.");
            foreach (var (metric, score) in ResultBody.Members(value))
            {
                metrics[$"{prefix}_{metric}"] = score;
            }
        }

        if (!metrics.ContainsKey(EntryKeys.MainScore))
        {
            metrics[EntryKeys.MainScore] = MainScore(metrics);
        }

        return metrics;
    }

    private JsonValue MainScore(Members metrics)
    {
        if (metrics.TryGetValue(_task.MainScore, out var score))
        {
            notes.Converted(score.Start, $"'main_score' is '{_task.MainScore}'.");
            return score;
        }

        notes.Add(ContentCodes.MainScoreNotNumber, root.Start, $"'main_score' is null, for the result has no '{_task.MainScore}', which is the main metric today.", "Evaluate the task again if its score is needed.");
        return MadeJson.Null;
    }

    private void RenameSubsets(List<(string Split, Members<Members> Subsets)> scores, string? version)
    {
        foreach (var (split, subsets) in scores)
        {
            var only = LegacyNames.OnlySubset(_task.Name, split, version);
            Rename(subsets, only == DefaultSubset ? null : DefaultSubset, only);
            if (split == "test" && LegacyNames.RenamedSubset(_task.Name) is var (before, now))
            {
                Rename(subsets, before, now);
            }
        }
    }

    private void Rename(Members<Members> subsets, string? before, string now)
    {
        if (before is not null && subsets.Remove(before, out var entry))
        {
            subsets[now] = entry;
            notes.Converted(root.Start, $"The subset '{before}' is called '{now}' today.");
        }
    }

    private ResultBody Assemble(List<(string Split, Members<Members> Subsets)> scores, JsonValue? revision, JsonValue? version, JsonValue time, string? entryVersion)
    {
        var body = new ResultBody();
        body.Fields["dataset_revision"] = revision ?? MadeJson.Text(NoRevision);
        body.Fields["task_name"] = MadeJson.Text(_task.Name);
        body.Fields["mteb_version"] = version ?? MadeJson.Text(NoVersion);
        body.Fields["scores"] = MadeJson.Null;
        body.Fields["evaluation_time"] = time;
        body.Fields["kg_co2_emissions"] = MadeJson.Null;
        var stamp = entryVersion is null ? version : MadeJson.Text(entryVersion);
        foreach (var (split, subsets) in scores)
        {
            var entries = new List<Members>();
            foreach (var (subset, entry) in subsets)
            {
                entry[EntryKeys.Subset] = MadeJson.Text(subset);
                entry[EntryKeys.Languages] = MadeJson.Texts(_task.Languages(subset));
                if (stamp is not null)
                {
                    entry.TryAdd(EntryKeys.MtebVersion, stamp);
                }

                if (!_task.Has(subset))
                {
                    notes.Add(ContentCodes.UnknownSubset, root.Start, $"'{_task.Name}' has no subset '{subset}' today; its entry gets all languages of the task.", "Check the languages of the entry.");
                }

                entries.Add(entry);
            }

            body.Scores.Add((split, entries));
        }

        notes.Converted(root.Start, "Splits stand under 'scores', as lists of entries with subset and languages.");
        return body;
    }

    /// <summary>Members in order.</summary>
    private sealed class Members<T>() : OrderedDictionary<string, T>(StringComparer.Ordinal);
}
