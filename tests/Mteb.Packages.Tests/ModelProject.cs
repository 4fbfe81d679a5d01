using System.Text.RegularExpressions;

namespace Mteb.Packages.Tests;

/// <summary>A throw-away model repository: the quickstart model with a project of the packed SDK.</summary>
internal sealed partial class ModelProject : IDisposable
{
    private const string Name = "my model ä.mtebproj";

    private readonly PackageFeed _feed;
    private readonly Sandbox _sandbox = new("model project");

    public ModelProject(PackageFeed feed, string items = "<MtebTask Include=\"QuickstartSTS;QuickstartClassification\" />")
    {
        _feed = feed;
        Folder = _sandbox.Copy(Repository.At("samples/quickstart"), "my model ä");
        File.Delete(At("data/QuickstartRetrieval/task.json"));
        Directory.Delete(At("data/QuickstartRetrieval"), recursive: true);
        _sandbox.Write("NuGet.config", feed.NuGetConfig);
        _sandbox.Write("global.json", File.ReadAllText(Repository.At("global.json")));
        Write(items);
    }

    /// <summary>The folder of the model and its project.</summary>
    public string Folder { get; }

    /// <summary>The project.</summary>
    public string Path => At(Name);

    /// <summary>The result files, by task.</summary>
    public IReadOnlyDictionary<string, string> Results => Directory.Exists(At("results"))
        ? Directory.GetFiles(At("results"), "Quickstart*.json", SearchOption.AllDirectories).ToDictionary(file => System.IO.Path.GetFileNameWithoutExtension(file))
        : [];

    public string At(string relative) => System.IO.Path.Combine(Folder, relative);

    public void Dispose() => _sandbox.Dispose();

    /// <summary>Writes the project anew.</summary>
    public void Write(string items) => File.WriteAllText(Path, $"""
        <Project Sdk="Mteb.Sdk/{_feed.Version}">
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>

        """);

    /// <summary>Builds.</summary>
    public Task<Transcript> BuildAsync(params string[] options) => _feed.DotnetAsync(Folder, ["build", Path, "--tl:off", .. options]);

    /// <summary>Errors and warnings, each once, with what differs from run to run replaced.</summary>
    public string Findings(Transcript transcript) => string.Join('\n', transcript.Output.Split('\n')
        .Where(line => line.Contains(": error ", StringComparison.Ordinal) || line.Contains(": warning ", StringComparison.Ordinal))
        .Select(line => NodeNumber().Replace(line, "").Trim().Replace(Folder, "$MODEL", StringComparison.Ordinal).Replace(_feed.Version, "$VERSION", StringComparison.Ordinal))
        .Distinct()) + "\n";

    /// <summary>When each result was written.</summary>
    public Dictionary<string, DateTime> Times() => Results.ToDictionary(result => result.Key, result => File.GetLastWriteTimeUtc(result.Value));

    [GeneratedRegex(@"^\s*\d+>")]
    private static partial Regex NodeNumber();
}
