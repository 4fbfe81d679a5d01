using System.Reflection;

namespace Mteb.Tool;

/// <summary>The version of this program.</summary>
internal static class ToolVersion
{
    /// <summary>As released: <c>0.1.0</c>.</summary>
    public static string Text => typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];
}
