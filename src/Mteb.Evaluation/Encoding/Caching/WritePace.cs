namespace Mteb.Evaluation.Encoding.Caching;

/// <summary>
/// Decides how many texts are encoded before their vectors are written. What a kill costs should be seconds, however slow the model,
/// and a fast one should get many texts at once, which it can sort by length.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="most">The most.</param>
internal sealed class WritePace(TimeProvider clock, int most)
{
    private const int Least = 32;
    private const int First = 256;

    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(10);

    private long _start;

    /// <summary>How many texts come next.</summary>
    public int Size { get; private set; } = Math.Min(First, most);

    /// <summary>These texts are begun.</summary>
    public void Begin() => _start = clock.GetTimestamp();

    /// <summary>They are done.</summary>
    public void End()
    {
        var factor = Wanted / clock.GetElapsedTime(_start);
        Size = (int)Math.Clamp(Size * Math.Min(factor, 8), Math.Min(Least, most), most);
    }
}
