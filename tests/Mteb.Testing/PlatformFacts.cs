namespace Mteb.Testing;

/// <summary>A fact that needs a shell and <c>/proc</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = Platform.WithoutLinux;
}

/// <summary>A theory that needs a shell and <c>/proc</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = Platform.WithoutLinux;
}

/// <summary>A fact that needs Python.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = Platform.WithoutPython;
}

internal static class Platform
{
    public static string? WithoutLinux => OperatingSystem.IsLinux() ? null : "The test needs a shell and /proc.";

    public static string? WithoutPython =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "python3"))) ? null : "The test needs python3.";
}
