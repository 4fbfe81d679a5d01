namespace Mteb.Packages.Tests;

/// <summary>The SDK as a package of a C# project.</summary>
[Collection(PackageCollection.Name)]
public sealed class PackageReferenceTests(PackageFeed feed)
{
    [Fact]
    public async Task A_library_that_carries_a_model_evaluates_it_after_its_build()
    {
        using var project = new ModelProject(feed);
        project.Write("library.csproj", Library("<TargetFramework>net10.0</TargetFramework>", ""));

        var without = await project.BuildOtherAsync("library.csproj", "-p:MtebNativePath=not-restored");
        project.Write("library.csproj", Library("<TargetFramework>net10.0</TargetFramework>", Runtime));
        var with = await project.BuildOtherAsync("library.csproj");

        without.ExitCode.Should().Be(1);
        without.Output.Should().Contain("error MTEB5203").And.Contain(Runtime, "the line is there to be copied");
        with.ExitCode.Should().Be(0, with.ToString());
        project.Results.Keys.Should().Equal("QuickstartSTS");
        File.Exists(project.At("bin/Debug/net10.0/library.dll")).Should().BeTrue();
    }

    [Fact]
    public async Task A_library_with_an_outer_build_for_its_frameworks_evaluates_once()
    {
        using var project = new ModelProject(feed);
        project.Write("library.csproj", Library("<TargetFrameworks>net10.0</TargetFrameworks>", Runtime));

        var built = await project.BuildOtherAsync("library.csproj");

        built.ExitCode.Should().Be(0, built.ToString());
        project.Results.Keys.Should().Equal("QuickstartSTS");
        built.Output.Split(" -> " + project.At("results")).Should().HaveCount(2, "the outer build evaluates, the inner ones do not");
    }

    private string Runtime => $"<PackageDownload Include=\"Mteb.Runtime.linux-x64\" Version=\"[{feed.Version}]\" />";

    private string Library(string frameworks, string runtime) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            {frameworks}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Mteb.Sdk" Version="{feed.Version}" PrivateAssets="all" />
            {runtime}
            <MtebTask Include="QuickstartSTS" />
          </ItemGroup>
        </Project>

        """;
}
