namespace Mteb.Tool.Commands;

/// <summary>Joins <c>mteb run</c> to the engine.</summary>
internal static class RunEngine
{
    /// <summary>The engine for a run in these surroundings.</summary>
    public static IRunEngine Create(ToolEnvironment environment) =>
        throw new NotSupportedException("This build has no run engine.");
}
