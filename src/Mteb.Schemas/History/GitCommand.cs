using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Mteb.Schemas.History;

/// <summary>Runs the Git of this machine.</summary>
public static class GitCommand
{
    // What shells give for a program that is not there.
    private const int NotFound = 127;

    /// <summary>Runs it in a folder.</summary>
    public static RunGit In(string folder) => arguments =>
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return new GitAnswer(process.ExitCode, output.ToArray());
        }
        catch (Win32Exception)
        {
            return new GitAnswer(NotFound, []);
        }
    };
}

/// <summary>Runs Git with arguments.</summary>
public delegate GitAnswer RunGit(IReadOnlyList<string> arguments);

/// <summary>What Git answered.</summary>
/// <param name="ExitCode">0 when it did what was asked.</param>
/// <param name="Output">Its standard output.</param>
public readonly record struct GitAnswer(int ExitCode, byte[] Output)
{
    /// <summary>The output as text, without the white space around it; null where Git did not do what was asked.</summary>
    public string? Text => ExitCode == 0 ? Encoding.UTF8.GetString(Output).Trim() : null;

    /// <summary>What Git separates with zero bytes, as texts.</summary>
    public string[] Parts => Encoding.UTF8.GetString(Output).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
