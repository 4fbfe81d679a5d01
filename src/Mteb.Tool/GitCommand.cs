using System.ComponentModel;
using System.Diagnostics;
using Mteb.Schemas.Results.Repository;

namespace Mteb.Tool;

/// <summary>Runs the Git of this machine.</summary>
internal static class GitCommand
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
