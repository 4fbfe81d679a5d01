using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Mteb.Sdk.Evaluator;
using Task = System.Threading.Tasks.Task;

namespace Mteb.Sdk;

/// <summary>Runs an evaluation in a program of its own, which may die alone, and hears what it says.</summary>
internal static class EvaluationProcess
{
    // After this time a program that was asked to stop is ended: native code may be in the middle of a large batch.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Runs an evaluation to its end.</summary>
    /// <param name="start">How the program is started.</param>
    /// <param name="request">What is evaluated.</param>
    /// <param name="say">Takes every message, one at a time; standard error comes as suggestions.</param>
    /// <param name="cancellationToken">Stops the evaluation, in good time where it can.</param>
    /// <returns>Null where the evaluation came to its end or was stopped; otherwise the exit code with which it died.</returns>
    public static async Task<int?> RunAsync(ProcessStartInfo start, EvaluationRequest request, Action<BuildMessage> say, CancellationToken cancellationToken)
    {
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardInputEncoding = start.StandardOutputEncoding = start.StandardErrorEncoding = Utf8;
        using var process = Process.Start(start)!;
        var errors = new ConcurrentQueue<string>();
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.BeginErrorReadLine();
        await AskAsync(process, request);

        using var patience = new CancellationTokenSource();
        using var killing = patience.Token.Register(() => Kill(process));
        using var stopping = cancellationToken.Register(() =>
        {
            process.StandardInput.Close();
            patience.CancelAfter(Grace);
        });
        var ended = false;
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            SayErrors(errors, say);
            var message = BuildMessage.FromJson(line) ?? new BuildMessage(MessageKind.Suggestion, line);
            ended |= message.Kind == MessageKind.End;
            say(message);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        SayErrors(errors, say);
        return ended || cancellationToken.IsCancellationRequested ? null : process.ExitCode;
    }

    private static async Task AskAsync(Process process, EvaluationRequest request)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request, EvaluatorJson.Default.EvaluationRequest));
            await process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // It is gone already; its exit code says more.
        }
    }

    private static void SayErrors(ConcurrentQueue<string> errors, Action<BuildMessage> say)
    {
        while (errors.TryDequeue(out var line))
        {
            if (line.Length > 0)
            {
                say(new BuildMessage(MessageKind.Suggestion, line));
            }
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It is gone already.
        }
    }
}
