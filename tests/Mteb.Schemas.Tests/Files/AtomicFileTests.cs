using Mteb.Schemas.Files;

namespace Mteb.Schemas.Tests.Files;

public sealed class AtomicFileTests
{
    [Fact]
    public void A_file_is_made_with_its_folders_and_replaced_whole()
    {
        using var sandbox = new Sandbox("atomic");
        var path = sandbox.At("a/b/file.json");
        AtomicFile.Write(path, "a longer first text"u8);
        AtomicFile.Write(path, "second"u8);
        File.ReadAllText(path).Should().Be("second");
        Directory.EnumerateFileSystemEntries(sandbox.At("a/b")).Should().ContainSingle();
    }

    [Fact]
    public void A_failure_leaves_the_target_and_no_temporary_file()
    {
        using var sandbox = new Sandbox("atomic");
        Directory.CreateDirectory(sandbox.At("file.json"));
        var write = () => AtomicFile.Write(sandbox.At("file.json"), "text"u8);
        write.Should().Throw<Exception>().Which.Should().Match(fault => fault is IOException || fault is UnauthorizedAccessException);
        Directory.EnumerateFileSystemEntries(sandbox.Root).Should().ContainSingle().Which.Should().EndWith("file.json");
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        using var sandbox = new Sandbox("atomic");
        var target = sandbox.Write("real/file.json", "old");
        File.CreateSymbolicLink(sandbox.At("link.json"), target);
        AtomicFile.Write(sandbox.At("link.json"), "new"u8);
        File.ReadAllText(target).Should().Be("new");
        new FileInfo(sandbox.At("link.json")).LinkTarget.Should().Be(target);
    }

    [Fact]
    public void Access_rights_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var sandbox = new Sandbox("atomic");
        var path = sandbox.Write("file.sh", "old");
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(path, Mode);
        AtomicFile.Write(path, "new"u8);
        File.GetUnixFileMode(path).Should().Be(Mode);
    }
}
