namespace Mteb.Tool.Tests.Infrastructure;

/// <summary>The built tool as a process of its own, with the real engine behind it.</summary>
internal static class ToolProcess
{
    /// <summary>Full path of the tool's assembly.</summary>
    public static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "mteb.dll");

    /// <summary>Runs a line to its end.</summary>
    /// <param name="folder">The current directory of the process.</param>
    /// <param name="line">The arguments.</param>
    public static Task<Transcript> RunAsync(string folder, params string[] line) => Command.RunAsync("dotnet", [Assembly, .. line], folder);
}
