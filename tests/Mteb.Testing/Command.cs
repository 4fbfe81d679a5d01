using System.Diagnostics;
using System.Text;

namespace Mteb.Testing;

/// <summary>Runs programs and keeps a transcript of each: command line, output, exit code.</summary>
public static class Command
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Its path or name.</param>
    /// <param name="arguments">Its arguments, not yet quoted.</param>
    /// <param name="workingDirectory">Where it runs.</param>
    /// <param name="environment">Variables on top of the inherited ones; a null value removes one.</param>
    /// <param name="standardInput">What it reads; nothing when null.</param>
    /// <param name="cancellationToken">Kills it.</param>
    public static async Task<Transcript> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string workingDirectory,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? standardInput = null,
        CancellationToken cancellationToken = default)
    {
        var start = Describe(program, arguments, workingDirectory, environment);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        if (standardInput is not null)
        {
            await process.StandardInput.WriteAsync(standardInput);
        }

        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new Transcript($"{program} {string.Join(' ', start.ArgumentList)}", process.ExitCode, await output, await error);
    }

    /// <summary>How a program is started so that its streams can be read.</summary>
    /// <inheritdoc cref="RunAsync"/>
    public static ProcessStartInfo Describe(
        string program, IEnumerable<string> arguments, string workingDirectory, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        return start;
    }
}

/// <summary>What a program was asked and what it answered.</summary>
/// <param name="CommandLine">Program and arguments.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
public sealed record Transcript(string CommandLine, int ExitCode, string Output, string Error)
{
    /// <inheritdoc/>
    public override string ToString() => $"> {CommandLine}\nexit code {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}
