using System.Diagnostics;

namespace Mteb.TokenizerParity;

/// <summary>Measures both on one thread: the same texts, in turns, the best round of each.</summary>
internal static class Speed
{
    private const int Rounds = 7;

    // Few short texts are done before the compiler has seen that they are worth its while.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(3);

    /// <summary>Tokens a second of us and of the reference.</summary>
    public static (double Own, double Reference) Measure(TokenizerSource source, ReferenceProcess reference, IReadOnlyList<string> texts)
    {
        var tokenizer = source.Load();
        var ids = new List<int>();
        var (own, theirs, tokens) = (double.MaxValue, double.MaxValue, 0L);
        var began = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds || Stopwatch.GetElapsedTime(began) < Least; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var count = 0L;
            foreach (var text in texts)
            {
                ids.Clear();
                tokenizer.Encode(text, int.MaxValue, ids);
                count += ids.Count;
            }

            own = Math.Min(own, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var (milliseconds, expected) = reference.Time(texts);
            theirs = Math.Min(theirs, milliseconds);
            tokens = count == expected ? count : throw new InvalidOperationException($"{source.Name}: {count} tokens, the reference has {expected}.");
        }

        return (1000 * tokens / own, 1000 * tokens / theirs);
    }
}
