namespace Mteb.Packages.Tests;

/// <summary>A throw-away program that uses packed libraries.</summary>
internal sealed class Consumer : IDisposable
{
    private readonly PackageFeed _feed;
    private readonly Sandbox _sandbox = new("consumer");

    /// <param name="feed">Where the packages come from.</param>
    /// <param name="packages">The packages that the program references.</param>
    public Consumer(PackageFeed feed, params string[] packages)
    {
        _feed = feed;
        Write("NuGet.config", feed.NuGetConfig);
        Write("global.json", File.ReadAllText(Repository.At("global.json")));
        Write("consumer.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                {string.Join('\n', packages.Select(id => $"<PackageReference Include=\"{id}\" Version=\"{feed.Version}\" />"))}
              </ItemGroup>
            </Project>

            """);
    }

    /// <summary>Writes a file of the program's folder, which is where it runs.</summary>
    public void Write(string relative, string content) => _sandbox.Write(relative, content);

    /// <summary>Compiles the program and runs it.</summary>
    public async Task<Transcript> RunAsync(params string[] arguments)
    {
        var built = await _feed.DotnetAsync(_sandbox.Root, "build", "--tl:off", "-v", "quiet", "-o", "out");
        built.ExitCode.Should().Be(0, built.ToString());
        return await Command.RunAsync("dotnet", [_sandbox.At("out/consumer.dll"), .. arguments], _sandbox.Root, _feed.Environment);
    }

    public void Dispose() => _sandbox.Dispose();
}
