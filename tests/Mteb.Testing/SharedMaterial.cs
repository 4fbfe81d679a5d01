namespace Mteb.Testing;

/// <summary>
/// Test material that is too large, or not free, to live in the repository: real models, data sets, tokenizers. It lies in
/// a folder <c>shared</c> beside the repository, or where <c>MTEB_SHARED</c> says. Tests that need it are skipped, with
/// the reason, where it is absent.
/// </summary>
public static class SharedMaterial
{
    /// <summary>The folder; null when it is absent.</summary>
    public static string? Root { get; } = Locate();

    /// <summary>Why tests are skipped; null when the material is there.</summary>
    public static string? SkipReason { get; } = Root is null
        ? $"The shared test material is absent: no folder '{Repository.At("../shared")}', and MTEB_SHARED names none."
        : null;

    /// <summary>A path below the folder.</summary>
    /// <param name="relative">With forward slashes.</param>
    public static string At(string relative) =>
        Path.GetFullPath(Path.Combine(Root ?? throw new InvalidOperationException(SkipReason), relative));

    private static string? Locate()
    {
        var named = Environment.GetEnvironmentVariable("MTEB_SHARED");
        var folder = string.IsNullOrEmpty(named) ? Repository.At("../shared") : named;
        return Directory.Exists(folder) ? folder : null;
    }
}

/// <summary>A fact that needs shared material.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>Names what the test reads, so that material that nothing reads is noticed.</summary>
    /// <param name="paths">Paths below the shared folder; a trailing <c>/</c> stands for everything below, <c>*</c> for any part of a name.</param>
    public SharedFactAttribute(params string[] paths)
    {
        Paths = paths;
        if (SharedMaterial.SkipReason is { } reason)
        {
            Skip = reason;
        }
    }

    /// <summary>What the test reads.</summary>
    public IReadOnlyList<string> Paths { get; }
}

/// <summary>A theory that needs shared material.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <inheritdoc cref="SharedFactAttribute(string[])"/>
    public SharedTheoryAttribute(params string[] paths)
    {
        Paths = paths;
        if (SharedMaterial.SkipReason is { } reason)
        {
            Skip = reason;
        }
    }

    /// <inheritdoc cref="SharedFactAttribute.Paths"/>
    public IReadOnlyList<string> Paths { get; }
}

/// <summary>Feeds a theory with the shared files that match a pattern, one a case, as paths below the shared folder.</summary>
/// <param name="folder">Folder below the shared folder.</param>
/// <param name="pattern">File name pattern.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class SharedFilesAttribute(string folder, string pattern) : Xunit.Sdk.DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(System.Reflection.MethodInfo testMethod)
    {
        if (SharedMaterial.Root is not { } root)
        {
            return [["(absent)"]];
        }

        return Directory.EnumerateFiles(Path.Combine(root, folder), pattern)
            .Order(StringComparer.Ordinal)
            .Select(file => new object[] { Path.GetRelativePath(root, file).Replace('\\', '/') });
    }
}
