namespace Mteb.NoOp;

/// <summary>The two projects that are built in turns.</summary>
/// <param name="root">The repository.</param>
/// <param name="work">Where they lie.</param>
internal sealed class Projects(string root, string work)
{
    private const long WeightsSize = 1L << 30;
    private const int ResultCount = 500;

    /// <summary>The project with nothing in it.</summary>
    public string Empty => Path.Combine(work, "empty", "empty.proj");

    /// <summary>The model's project.</summary>
    public string Model => Path.Combine(work, "model", "model.mtebproj");

    /// <summary>Writes both.</summary>
    /// <param name="feed">The folder with the packages.</param>
    /// <param name="version">Their version.</param>
    public void Write(string feed, string version)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Empty)!);
        File.WriteAllText(Path.Combine(work, "NuGet.config"), $"<configuration><packageSources><clear /><add key=\"local\" value=\"{feed}\" /></packageSources></configuration>");
        File.Copy(Path.Combine(root, "global.json"), Path.Combine(work, "global.json"));
        File.WriteAllText(Empty, """
            <Project>
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <EnableDefaultItems>false</EnableDefaultItems>
                <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
                <GenerateAssemblyInfo>false</GenerateAssemblyInfo>
                <GenerateDependencyFile>false</GenerateDependencyFile>
                <GenerateMSBuildEditorConfigFile>false</GenerateMSBuildEditorConfigFile>
                <GenerateTargetFrameworkAttribute>false</GenerateTargetFrameworkAttribute>
                <ProduceReferenceAssembly>false</ProduceReferenceAssembly>
                <SkipCopyBuildProduct>true</SkipCopyBuildProduct>
              </PropertyGroup>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup>
                <OutputType>Library</OutputType>
                <CopyBuildOutputToOutputDirectory>false</CopyBuildOutputToOutputDirectory>
                <DebugType>none</DebugType>
              </PropertyGroup>
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
              <Target Name="CoreCompile" />
              <Target Name="CreateManifestResourceNames" />
            </Project>
            """);
        CopyFolder(Path.Combine(root, "samples", "quickstart"), Path.GetDirectoryName(Model)!);
        File.WriteAllText(Model, $"""
            <Project Sdk="Mteb.Sdk/{version}">
              <PropertyGroup>
                <MtebModelName>my-org/my-model</MtebModelName>
              </PropertyGroup>
              <ItemGroup>
                <MtebTask Include="{string.Join(';', Directory.GetDirectories(Path.Combine(root, "samples", "quickstart", "data")).Select(Path.GetFileName))}" />
              </ItemGroup>
            </Project>
            """);

        // Sparse: what counts is that nobody reads it.
        using var weights = File.Create(Path.Combine(Path.GetDirectoryName(Model)!, "onnx", "more.onnx_data"));
        weights.SetLength(WeightsSize);
    }

    /// <summary>Adds results of former revisions to those of the first build.</summary>
    public void AddResults()
    {
        var results = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Model)!, "results"), "*.json", SearchOption.AllDirectories)
            .Where(file => char.IsUpper(Path.GetFileName(file)[0])).ToList();
        var revisions = Path.GetDirectoryName(Path.GetDirectoryName(results[0])!)!;
        for (var i = results.Count; i < ResultCount; i++)
        {
            var folder = Path.Combine(revisions, $"former-{i:D3}");
            Directory.CreateDirectory(folder);
            File.Copy(results[i % results.Count], Path.Combine(folder, Path.GetFileName(results[i % results.Count])));
        }
    }

    private static void CopyFolder(string source, string target)
    {
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
