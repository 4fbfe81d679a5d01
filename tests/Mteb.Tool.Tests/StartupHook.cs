/// <summary>
/// Started by the runtime in a child process (DOTNET_STARTUP_HOOKS names this assembly): at its end it writes down which
/// assemblies were loaded. The name and the missing namespace are the runtime's rule.
/// </summary>
internal static class StartupHook
{
    /// <summary>Names the file to write.</summary>
    public const string Variable = "MTEB_TEST_ASSEMBLIES";

    public static void Initialize() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        var assemblies = AppDomain.CurrentDomain.GetAssemblies();
        var names = new string[assemblies.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = assemblies[i].GetName().Name!;
        }

        File.WriteAllLines(Environment.GetEnvironmentVariable(Variable)!, names);
    };
}
