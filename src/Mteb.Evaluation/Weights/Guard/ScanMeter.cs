namespace Mteb.Evaluation.Weights.Guard;

/// <summary>How far the reading of weights is.</summary>
/// <param name="Done">Bytes that were read.</param>
/// <param name="Total">Bytes that will be read in all.</param>
public readonly record struct ScanProgress(long Done, long Total);

/// <summary>Counts the bytes that are read, by several threads at once, and tells of them in order.</summary>
/// <param name="progress">Hears of every block; null when nobody listens.</param>
/// <param name="total">Bytes that will be read.</param>
internal sealed class ScanMeter(IProgress<ScanProgress>? progress, long total)
{
    private readonly Lock _lock = new();
    private long _done;

    /// <summary>Some were read.</summary>
    public void Add(int bytes)
    {
        if (progress is not null)
        {
            lock (_lock)
            {
                _done += bytes;
                progress.Report(new ScanProgress(_done, total));
            }
        }
    }
}
