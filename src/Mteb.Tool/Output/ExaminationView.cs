using Mteb.Evaluation.Verification;

namespace Mteb.Tool.Output;

/// <summary>Turns progress of an examination into progress as the rest of the tool shows it, with an estimate of what is left.</summary>
/// <param name="model">What is examined.</param>
/// <param name="time">The clock.</param>
/// <param name="show">Shows it.</param>
internal sealed class ExaminationView(string model, TimeProvider time, Action<RunProgress> show) : IProgress<ExaminationProgress>
{
    private const double Mebibyte = 1 << 20;

    private readonly Lock _lock = new();
    private ExaminationStep? _step;
    private long _began;

    /// <inheritdoc/>
    public void Report(ExaminationProgress value)
    {
        lock (_lock)
        {
            if (_step != value.Step)
            {
                (_step, _began) = (value.Step, time.GetTimestamp());
            }

            var elapsed = time.GetElapsedTime(_began);
            TimeSpan? left = value.Done > 0 ? elapsed * ((double)(value.Total - value.Done) / value.Done) : null;
            var (phase, unit) = value.Step switch
            {
                ExaminationStep.Lock => ("Comparing files with mteb.lock.json", 1),
                ExaminationStep.Weights => ("Examining weights (MiB)", Mebibyte),
                _ => ("Encoding sentences for a check", 1),
            };
            show(new RunProgress(model, 0, 0, null, null, phase, Units(value.Done, unit), Units(value.Total, unit), null, elapsed, left));
        }
    }

    // Rounded up, so that what is at hand is not nothing and what is done is all.
    private static long Units(long count, double unit) => (long)Math.Ceiling(count / unit);
}
