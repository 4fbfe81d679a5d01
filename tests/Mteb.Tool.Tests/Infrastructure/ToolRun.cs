using System.Globalization;
using System.Text;
using Mteb.Tool.Commands;

namespace Mteb.Tool.Tests.Infrastructure;

/// <summary>Runs command lines in this process and keeps what came of them.</summary>
internal sealed class ToolRun
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    /// <summary>What stands behind <c>run</c>.</summary>
    public IRunEngine Engine { get; init; } = new FakeEngine();

    public string CurrentDirectory { get; init; } = Path.GetFullPath("/work-folder");

    public Dictionary<string, string> Variables { get; } = [];

    public string Input { get; init; } = "";

    public bool OutputIsClosed { get; init; }

    public TerminalFacts Terminal { get; init; } = TerminalFacts.Redirected;

    public ManualTime Time { get; } = new();

    public CancellationTokenSource Cancellation { get; } = new();

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public async Task<ExitCode> InvokeAsync(params string[] line) =>
        await MtebCommandLine.InvokeAsync(line, Surroundings(), () => Verbs.All(_ => Engine));

    /// <summary>The transcript of a line: the line, the exit code, both outputs.</summary>
    public static async Task<string> TranscriptAsync(params string[] line)
    {
        var run = new ToolRun();
        var exitCode = await run.InvokeAsync(line);
        var words = line.Select(word => word.Length == 0 || word.Contains(' ', StringComparison.Ordinal) ? $"\"{word}\"" : word);
        return $"$ mteb {string.Join(' ', words)}\n{run.Output}{run.Error}exit code {(int)exitCode}{(run.Output.Length > 0 ? ", standard output used" : "")}\n";
    }

    private ToolEnvironment Surroundings() => new(() => Terminal)
    {
        Output = OutputIsClosed ? new ClosedWriter() : new StringWriter(_output, CultureInfo.InvariantCulture),
        Error = new StringWriter(_error, CultureInfo.InvariantCulture),
        Input = new Lazy<TextReader>(() => new StringReader(Input)),
        CurrentDirectory = CurrentDirectory,
        Variable = name => Variables.GetValueOrDefault(name),
        Time = Time,
        Cancellation = new Lazy<CancellationTokenSource>(Cancellation),
    };

    private sealed class ClosedWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("The pipe is closed.");
    }
}
