using Mteb.Evaluation.Tasks;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Running;

/// <summary>Runs one task: what is missing is scored, subset by subset, and saved as it comes.</summary>
/// <param name="context">What the run works with.</param>
/// <param name="plan">What is asked for.</param>
/// <param name="progress">Hears about phases; null when nobody listens.</param>
internal sealed class TaskRunner(RunContext context, TaskPlan plan, Action<PhaseProgress>? progress)
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly RecordingEncoder _encoder = new(context.Encoder);
    private readonly PhaseRecorder _phases = new(context.Clock, progress);
    private readonly DateTimeOffset _started = context.Clock.GetUtcNow();
    private readonly long _start = context.Clock.GetTimestamp();

    /// <summary>Runs the task.</summary>
    /// <param name="cancellationToken">Stops it; what was saved stays.</param>
    public async Task<TaskRun> RunAsync(CancellationToken cancellationToken)
    {
        var present = context.Strategy == OverwriteStrategy.Always ? null : Read();
        if (_diagnostics.Count > 0)
        {
            return End(TaskRunState.Failed, null);
        }

        var keptData = present is null ? KeptData.None : KeptData.Of(plan.Task, present, context.Store.ManifestOf(plan.Task.Name));
        var decision = Decide(present, keptData is not null);
        var changed = decision.KeepPresent && keptData is not null
            && await DataComparison.HaveChangedAsync(context, plan, keptData, cancellationToken);
        switch (decision.Action)
        {
            case CacheAction.Return:
                NoteOtherModel();
                if (changed)
                {
                    NoteOtherData();
                }

                return End(TaskRunState.Cached, present);
            case CacheAction.Refuse:
                _diagnostics.Add(Refusal(decision));
                return End(TaskRunState.Failed, present);
        }

        if (changed)
        {
            decision = Decide(present, sameRevision: false);
        }

        var kept = decision.KeepPresent ? present : null;
        if (kept is not null)
        {
            NoteOtherModel();
        }
        else if (present is not null && context.Strategy != OverwriteStrategy.Always)
        {
            NoteStartingOver(present);
        }

        var assembly = new ResultAssembly(context, plan, kept, kept is null ? KeptData.None : keptData!, _started, _start);
        var run = await ScoreAsync(decision.Cells, kept, assembly, cancellationToken);
        if (run.State == TaskRunState.Failed || kept is null || !assembly.HasOtherData)
        {
            return run;
        }

        // The data turned out to be others than those of the entries that were kept: mteb starts over.
        NoteStartingOver(kept);
        var anew = await new TaskRunner(context with { Strategy = OverwriteStrategy.Always }, plan, progress).RunAsync(cancellationToken);
        return anew with { Diagnostics = [.. _diagnostics.Where(diagnostic => diagnostic.Code == RunCodes.StartedOver.Code), .. anew.Diagnostics] };
    }

    /// <summary>Whether texts will be encoded, as far as results and manifest tell.</summary>
    public bool HasWork()
    {
        var present = context.Strategy == OverwriteStrategy.Always ? null : context.Store.Read(plan.Task.Name).Value;
        var isOfSameData = present is null || KeptData.Of(plan.Task, present, context.Store.ManifestOf(plan.Task.Name)) is not null;
        return Decide(present, isOfSameData).Action == CacheAction.Run;
    }

    private async Task<TaskRun> ScoreAsync(
        IReadOnlyList<(string Split, string Subset)> cells, TaskResult? kept, ResultAssembly assembly, CancellationToken cancellationToken)
    {
        var evaluator = TaskEvaluators.Create(new TaskContext(plan.Task, context.Data, _encoder, _phases, context.PredictionFolder is not null, context.Memory));
        if (!evaluator.Succeeded)
        {
            _diagnostics.AddRange(evaluator.Diagnostics);
            return End(TaskRunState.Failed, kept);
        }

        if (context.Store.ClearManifest() is { } unreadable)
        {
            _diagnostics.Add(unreadable);
        }

        var left = cells.Count;
        foreach (var split in plan.Splits)
        {
            foreach (var (subsets, areMissing) in Stretches(evaluator.Value, split, cells).Where(_ => left > 0))
            {
                left -= areMissing ? subsets.Count : 0;
                if (!await (areMissing
                    ? ScoreSubsetsAsync(evaluator.Value, split, subsets, assembly, cancellationToken)
                    : PassSubsetsAsync((IDrawingEvaluator)evaluator.Value, split, subsets, cancellationToken)))
                {
                    return End(TaskRunState.Failed, assembly.Result ?? kept);
                }
            }
        }

        _diagnostics.AddRange(assembly.Finish(_encoder.Totals, _phases.Phases));
        _diagnostics.AddRange(assembly.Remarks(_encoder.Totals));
        return End(kept is null ? TaskRunState.Done : TaskRunState.Completed, assembly.Result);
    }

    // Missing subsets in stretches, and the finished ones between them where the evaluator's draws depend on those.
    private IEnumerable<(IReadOnlyList<SubsetFacts> Subsets, bool AreMissing)> Stretches(
        ITaskEvaluator evaluator, string split, IReadOnlyList<(string Split, string Subset)> cells)
    {
        var stretch = new List<SubsetFacts>();
        var areMissing = true;
        foreach (var subset in plan.Subsets)
        {
            var isMissing = cells.Contains((split, subset.Name));
            if (!isMissing && evaluator is not IDrawingEvaluator)
            {
                continue;
            }

            if (isMissing != areMissing && stretch.Count > 0)
            {
                yield return (stretch, areMissing);
                stretch = [];
            }

            areMissing = isMissing;
            stretch.Add(subset);
        }

        if (stretch.Count > 0)
        {
            yield return (stretch, areMissing);
        }
    }

    private async Task<bool> PassSubsetsAsync(
        IDrawingEvaluator evaluator, string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken)
    {
        foreach (var subset in subsets)
        {
            var problems = await evaluator.PassAsync(split, subset.Name, cancellationToken);
            _diagnostics.AddRange(problems);
            if (problems.Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> ScoreSubsetsAsync(
        ITaskEvaluator evaluator, string split, IReadOnlyList<SubsetFacts> subsets, ResultAssembly assembly, CancellationToken cancellationToken)
    {
        await foreach (var outcome in evaluator.EvaluateAsync(split, subsets, cancellationToken))
        {
            _diagnostics.AddRange(outcome.Diagnostics);
            if (!outcome.Succeeded)
            {
                return false;
            }

            _diagnostics.AddRange(outcome.Value.Diagnostics);
            var subset = subsets.Single(subset => subset.Name == outcome.Value.Subset);
            if (assembly.Add(split, subset, outcome.Value, _encoder.Totals, _phases.Phases) is { } problem)
            {
                _diagnostics.Add(problem);
                return false;
            }
        }

        return true;
    }

    // Name and revision may be given by hand, so that they alone do not prove that the model is the same.
    private void NoteOtherModel()
    {
        if (context.Store.ManifestOf(plan.Task.Name) is not { } manifest)
        {
            return;
        }

        var before = manifest.Model.Files.ToDictionary(file => file.Name, file => file.Sha256, StringComparer.Ordinal);
        var now = context.Model.Files.ToDictionary(file => file.Name, file => file.Sha256, StringComparer.Ordinal);
        var others = before.Keys.Union(now.Keys).Where(name => before.GetValueOrDefault(name) != now.GetValueOrDefault(name)).Order(StringComparer.Ordinal).ToList();
        if (others.Count > 0)
        {
            _diagnostics.Add(RunCodes.OtherModelFiles.At(
                new SourcePlace(context.Store.PathOf(plan.Task.Name)),
                $"The result of {plan.Task.Name} that is there was made with other files of the model ({string.Join(", ", others.Take(5))}{(others.Count > 5 ? " and more" : "")}) under the same name and revision; it was kept.",
                "Use '--overwrite-strategy always' to evaluate the model as it is now, or give it another '--model-revision'."));
        }
    }

    private void NoteOtherData() => _diagnostics.Add(RunCodes.OtherData.At(
        new SourcePlace(context.Store.PathOf(plan.Task.Name)),
        $"The data of {plan.Task.Name} are no longer those that its result was made from; the result is complete and was kept.",
        "Use '--overwrite-strategy always' to evaluate the data as they are now."));

    private void NoteStartingOver(TaskResult present) => _diagnostics.Add(RunCodes.StartedOver.At(
        new SourcePlace(context.Store.PathOf(plan.Task.Name)),
        $"The result of {plan.Task.Name} that was there, of revision '{present.DatasetRevision}' of the data, was not completed but made anew: the data are others now, or nothing tells that they are the same.",
        "Nothing needs to be done; to keep a result of other data, give another '--output-folder'."));

    private TaskResult? Read()
    {
        var read = context.Store.Read(plan.Task.Name);
        if (!read.Succeeded)
        {
            _diagnostics.AddRange(read.Diagnostics);
        }

        return read.Value;
    }

    private CacheDecision Decide(TaskResult? present, bool sameRevision)
    {
        var wanted = plan.Cells.Select(cell => (cell.Split, cell.Subset.Name)).ToList();
        var there = present?.Scores.SelectMany(split => split.Subsets.Select(entry => (split.Split, entry.Subset))).ToHashSet();
        return CachePolicy.Decide(context.Strategy, wanted, there, sameRevision);
    }

    private Diagnostic Refusal(CacheDecision decision)
    {
        var strategy = context.Strategy == OverwriteStrategy.Never ? "never" : "only-cache";
        var missing = NameList.Of(decision.Cells.Select(cell => $"{cell.Split}/{cell.Subset}"), 5);
        return RunCodes.ResultIncomplete.At(
            new SourcePlace(context.Store.PathOf(plan.Task.Name)),
            $"The result of {plan.Task.Name} lacks {missing}, and the strategy '{strategy}' forbids computing that.",
            "Use '--overwrite-strategy only-missing' to compute what is missing.");
    }

    private TaskRun End(TaskRunState state, TaskResult? result) => new(
        plan,
        state,
        result,
        result is null ? null : context.Store.PathOf(plan.Task.Name),
        _encoder.Totals,
        context.Clock.GetElapsedTime(_start),
        [.. _encoder.Diagnostics, .. _diagnostics]);
}
