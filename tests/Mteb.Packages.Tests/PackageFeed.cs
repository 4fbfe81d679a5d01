using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;

namespace Mteb.Packages.Tests;

/// <summary>
/// The packages, packed once for all tests, in a folder that serves as their only source. The version is new in every run: a
/// package of the same version would be taken from where it was unpacked before.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime, IDisposable
{
    private static readonly string[] Built =
    [
        "eng/runtime/Mteb.Runtime.csproj", "src/Mteb.OnnxRuntime/Mteb.OnnxRuntime.csproj", "src/Mteb.Schemas/Mteb.Schemas.csproj",
        "src/Mteb.Evaluation/Mteb.Evaluation.csproj", "src/Mteb.Sdk/Mteb.Sdk.csproj", "templates/Mteb.Templates.csproj",
    ];

    private readonly Sandbox _sandbox = new("packages");

    /// <summary>The version of all packages.</summary>
    public string Version { get; } = $"0.0.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}";

    /// <summary>The folder with the packages.</summary>
    public string Folder => _sandbox.At("feed");

    /// <summary>
    /// A NuGet.config with the packages as the only source. What they depend on comes from where the build of this assembly has
    /// it, without any source.
    /// </summary>
    public string NuGetConfig => $"""
        <configuration>
          <packageSources><clear /><add key="local" value="{Folder}" /></packageSources>
          <fallbackPackageFolders><add key="build" value="{Metadata("NuGetPackageRoot")}" /></fallbackPackageFolders>
        </configuration>
        """;

    /// <summary>What a child process needs: package folders of its own, no CI behaviour, English.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        ["NUGET_PACKAGES"] = _sandbox.At("unpacked"),
        ["DOTNET_CLI_HOME"] = _sandbox.At("home"),
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["CI"] = null,
        ["MSBuildSDKsPath"] = null,
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildExtensionsPath"] = null,
    };

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        // What is built already is packed in one process.
        var all = _sandbox.Write("pack.proj", $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{string.Join(';', Built.Select(Repository.At))}" Targets="Pack" BuildInParallel="true"
                    Properties="Configuration={Metadata("Configuration")};PackageVersion={Version};PackageOutputPath={Folder};NoBuild=true" />
              </Target>
            </Project>
            """);
        await PackAsync("msbuild", all, "-t:Pack");

        // The tool is compiled ahead of time for its platform, which an ordinary build does not do.
        await PackAsync("pack", Repository.At("src/Mteb.Tool"), "-c", Metadata("Configuration"), "-o", Folder, $"-p:PackageVersion={Version}");
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _sandbox.Dispose();

    /// <summary>The paths in a package.</summary>
    public IReadOnlyList<string> Content(string id)
    {
        using var package = ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.nupkg"));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>The symbols in the assembly of a library.</summary>
    public Symbols Symbols(string id)
    {
        using var package = ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.nupkg"));
        using var assembly = package.GetEntry($"lib/net10.0/{id}.dll")!.Open();
        return new Symbols(assembly);
    }

    /// <summary>Runs dotnet with the packages as the only source.</summary>
    public Task<Transcript> DotnetAsync(string folder, params string[] arguments) => Command.RunAsync("dotnet", arguments, folder, Environment);

    /// <summary>What differs from run to run, replaced.</summary>
    public string Scrub(string text) => text.Replace(_sandbox.Root, "$PACKAGES", StringComparison.Ordinal).Replace(Version, "$VERSION", StringComparison.Ordinal);

    /// <summary>How dotnet is started with the packages as the only source.</summary>
    public ProcessStartInfo Start(string folder, params string[] arguments) => Command.Describe("dotnet", arguments, folder, Environment);

    private static async Task PackAsync(params string[] arguments)
    {
        var packed = await Command.RunAsync("dotnet", [.. arguments, "--tl:off", "-v:quiet"], Repository.At("."), new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1" });
        packed.ExitCode.Should().Be(0, packed.ToString());
    }

    private static string Metadata(string key) => typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

/// <summary>All tests of this assembly share the packages, and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackageFeed>
{
    /// <summary>Its name.</summary>
    public const string Name = "packages";
}
