using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Mteb.Tool;

/// <summary>The entry point.</summary>
internal static class Program
{
    // What a pipe takes in one piece or not at all.
    private const int PipePiece = 4096;

    private static int Main(string[] args)
    {
        if (MtebCommandLine.Answer(args, Verbs.All) is { } answer && SaidDirectly(Encoding.UTF8.GetBytes(answer)))
        {
            return (int)ExitCode.Ok;
        }

        return Invoke(args);
    }

    // Apart, so that the first question does not make the runtime prepare all this.
    private static int Invoke(string[] args)
    {
        if (Environment.GetEnvironmentVariable(ToolVariables.OnnxRuntime) is { Length: > 0 } folder)
        {
            AppContext.SetData("Mteb.OnnxRuntimeFolder", Path.GetFullPath(folder));
        }

        using var environment = ToolEnvironment.OfProcess();
        return (int)MtebCommandLine.InvokeAsync(args, environment, Verbs.All).GetAwaiter().GetResult();
    }

    // The console's stream prepares encodings and cultures at its first byte, which takes longer than the runtime's own
    // start. A terminal or a pipe gets a short answer directly. A file does not: writing to it in this way would leave its
    // position, where the next program in the shell's line goes on, as it was.
    private static bool SaidDirectly(byte[] answer)
    {
        if (OperatingSystem.IsWindows() || answer.Length > PipePiece)
        {
            return false;
        }

        try
        {
            using var handle = new SafeFileHandle(1, ownsHandle: false);
            using var direct = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            if (direct.CanSeek)
            {
                return false;
            }

            direct.Write(answer);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Nothing was written; the ordinary way knows what to do with a full or closed pipe.
            return false;
        }
    }
}
