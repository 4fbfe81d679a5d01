using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Encoding;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results;

namespace Mteb.Evaluation.Tasks;

/// <summary>
/// Scores one task by the rules of its type. One object lives as long as the task: the random generators that mteb keeps
/// across splits and subsets live in it too, so splits and subsets must come in the task's order.
/// </summary>
public interface ITaskEvaluator
{
    /// <summary>Scores subsets of a split, one after another.</summary>
    /// <param name="split">The split.</param>
    /// <param name="subsets">The subsets, in the order of the task.</param>
    /// <param name="cancellationToken">Stops the work; what was yielded before stands.</param>
    /// <returns>One outcome per subset, as soon as it is known; the enumeration ends after the first failure.</returns>
    IAsyncEnumerable<Outcome<SubsetEvaluation>> EvaluateAsync(
        string split, IReadOnlyList<SubsetFacts> subsets, CancellationToken cancellationToken);
}

/// <summary>
/// An evaluator whose draws for a subset depend on those for the subsets before it. A run that goes on where another stopped
/// passes the finished subsets by, so that what is left draws as it would have without the stop.
/// </summary>
public interface IDrawingEvaluator : ITaskEvaluator
{
    /// <summary>Draws what a subset would draw. Its data are read; nothing is encoded or scored.</summary>
    /// <param name="split">The split.</param>
    /// <param name="subset">Name of the subset.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Why the data could not be read; empty otherwise.</returns>
    Task<IReadOnlyList<Diagnostic>> PassAsync(string split, string subset, CancellationToken cancellationToken);
}

/// <summary>What an evaluator works with.</summary>
/// <param name="Task">The facts of the task.</param>
/// <param name="Data">Where its data come from.</param>
/// <param name="Encoder">The model.</param>
/// <param name="Phases">Hears about phases (loading, encoding, scoring) and their progress.</param>
/// <param name="KeepPredictions">Whether <see cref="SubsetEvaluation.Predictions"/> are wanted.</param>
/// <param name="Memory">About how many bytes the vectors of a corpus, of candidates or of another language may take while they are searched; null for mteb's chunks of 50,000. Scores do not depend on it.</param>
public sealed record TaskContext(
    TaskFacts Task, ITaskDataSource Data, IEncoder Encoder, IPhaseObserver Phases, bool KeepPredictions = false, long? Memory = null);

/// <summary>The scores of one subset of a split.</summary>
/// <param name="Subset">Name of the subset.</param>
/// <param name="Metrics">Metrics and details in mteb's order, without <c>main_score</c>.</param>
/// <param name="Predictions">What mteb saves as predictions of the subset; null unless asked for.</param>
/// <param name="Diagnostics">What was noticed on the way (warnings and suggestions).</param>
public sealed record SubsetEvaluation(
    string Subset,
    IReadOnlyList<KeyValuePair<string, ScoreValue>> Metrics,
    ScoreValue? Predictions,
    IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Hears which phase of a task is running.</summary>
public interface IPhaseObserver
{
    /// <summary>A phase begins; it ends when the returned object is disposed.</summary>
    /// <param name="name">mteb's name of the phase, such as <c>Encoding queries</c>.</param>
    /// <param name="split">The split.</param>
    /// <param name="subset">The subset.</param>
    IDisposable Begin(string name, string split, string subset);

    /// <summary>Progress of the running phase; null when nobody listens.</summary>
    IProgress<EncodingProgress>? Progress { get; }
}
