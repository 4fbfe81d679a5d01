using System.Runtime.InteropServices;
using System.Text;

namespace Mteb.Tool;

/// <summary>
/// Everything that the tool knows of its surroundings. Only this class and the entry point ask the process, so that a
/// test can run any verb in its own process.
/// </summary>
internal sealed class ToolEnvironment : IDisposable
{
    private readonly Lazy<TerminalFacts> _errorTerminal;
    private readonly List<IDisposable> _held = [];

    /// <summary>Makes an environment.</summary>
    /// <param name="errorTerminal">Asked only when something depends on the terminal.</param>
    public ToolEnvironment(Func<TerminalFacts> errorTerminal) => _errorTerminal = new(errorTerminal);

    /// <summary>Where results go; <see cref="Print"/> writes there.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where everything else goes.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Standard input, UTF-8; opened only by verbs that read it.</summary>
    public Lazy<TextReader> Input { get; init; } = new(() => TextReader.Null);

    /// <summary>What relative paths start from; an absolute path.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>The value of an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Cancelled when the user wants to stop; asked for only by verbs that wait.</summary>
    public required Lazy<CancellationTokenSource> Cancellation { get; init; }

    /// <summary>How many processors there are: the default number of threads.</summary>
    public int Processors { get; init; } = 1;

    /// <summary>Whether the program runs on a build server.</summary>
    public bool IsUnattended => string.Equals(Variable(ToolVariables.Ci), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>What standard error is connected to.</summary>
    public TerminalFacts ErrorTerminal => _errorTerminal.Value;

    /// <summary>Writes a result.</summary>
    /// <exception cref="OutputFailure">Standard output does not take it.</exception>
    public void Print(string text)
    {
        try
        {
            Output.Write(text);
            Output.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputFailure(exception);
        }
    }

    /// <summary>The surroundings of this process.</summary>
    public static ToolEnvironment OfProcess()
    {
        ToolEnvironment? environment = null;
        environment = new(AskTerminal)
        {
            Output = Open(Console.OpenStandardOutput, () => Console.Out),
            Error = Open(Console.OpenStandardError, () => Console.Error),
            Input = new(() => new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true))),
            CurrentDirectory = Environment.CurrentDirectory,
            Variable = Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,
            Processors = Environment.ProcessorCount,
            Cancellation = new(() => ListenForSignals(environment!._held)),
        };
        return environment;
    }

    /// <summary>Stops listening for signals.</summary>
    public void Dispose() => _held.ForEach(held => held.Dispose());

    // A plain UTF-8 stream: preparing the console for terminal input and another code page would cost more than all the
    // rest of '--version'. On Windows the code page matters, so there the console does it.
    private static TextWriter Open(Func<Stream> open, Func<TextWriter> console) => OperatingSystem.IsWindows()
        ? console()
        : new StreamWriter(open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1024) { AutoFlush = true };

    private static TerminalFacts AskTerminal()
    {
        var redirected = Console.IsErrorRedirected || Environment.GetEnvironmentVariable(ToolVariables.Terminal) == "dumb";
        var colourless = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ToolVariables.NoColour));
        var width = redirected ? TerminalFacts.DefaultWidth : Console.WindowWidth;
        return new TerminalFacts(!redirected, width > 0 ? width : TerminalFacts.DefaultWidth, !redirected && !colourless);
    }

    // The first signal asks the work to stop, the second ends the process in the ordinary way.
    private static CancellationTokenSource ListenForSignals(List<IDisposable> held)
    {
        var source = new CancellationTokenSource();
        held.Add(source);
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            held.Insert(0, PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = !source.IsCancellationRequested;
                source.Cancel();
            }));
        }

        return source;
    }
}

/// <summary>Standard output does not take a result: it is closed, or the disk is full.</summary>
/// <param name="cause">What the system said.</param>
internal sealed class OutputFailure(Exception cause) : Exception(cause.Message, cause);

/// <summary>What a stream is connected to.</summary>
/// <param name="IsInteractive">Whether a person watches: a terminal that can move its cursor.</param>
/// <param name="Width">Columns.</param>
/// <param name="Colour">Whether colours are wanted and possible.</param>
internal readonly record struct TerminalFacts(bool IsInteractive, int Width, bool Colour)
{
    /// <summary>Columns where no terminal says how many it has.</summary>
    public const int DefaultWidth = 80;

    /// <summary>A file, a pipe or a log.</summary>
    public static readonly TerminalFacts Redirected = new(IsInteractive: false, DefaultWidth, Colour: false);
}
