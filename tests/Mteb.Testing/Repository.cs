using System.Reflection;

namespace Mteb.Testing;

/// <summary>Where the repository lies, and what lies in it.</summary>
public static class Repository
{
    /// <summary>The root folder, as built.</summary>
    public static string Root { get; } = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!
        .TrimEnd(Path.DirectorySeparatorChar);

    /// <summary>A path below the root.</summary>
    /// <param name="relative">With forward slashes.</param>
    public static string At(string relative) => Path.GetFullPath(Path.Combine(Root, relative));
}
