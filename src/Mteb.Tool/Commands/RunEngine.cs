namespace Mteb.Tool.Commands;

/// <summary>Joins <c>mteb run</c> to the engine. Nothing of the engine is loaded before there is work for it.</summary>
internal static class RunEngine
{
    /// <summary>The engine for a run in these surroundings.</summary>
    public static IRunEngine Create(ToolEnvironment environment) => new EvaluationRun(environment);
}
