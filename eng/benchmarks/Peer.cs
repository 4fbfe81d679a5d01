using System.Diagnostics;
using System.Globalization;

namespace Mteb.Benchmarks;

/// <summary>Another program that measures itself and prints its seconds by the clock and of the processor.</summary>
internal static class Peer
{
    /// <summary>Runs a command line with more arguments.</summary>
    public static Timed Run(string command, IEnumerable<string> arguments)
    {
        var printed = Print(command, arguments);
        return new Timed(Number(printed[0]), Number(printed[1]));
    }

    /// <summary>Runs a command line with more arguments; the program also prints how many iterations it made.</summary>
    public static (Timed Time, int Iterations) Fit(string command, IEnumerable<string> arguments)
    {
        var printed = Print(command, arguments);
        return (new Timed(Number(printed[0]), Number(printed[1])), (int)Number(printed[2]));
    }

    private static string[] Print(string command, IEnumerable<string> arguments)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var process = Process.Start(new ProcessStartInfo(words[0], [.. words[1..], .. arguments]) { RedirectStandardOutput = true })!;
        var printed = process.StandardOutput.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return printed;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
