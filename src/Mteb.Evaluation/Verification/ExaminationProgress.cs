namespace Mteb.Evaluation.Verification;

/// <summary>What an examination is at.</summary>
public enum ExaminationStep
{
    /// <summary>Files are compared with the lock file.</summary>
    Lock,

    /// <summary>Weights are read.</summary>
    Weights,

    /// <summary>A few sentences are encoded.</summary>
    Behaviour,
}

/// <summary>How far an examination is.</summary>
/// <param name="Step">What is being done.</param>
/// <param name="Done">Bytes of weights, or sentences, that are done.</param>
/// <param name="Total">Their number in all; 0 where it is not known.</param>
public readonly record struct ExaminationProgress(ExaminationStep Step, long Done, long Total);

/// <summary>Passes progress of a part on as progress of the whole, on the thread that reports.</summary>
internal sealed class PassedOn<T>(IProgress<ExaminationProgress> progress, Func<T, ExaminationProgress> convert) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => progress.Report(convert(value));
}
