namespace Mteb.Sdk.Evaluator;

/// <summary>
/// The turn of a build to evaluate a project: of builds that run at the same time one evaluates, and the others wait for it and
/// find its results. It ends with the process that has it, however that ends.
/// </summary>
internal sealed class EvaluationTurn : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly FileStream? _lock;

    private EvaluationTurn(FileStream? held) => _lock = held;

    /// <summary>Waits for the turn.</summary>
    /// <param name="folder">Full path of the folder for what builds know.</param>
    /// <param name="waits">Called once where another build has the turn.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<EvaluationTurn> TakeAsync(string folder, Action waits, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new EvaluationTurn(new FileStream(Path.Combine(folder, "evaluation.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (Exception error) when (error is UnauthorizedAccessException || (error is IOException && !IsHeld(error)))
            {
                // Waiting would help nothing. Where nothing can be written nothing is evaluated either, and that is said where it would be.
                return new EvaluationTurn(null);
            }
            catch (IOException)
            {
                if (tries == 0)
                {
                    waits();
                }

                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    // What the system says of a file that another process holds: a sharing violation on Windows, EWOULDBLOCK on Linux and macOS.
    private static bool IsHeld(Exception error) => error.HResult is unchecked((int)0x80070020) or 11 or 35;

    /// <summary>Ends the turn.</summary>
    public void Dispose() => _lock?.Dispose();
}
