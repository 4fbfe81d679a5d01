using Mteb.Evaluation.Running;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Tests.Running;

public sealed class ModelIdentityTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly Sandbox _sandbox = new("identity");
    private readonly ModelFile[] _files = [new("model.onnx", 3, new string('a', 64)), new("tokenizer.json", 5, new string('b', 64))];

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_folder_without_git_is_known_by_what_its_files_hold()
    {
        var identity = ModelIdentity.Of(_sandbox.At("my-model"), _files);

        identity.Name.Should().Be("local/my-model");
        identity.Revision.Should().MatchRegex("^[0-9a-f]{40}$");
        identity.Revision.Should().Be(ModelIdentity.ContentHash(_files.Reverse()), "the order of the files does not count");
    }

    [Fact]
    public void Another_byte_in_a_file_gives_another_revision() =>
        ModelIdentity.ContentHash([_files[0], _files[1] with { Sha256 = new string('c', 64) }])
            .Should().NotBe(ModelIdentity.ContentHash(_files));

    [Fact]
    public void A_detached_head_is_the_revision()
    {
        _sandbox.Write("model/.git/HEAD", Commit + "\n");

        ModelIdentity.Of(_sandbox.At("model"), _files).Revision.Should().Be(Commit);
    }

    [Fact]
    public void A_branch_is_followed_to_its_commit()
    {
        _sandbox.Write("model/.git/HEAD", "ref: refs/heads/main\n");
        _sandbox.Write("model/.git/refs/heads/main", Commit + "\n");

        ModelIdentity.Of(_sandbox.At("model"), _files).Revision.Should().Be(Commit);
    }

    [Fact]
    public void A_packed_branch_is_followed_to_its_commit()
    {
        _sandbox.Write("model/.git/HEAD", "ref: refs/heads/main\n");
        _sandbox.Write("model/.git/packed-refs", $"# pack-refs with: peeled\n{Commit} refs/heads/main\n");

        ModelIdentity.Of(_sandbox.At("model"), _files).Revision.Should().Be(Commit);
    }

    [Fact]
    public void A_work_tree_finds_its_branch_in_the_main_repository()
    {
        _sandbox.Write("tree/.git", "gitdir: ../main/.git/worktrees/tree\n");
        _sandbox.Write("main/.git/worktrees/tree/HEAD", "ref: refs/heads/side\n");
        _sandbox.Write("main/.git/worktrees/tree/commondir", "../..\n");
        _sandbox.Write("main/.git/refs/heads/side", Commit + "\n");

        ModelIdentity.Of(_sandbox.At("tree"), _files).Revision.Should().Be(Commit);
    }

    [Fact]
    public void A_repository_without_a_commit_is_known_by_its_files()
    {
        _sandbox.Write("model/.git/HEAD", "ref: refs/heads/main\n");

        ModelIdentity.Of(_sandbox.At("model"), _files).Revision.Should().Be(ModelIdentity.ContentHash(_files));
    }

    [Fact]
    public void A_snapshot_of_the_Hub_cache_tells_name_and_revision() =>
        ModelIdentity.Of($"/cache/hub/models--intfloat--e5-small/snapshots/{Commit}", _files)
            .Should().Be(new ModelIdentity("intfloat/e5-small", Commit));
}
