using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Mteb.Sdk.Evaluator;

/// <summary>
/// The program in which a build evaluates a model. It reads a request, one line of JSON, from standard input and writes messages, one
/// line each, to standard output. It stops when its input ends, so that it never outlives the build, and on Ctrl+C.
/// </summary>
internal static class EvaluationProgram
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly CancellationTokenSource Stop = new();

    private static async Task<int> Main()
    {
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            Stop.Cancel();
        });
        var input = new StreamReader(Console.OpenStandardInput(), Utf8);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), Utf8) { AutoFlush = true };
        var request = await input.ReadLineAsync() is { } line ? JsonSerializer.Deserialize(line, EvaluatorJson.Default.EvaluationRequest) : null;
        if (request is null)
        {
            await Console.Error.WriteLineAsync("This program is part of Mteb.Sdk and is started by builds. To evaluate a model by hand: mteb run --model <folder>.");
            return 2;
        }

        _ = Task.Run(() => StopAtEndAsync(input));
        var writing = new Lock();
        void Say(BuildMessage message)
        {
            lock (writing)
            {
                output.WriteLine(message.ToJson());
            }
        }

        await new ModelEvaluation(request, Say).RunAsync(Stop.Token);
        Say(new BuildMessage(MessageKind.End, ""));
        return 0;
    }

    private static async Task StopAtEndAsync(StreamReader input)
    {
        while (await input.ReadLineAsync() is not null)
        {
        }

        await Stop.CancelAsync();
    }
}
