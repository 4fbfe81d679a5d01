using System.IO.Compression;

namespace Mteb.Packages.Tests;

/// <summary>What the symbols of a library say of its sources where the clone has a remote.</summary>
[Collection(PackageCollection.Name)]
public sealed class SourceLinkTests : IDisposable
{
    private readonly Sandbox _sandbox = new("source-link");

    [Fact]
    public async Task Symbols_and_package_name_the_commit_of_the_remote()
    {
        // A repository with the settings of this one, and a library of one line.
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "eng/LibraryPackage.props" })
        {
            _sandbox.Write(file, File.ReadAllText(Repository.At(file)));
        }

        _sandbox.Write("src/Small/README.md", "A library.\n");
        _sandbox.Write("src/Small/Small.cs", "namespace Small;\n\n/// <summary>Nothing.</summary>\npublic static class Nothing;\n");
        var project = _sandbox.Write("src/Small/Small.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="$(RepositoryRoot)eng/LibraryPackage.props" />
            </Project>
            """);
        await Git.RunAsync(_sandbox.Root, "init", "--quiet");
        await Git.RunAsync(_sandbox.Root, "remote", "add", "origin", "https://github.com/your-org/small.git");
        await Git.RunAsync(_sandbox.Root, "add", ".");
        await Git.RunAsync(_sandbox.Root, "commit", "--quiet", "-m", "All");
        var commit = (await Git.RunAsync(_sandbox.Root, "rev-parse", "HEAD")).Output.Trim();

        var packed = await Command.RunAsync("dotnet", ["pack", project, "--tl:off", "-v:quiet", "-o", _sandbox.At("packed"), "-p:PackageVersion=1.2.3"], _sandbox.Root, Environment);

        packed.ExitCode.Should().Be(0, packed.ToString());
        using var package = ZipFile.OpenRead(_sandbox.At("packed/Small.1.2.3.nupkg"));
        using var assembly = package.GetEntry("lib/net10.0/Small.dll")!.Open();
        using var symbols = new Symbols(assembly);
        symbols.SourceLinkMap.Should().Contain($"raw.githubusercontent.com/your-org/small/{commit}/*");
        using var specification = new StreamReader(package.GetEntry("Small.nuspec")!.Open());
        (await specification.ReadToEndAsync()).Should().Contain("url=\"https://github.com/your-org/small").And.Contain($"commit=\"{commit}\"");
    }

    /// <inheritdoc/>
    public void Dispose() => _sandbox.Dispose();

    private static Dictionary<string, string?> Environment => new() { ["MSBUILDDISABLENODEREUSE"] = "1", ["CI"] = null };
}
