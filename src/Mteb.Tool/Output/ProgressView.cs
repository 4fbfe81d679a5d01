using System.Globalization;

namespace Mteb.Tool.Output;

/// <summary>
/// Shows where a run stands on standard error: one line that changes where a person watches, a line at every change of
/// phase (and every ten seconds between) in a log.
/// </summary>
/// <param name="error">Standard error.</param>
/// <param name="terminal">What it is connected to.</param>
/// <param name="time">The clock.</param>
/// <param name="verbosity">Below 2 nothing is shown.</param>
internal sealed class ProgressView(TextWriter error, TerminalFacts terminal, TimeProvider time, int verbosity)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ScreenInterval = TimeSpan.FromMilliseconds(100);

    private (string? Task, string? Split, string? Subset, string? Phase) _shown;
    private long _shownAt;
    private bool _lineIsOpen;

    /// <summary>Shows progress, unless the last time is too recent.</summary>
    public void Show(in RunProgress progress)
    {
        if (verbosity < 2)
        {
            return;
        }

        var stage = (progress.Task, progress.Split, progress.Subset, progress.Phase);
        var interval = terminal.IsInteractive ? ScreenInterval : LogInterval;
        if (stage == _shown && time.GetElapsedTime(_shownAt) < interval)
        {
            return;
        }

        (_shown, _shownAt) = (stage, time.GetTimestamp());
        var text = Format(progress);
        if (!terminal.IsInteractive)
        {
            error.Write(text + "\n");
            return;
        }

        var room = Math.Max(10, terminal.Width - 1);
        error.Write($"\r{(text.Length > room ? text[..room] : text)}\e[K");
        error.Flush();
        _lineIsOpen = true;
    }

    /// <summary>Takes the changing line off the screen, so that something else can be written.</summary>
    public void Clear()
    {
        if (_lineIsOpen)
        {
            error.Write("\r\e[K");
            _lineIsOpen = false;
        }
    }

    /// <summary>Progress as a line: <c>[2/7] STS12 test/default: encoding 64/128 (50 %), 1200 tokens/s, 0:01 elapsed, 0:12 left</c>.</summary>
    public static string Format(in RunProgress progress)
    {
        var invariant = CultureInfo.InvariantCulture;
        var text = progress.TaskCount > 0 ? string.Create(invariant, $"[{progress.TaskIndex}/{progress.TaskCount}] {progress.Task}") : progress.Task;
        if (progress.Split is not null)
        {
            text += progress.Subset is null ? $" {progress.Split}" : $" {progress.Split}/{progress.Subset}";
        }

        text += $": {progress.Phase}";
        if (progress.Total > 0)
        {
            var percent = Math.Floor(100.0 * Math.Min(progress.Done, progress.Total) / progress.Total);
            text += string.Create(invariant, $" {progress.Done}/{progress.Total} ({percent:F0} %)");
        }
        else if (progress.Done > 0)
        {
            text += string.Create(invariant, $" {progress.Done}");
        }

        if (progress.TokensPerSecond is { } pace)
        {
            text += string.Create(invariant, $", {pace:F0} tokens/s");
        }

        text += $", {Durations.Clock(progress.Elapsed)} elapsed";
        return progress.EstimatedRemaining is { } left ? $"{text}, {Durations.Clock(left)} left" : text;
    }
}
