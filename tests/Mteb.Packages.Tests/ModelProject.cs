using System.Text.RegularExpressions;

namespace Mteb.Packages.Tests;

/// <summary>A throw-away model repository: the quickstart model with a project of the packed SDK.</summary>
internal sealed partial class ModelProject : IDisposable
{
    private const string Name = "my model ä.mtebproj";

    private readonly PackageFeed _feed;
    private readonly Sandbox _sandbox;

    private ModelProject(PackageFeed feed, Sandbox sandbox, string folder) => (_feed, _sandbox, Folder) = (feed, sandbox, folder);

    public ModelProject(PackageFeed feed, string items = "<MtebTask Include=\"QuickstartSTS;QuickstartClassification\" />")
    {
        (_feed, _sandbox) = (feed, new Sandbox("model project"));
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

    /// <summary>Deletes the folder, and those of all twins.</summary>
    public void Dispose() => _sandbox.Dispose();

    /// <summary>Writes the project anew.</summary>
    public void Write(string items) => Write(Name, $"""
        <Project Sdk="Mteb.Sdk/{_feed.Version}">
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>

        """);

    /// <summary>Writes a file of the model's folder.</summary>
    public void Write(string relative, string content) => File.WriteAllText(At(relative), content);

    /// <summary>A copy of the folder that something else has made.</summary>
    /// <param name="name">Name of the folder, beside this one.</param>
    public ModelProject Beside(string name) => new(_feed, _sandbox, _sandbox.At(name));

    /// <summary>A copy of the folder as it is now, without what builds have made of it in <c>obj</c>.</summary>
    /// <param name="name">Name of the folder, beside this one.</param>
    public ModelProject Twin(string name)
    {
        _sandbox.Copy(Folder, name);
        var twin = Beside(name);
        twin.Forget();
        return twin;
    }

    /// <summary>Takes away what builds know of results; the results stay.</summary>
    public void Forget()
    {
        if (Directory.Exists(At("obj/mteb")))
        {
            Directory.Delete(At("obj/mteb"), recursive: true);
        }
    }

    /// <summary>Builds.</summary>
    public Task<Transcript> BuildAsync(params string[] options) => _feed.DotnetAsync(Folder, ["build", Path, "--tl:off", .. options]);

    /// <summary>Builds another project of the folder.</summary>
    public Task<Transcript> BuildOtherAsync(string project, params string[] options) => _feed.DotnetAsync(Folder, ["build", At(project), "--tl:off", .. options]);

    /// <summary>Builds with variables on top of the environment.</summary>
    public Task<Transcript> BuildWithAsync(IReadOnlyDictionary<string, string?> variables, params string[] options) =>
        Command.RunAsync("dotnet", ["build", Path, "--tl:off", .. options], Folder, _feed.Environment.Concat(variables).ToDictionary());

    /// <summary>Errors and warnings, each once, with what differs from run to run replaced.</summary>
    public string Findings(Transcript transcript) => string.Join('\n', Scrub(transcript.Output).Split('\n')
        .Where(line => line.Contains(": error ", StringComparison.Ordinal) || line.Contains(": warning ", StringComparison.Ordinal))
        .Select(line => NodeNumber().Replace(line, "").Trim())
        .Distinct()) + "\n";

    /// <summary>The whole output, with what differs from run to run replaced.</summary>
    public string Scrub(string output) => TargetsLine().Replace(Digits().Replace(Times(output), "$REVISION"), "$LINE");

    private string Times(string output) => Duration().Replace(_feed.Scrub(output.Replace(Folder, "$MODEL", StringComparison.Ordinal)), "$TIME");

    /// <summary>When each result was written.</summary>
    public Dictionary<string, DateTime> Times() => Results.ToDictionary(result => result.Key, result => File.GetLastWriteTimeUtc(result.Value));

    [GeneratedRegex(@"(?<=\.targets\()[0-9]+,[0-9]+")]
    private static partial Regex TargetsLine();

    [GeneratedRegex("[0-9a-f]{40}")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\(in [^)]*\)|(?<=Time Elapsed )[0-9:.]+")]
    private static partial Regex Duration();

    [GeneratedRegex(@"^\s*\d+>")]
    private static partial Regex NodeNumber();
}
