namespace Mteb.Startup;

/// <summary>The program to compare with: it does nothing, and is built and packed as the tool is.</summary>
internal static class EmptyTool
{
    /// <summary>The package's and the command's name.</summary>
    public const string Name = "mteb-startup-empty";

    /// <summary>Writes the project.</summary>
    /// <param name="folder">Where; the folder is created.</param>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), "return 0;\n");

        // Same switches as src/Mteb.Tool/Mteb.Tool.csproj.
        File.WriteAllText(Path.Combine(folder, $"{Name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <PackAsTool>true</PackAsTool>
                <PackageId>{Name}</PackageId>
                <ToolCommandName>{Name}</ToolCommandName>
                <RollForward>Major</RollForward>
                <RuntimeIdentifiers>linux-x64;any</RuntimeIdentifiers>
                <PublishReadyToRun Condition="'$(RuntimeIdentifier)' != 'any'">true</PublishReadyToRun>
                <TieredPGO>false</TieredPGO>
                <AutoreleasePoolSupport>false</AutoreleasePoolSupport>
                <EventSourceSupport>false</EventSourceSupport>
              </PropertyGroup>
            </Project>
            """);
    }
}
