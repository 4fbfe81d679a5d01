using Mteb.Evaluation.Encoding;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Running;

/// <summary>What is to be thought of the result of a task that is there.</summary>
public enum ResultState
{
    /// <summary>There is none, or a part of it.</summary>
    Missing,

    /// <summary>It was made from other files of the model, or from other data.</summary>
    Stale,

    /// <summary>It is complete, and nothing tells that it was made from something else than what is there now.</summary>
    Current,
}

/// <summary>
/// Tells from the manifest beside results whether they still hold: by the digests of the model's files and of the data, never
/// by times, so that a fresh clone knows as much as the folder where the results were made.
/// </summary>
/// <param name="context">What a run would work with.</param>
public sealed class Freshness(RunContext context)
{
    /// <summary>Looks at the results of tasks. Data are read, where they are there; nothing is encoded.</summary>
    /// <param name="plans">What is asked for; the members of an aggregate come before it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The state of each task's result, by the task's name.</returns>
    public async Task<IReadOnlyDictionary<string, ResultState>> LookAsync(IReadOnlyList<TaskPlan> plans, CancellationToken cancellationToken)
    {
        var states = new Dictionary<string, ResultState>(StringComparer.Ordinal);
        foreach (var plan in plans)
        {
            states[plan.Task.Name] = plan.Task.AggregateOf.Count > 0 ? Combine(plan, states) : await LookAsync(plan, cancellationToken).ConfigureAwait(false);
        }

        return states;
    }

    /// <summary>Whether a section of a manifest speaks of the same model: the same files, used in the same way. Name and revision do not count.</summary>
    internal static bool IsSameModel(ModelDescription before, ModelDescription now) =>
        Digests(before).SetEquals(Digests(now))
        && before.MaxLength == now.MaxLength && before.Dtype == now.Dtype && before.Similarity == now.Similarity && before.Modules.SequenceEqual(now.Modules);

    private static HashSet<(string, string)> Digests(ModelDescription model) => [.. model.Files.Select(file => (file.Name, file.Sha256))];

    private async Task<ResultState> LookAsync(TaskPlan plan, CancellationToken cancellationToken)
    {
        if (context.Store.Read(plan.Task.Name).Value is not { } present)
        {
            return ResultState.Missing;
        }

        // A result without a section was not made by us: nothing is known of what it was made from, and it is left alone.
        if (context.Store.ManifestOf(plan.Task.Name) is { } manifest && !(IsSameModel(manifest.Model, context.Model) && (plan.MissingData.Count > 0 || await HasSameDataAsync(plan, manifest, cancellationToken).ConfigureAwait(false))))
        {
            return ResultState.Stale;
        }

        return plan.Cells.All(cell => present.Find(cell.Split, cell.Subset.Name) is not null) ? ResultState.Current : ResultState.Missing;
    }

    private async Task<bool> HasSameDataAsync(TaskPlan plan, RunManifest manifest, CancellationToken cancellationToken)
    {
        var encoder = new CountingEncoder(_ => Outcome.Success(default(PromptResolution), []));
        var read = await DryRun.CountAsync(plan, context.Data, encoder, context.Clock, cancellationToken).ConfigureAwait(false);
        var known = manifest.Data.Select(section => (section.Subset, section.Split, section.Sha256)).ToHashSet();
        return read.Diagnostics.Count == 0 && context.Data.Records(plan.Task.Name).All(record => known.Contains((record.Subset, record.Split, record.Sha256)));
    }

    private ResultState Combine(TaskPlan plan, Dictionary<string, ResultState> states) =>
        plan.Task.AggregateOf.Any(member => states.TryGetValue(member, out var state) && state != ResultState.Current) ? ResultState.Stale
        : context.Store.Read(plan.Task.Name).Value is null ? ResultState.Missing
        : ResultState.Current;
}
