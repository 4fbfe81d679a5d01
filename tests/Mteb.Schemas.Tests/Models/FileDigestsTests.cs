using Mteb.Schemas.Models;

namespace Mteb.Schemas.Tests.Models;

public sealed class FileDigestsTests : IDisposable
{
    private readonly Sandbox _sandbox = new("digests");
    private readonly string _weights;

    public FileDigestsTests() => _weights = _sandbox.Write("model/weights of it.bin", "one");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public async Task A_file_is_read_once_and_then_only_when_its_time_or_size_has_changed()
    {
        (await HashAsync()).Should().Be(1);
        (await HashAsync()).Should().Be(0);

        File.SetLastWriteTimeUtc(_weights, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        (await HashAsync()).Should().Be(1);
        (await HashAsync()).Should().Be(0);

        File.WriteAllText(_weights, "another");
        File.SetLastWriteTimeUtc(_weights, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        (await HashAsync()).Should().Be(1);
    }

    [Fact]
    public async Task What_cannot_be_understood_tells_nothing()
    {
        await HashAsync();
        File.WriteAllText(_sandbox.At("digests.txt"), "nonsense\n" + new string('0', 64) + " x y z\n");

        (await HashAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Files_that_are_gone_are_forgotten()
    {
        await HashAsync();
        File.Delete(_weights);
        FileDigests.Open(_sandbox.At("digests.txt")).Save();

        File.ReadAllText(_sandbox.At("digests.txt")).Should().BeEmpty();
    }

    // How many files were read.
    private async Task<int> HashAsync()
    {
        var digests = FileDigests.Open(_sandbox.At("digests.txt"));
        var file = await digests.HashAsync(_sandbox.At("model"), "weights of it.bin", CancellationToken.None);
        digests.Save();
        file.Should().Be(await ModelFile.HashAsync(_sandbox.At("model"), "weights of it.bin", CancellationToken.None));
        return digests.FilesRead;
    }
}
