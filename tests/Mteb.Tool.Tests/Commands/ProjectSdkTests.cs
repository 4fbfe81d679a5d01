using Mteb.Tool.Commands;

namespace Mteb.Tool.Tests.Commands;

/// <summary>The version of the SDK in a model's folder, beside that of the tool.</summary>
public sealed class ProjectSdkTests : IDisposable
{
    private readonly Sandbox _sandbox = new("project-sdk");

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("<Project Sdk=\"Mteb.Sdk/0.2.0\" />", "0.1.0", true)]
    [InlineData("<Project Sdk = \"Mteb.Sdk/0.1.0\" />", "0.1.0", false)]
    [InlineData("<Project Sdk=\"Mteb.Sdk\" />", "0.1.0", false)]
    [InlineData("<Project Sdk=\"Other.Mteb.Sdk/0.2.0\" />", "0.1.0", false)]
    public void Another_version_is_pointed_out_at_the_project(string project, string version, bool differs)
    {
        var path = _sandbox.Write("model.mtebproj", project);

        var found = ProjectSdk.Compare(_sandbox.Root, version);

        found.Select(diagnostic => (diagnostic.Code, diagnostic.Place.File)).Should().Equal(differs ? [("MTEB5209", path)] : []);
        string.Concat(found.Select(diagnostic => diagnostic.Message[..diagnostic.Message.IndexOf(':', StringComparison.Ordinal)]))
            .Should().Be(differs ? "The project uses Mteb.Sdk 0.2.0, and this tool is mteb 0.1.0" : "");
    }

    [Fact]
    public void A_folder_without_a_project_is_as_it_should_be() => ProjectSdk.Compare(_sandbox.Root, "0.1.0").Should().BeEmpty();
}
