using System.Xml.Linq;

namespace Mteb.Architecture.Tests;

/// <summary>Which project may know which, and which folder.</summary>
public sealed class ReferenceTests
{
    // Schemas <- Hub <- Evaluation, Schemas <- Leaderboard, {Sdk, Tool} -> all of them.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Mteb.Schemas"] = [],
        ["Mteb.OnnxRuntime"] = [],
        ["Mteb.Hub"] = ["Mteb.Schemas"],
        ["Mteb.Evaluation"] = ["Mteb.Schemas", "Mteb.Hub", "Mteb.OnnxRuntime"],
        ["Mteb.Leaderboard"] = ["Mteb.Schemas"],
        ["Mteb.Sdk"] = ["Mteb.Schemas", "Mteb.Hub", "Mteb.Evaluation", "Mteb.Leaderboard"],
        ["Mteb.Tool"] = ["Mteb.Schemas", "Mteb.Hub", "Mteb.Evaluation", "Mteb.Leaderboard"],
    };

    private static IEnumerable<string> Projects => Directory
        .EnumerateFiles(Repository.At("src"), "*.csproj", SearchOption.AllDirectories)
        .Select(path => Path.GetFileNameWithoutExtension(path));

    public static TheoryData<string> ProductProjects() => [.. Projects];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void A_project_refers_only_to_projects_below_it(string project)
    {
        var document = XDocument.Load(Repository.At($"src/{project}/{project}.csproj"));
        var references = document.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Allowed.Should().ContainKey(project);
        references.Should().BeSubsetOf(Allowed[project]);
    }

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void Folders_of_a_project_do_not_refer_to_each_other_in_circles(string project)
    {
        var files = SourceTree.Product.Where(file => file.Project == project).ToList();
        var depth = files.Max(file => file.Folders.Length);
        for (var level = 0; level < depth; level++)
        {
            foreach (var siblings in files.Where(file => file.Folders.Length > level)
                .GroupBy(file => string.Join('/', file.Folders[..level])))
            {
                FolderGraph.Of(project, siblings.Key, [.. siblings], level).FindCircle()
                    .Should().BeNull($"folders of {project}/{siblings.Key} must not need each other");
            }
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.At("Mteb.slnx"));
        var projects = new[] { "src", "tests", "eng" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.At(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));

        projects.Should().OnlyContain(project => solution.Contains($"\"{project}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_product_project_has_a_test_twin()
    {
        Projects.Should().OnlyContain(project => File.Exists(Repository.At($"tests/{project}.Tests/{project}.Tests.csproj")));
    }
}
