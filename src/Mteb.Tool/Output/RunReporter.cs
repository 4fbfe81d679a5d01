using Mteb.Schemas.Diagnostics;

namespace Mteb.Tool.Output;

/// <summary>What a run tells while it goes on. Any thread may call.</summary>
internal interface IRunReporter
{
    /// <summary>Tells where the run stands. May be called as often as one likes.</summary>
    void Progress(in RunProgress progress);

    /// <summary>Tells of a problem, once.</summary>
    void Report(Diagnostic diagnostic);

    /// <summary>Passes a line on that another program wrote to its standard error.</summary>
    void Note(string line);
}

/// <summary>Shows progress and diagnostics on standard error, and keeps the diagnostics for the report.</summary>
internal sealed class RunReporter : IRunReporter, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly DiagnosticView _diagnosticView;
    private readonly ProgressView _progressView;
    private readonly TextWriter? _notes;

    /// <summary>Makes a reporter.</summary>
    /// <param name="environment">Where it writes.</param>
    /// <param name="verbosity">0 errors, 1 also warnings, 2 also progress and suggestions, 3 everything.</param>
    public RunReporter(ToolEnvironment environment, int verbosity)
    {
        var terminal = environment.ErrorTerminal;
        _diagnosticView = new DiagnosticView(environment.Error, terminal.Colour, environment.CurrentDirectory, verbosity);
        _progressView = new ProgressView(environment.Error, terminal, environment.Time, verbosity);
        _notes = verbosity >= 2 ? environment.Error : null;
    }

    /// <summary>Everything that was reported, whatever the verbosity.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics
    {
        get
        {
            lock (_gate)
            {
                return [.. _diagnostics];
            }
        }
    }

    /// <inheritdoc/>
    public void Progress(in RunProgress progress)
    {
        lock (_gate)
        {
            _progressView.Show(progress);
        }
    }

    /// <inheritdoc/>
    public void Report(Diagnostic diagnostic)
    {
        lock (_gate)
        {
            _diagnostics.Add(diagnostic);
            _progressView.Clear();
            _diagnosticView.Write([diagnostic]);
        }
    }

    /// <inheritdoc/>
    public void Note(string line)
    {
        lock (_gate)
        {
            _progressView.Clear();
            _notes?.Write($"encoder: {line}\n");
        }
    }

    /// <summary>Takes the progress line away.</summary>
    public void Finish()
    {
        lock (_gate)
        {
            _progressView.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Finish();
}
