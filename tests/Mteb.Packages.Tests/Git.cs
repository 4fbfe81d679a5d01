namespace Mteb.Packages.Tests;

/// <summary>Git, under a name that needs no settings of the machine.</summary>
internal static class Git
{
    /// <summary>Runs it in a folder; it must succeed.</summary>
    public static async Task<Transcript> RunAsync(string folder, params string[] arguments)
    {
        var done = await Command.RunAsync("git", ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", .. arguments], folder);
        done.ExitCode.Should().Be(0, done.ToString());
        return done;
    }
}
