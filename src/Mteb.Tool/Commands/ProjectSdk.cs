using System.Text.RegularExpressions;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Tool.Commands;

/// <summary>Compares this tool with the Mteb.Sdk that the project in a model's folder names.</summary>
internal static partial class ProjectSdk
{
    /// <summary>Says which projects name another version; nothing where there is none, or it is this one.</summary>
    /// <param name="folder">The model's folder.</param>
    /// <param name="version">The version of this tool.</param>
    public static IReadOnlyList<Diagnostic> Compare(string folder, string version) =>
    [
        .. Directory.EnumerateFiles(folder, "*.mtebproj").Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Named: Sdk().Match(File.ReadAllText(path)).Groups["version"].Value))
            .Where(project => project.Named.Length > 0 && project.Named != version)
            .Select(project => ProjectCodes.VersionsDiffer.At(
                new SourcePlace(project.Path),
                $"The project uses Mteb.Sdk {project.Named}, and this tool is mteb {version}: what one evaluates may differ from what the other would.",
                $"Take the same version of both: 'dotnet tool update mteb --version {project.Named}', or Sdk=\"Mteb.Sdk/{version}\" in the project.")),
    ];

    [GeneratedRegex("Sdk\\s*=\\s*\"Mteb\\.Sdk/(?<version>[^\"/]+)\"")]
    private static partial Regex Sdk();
}
