using Mteb.Evaluation.Verification;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Tests.Verification;

public sealed class ModelLockTests : IDisposable
{
    private readonly Sandbox _sandbox = new("lock");

    public ModelLockTests()
    {
        _sandbox.Write("config.json", """{ "model_type": "bert" }""");
        _sandbox.Write("model.safetensors", "weights");
    }

    [Fact]
    public async Task Files_that_are_as_they_were_pass()
    {
        ModelLock.Write(_sandbox.Root, await FilesAsync());

        ModelLock.Verify(_sandbox.Root, await FilesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_file_that_changed_or_vanished_or_is_new_is_named()
    {
        ModelLock.Write(_sandbox.Root, await FilesAsync());
        _sandbox.Write("model.safetensors", "WEIGHTS");
        _sandbox.Write("tokenizer.json", "{}");

        var changed = ModelLock.Verify(_sandbox.Root, await FilesAsync()).Should().ContainSingle().Subject;
        File.Delete(_sandbox.At("model.safetensors"));
        var missing = ModelLock.Verify(_sandbox.Root, await FilesAsync()).Should().ContainSingle().Subject;

        changed.Code.Should().Be("MTEB3402");
        changed.Message.Should().Contain("changed model.safetensors").And.Contain("new tokenizer.json");
        missing.Message.Should().Contain("missing model.safetensors");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{ "version": 2, "files": {} }""")]
    [InlineData("""{ "version": 1, "files": { "a": { "bytes": "many" } } }""")]
    [InlineData("""{ "version": 1, "files": { "a": { "bytes": 1, "sha256": "x" }, "a": { "bytes": 1, "sha256": "x" } } }""")]
    public async Task A_file_that_is_no_lock_is_refused(string content)
    {
        _sandbox.Write(ModelLock.FileName, content);

        ModelLock.Verify(_sandbox.Root, await FilesAsync()).Should().ContainSingle().Which.Code.Should().Be("MTEB3403");
    }

    public void Dispose() => _sandbox.Dispose();

    private async Task<IReadOnlyList<ModelFile>> FilesAsync() =>
        await ModelLock.HashAsync(ModelFolder.Open(_sandbox.Root).Value!, [], CancellationToken.None);
}
