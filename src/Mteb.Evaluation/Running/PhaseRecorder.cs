using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tasks;

namespace Mteb.Evaluation.Running;

/// <summary>Measures the phases of one task and turns their progress into estimates.</summary>
/// <param name="clock">The clock.</param>
/// <param name="report">Hears about progress; null when nobody listens.</param>
internal sealed class PhaseRecorder(TimeProvider clock, Action<PhaseProgress>? report) : IPhaseObserver, IProgress<EncodingProgress>
{
    private readonly List<Phase> _phases = [];
    private readonly long _start = clock.GetTimestamp();
    private (string Name, string Split, string Subset, long Began)? _running;

    /// <summary>The phases that ended, in the order in which they began; times in seconds since the recorder was made.</summary>
    public IReadOnlyList<Phase> Phases => _phases;

    /// <inheritdoc/>
    public IProgress<EncodingProgress>? Progress => report is null ? null : this;

    /// <inheritdoc/>
    public IDisposable Begin(string name, string split, string subset)
    {
        var phase = (name, split, subset, clock.GetTimestamp());
        _running = phase;
        report?.Invoke(new PhaseProgress(name, split, subset, default, TimeSpan.Zero));
        return new Running(() => End(phase));
    }

    void IProgress<EncodingProgress>.Report(EncodingProgress value)
    {
        if (_running is var (name, split, subset, began))
        {
            report!(new PhaseProgress(name, split, subset, value, clock.GetElapsedTime(began)));
        }
    }

    private void End((string Name, string Split, string Subset, long Began) phase)
    {
        _phases.Add(new Phase(
            phase.Name,
            clock.GetElapsedTime(_start, phase.Began).TotalSeconds,
            clock.GetElapsedTime(_start).TotalSeconds,
            phase.Split,
            phase.Subset));
        _running = null;
    }

    /// <summary>A finished phase; times in seconds.</summary>
    internal sealed record Phase(string Name, double Start, double End, string Split, string Subset);

    private sealed class Running(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose()
        {
            _end?.Invoke();
            _end = null;
        }
    }
}

/// <summary>How far a phase is.</summary>
internal readonly record struct PhaseProgress(string Name, string Split, string Subset, EncodingProgress Encoding, TimeSpan Elapsed)
{
    /// <summary>Tokens a second; null before anything is done.</summary>
    public double? TokensPerSecond => Encoding.TokensDone > 0 && Elapsed > TimeSpan.Zero ? Encoding.TokensDone / Elapsed.TotalSeconds : null;

    /// <summary>Time until the phase ends, at the speed so far; null before anything is done.</summary>
    public TimeSpan? Remaining => TokensPerSecond is { } speed
        ? TimeSpan.FromSeconds((Encoding.TokensTotal - Encoding.TokensDone) / speed)
        : null;
}
