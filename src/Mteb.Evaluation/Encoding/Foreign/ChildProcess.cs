using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>A running program to which lines are written and from which lines are read. It dies with this object, and all that it started.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int RememberedLines = 10;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Queue<string> _heard = new();
    private readonly Task _listening;

    private ChildProcess(Process process, Action<string>? heard)
    {
        _process = process;
        _listening = Task.Run(() => ListenAsync(heard));
    }

    /// <summary>Starts a program.</summary>
    public static Outcome<ChildProcess> Start(CommandOptions options)
    {
        var start = new ProcessStartInfo(options.Words[0], options.Words.Skip(1))
        {
            WorkingDirectory = options.Folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        };
        foreach (var name in options.Hidden)
        {
            start.Environment.Remove(name);
        }

        try
        {
            return new ChildProcess(Process.Start(start)!, options.Heard);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            return ForeignEncoderCodes.CommandNotStarted.Here(
                $"'{options.Words[0]}' cannot be started: {exception.Message.ReplaceLineEndings(" ")}.",
                "Name a program that exists, by its full path or found by the search path, with its arguments after it.");
        }
    }

    /// <summary>Writes a line and reads the next one.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The line; null where the program ended instead.</returns>
    public async Task<string?> AskAsync(string line, CancellationToken cancellationToken)
    {
        // The answer is awaited while the question is written: a program that answers before it has read everything must not block.
        var answer = _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask();
        try
        {
            await _process.StandardInput.WriteAsync((line + "\n").AsMemory(), cancellationToken).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It no longer reads; what it answered before, or its exit code, says more.
        }

        return await answer.ConfigureAwait(false);
    }

    /// <summary>Ends the program, in good time where it does so by itself when its input ends.</summary>
    /// <returns>How it ended, and the last lines of its standard error.</returns>
    public async Task<string> EndAsync()
    {
        try
        {
            _process.StandardInput.Close();
            using var grace = new CancellationTokenSource(Grace);
            await _process.WaitForExitAsync(grace.Token).ConfigureAwait(false);
            await _listening.WaitAsync(grace.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            Kill();
        }

        var ended = _process.HasExited ? $"it ended with exit code {_process.ExitCode}" : "it closed its output";
        string[] last;
        lock (_heard)
        {
            last = [.. _heard];
        }

        return last.Length == 0 ? $"{ended} and wrote nothing to standard error" : $"{ended}; its last words: {string.Join(" | ", last)}";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(Grace);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It is gone already.
        }
    }

    private async Task ListenAsync(Action<string>? heard)
    {
        try
        {
            while (await _process.StandardError.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                lock (_heard)
                {
                    _heard.Enqueue(line);
                    if (_heard.Count > RememberedLines)
                    {
                        _heard.Dequeue();
                    }
                }

                heard?.Invoke(line);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The program is gone, and its output with it.
        }
    }
}
