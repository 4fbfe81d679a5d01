using System.Text;
using Mteb.Schemas.Results.Repository;
using Mteb.Schemas.Tests.Results.Validation;

namespace Mteb.Schemas.Tests.Results.RepositoryChecks;

/// <summary>Each rule with a repository that breaks it, and the nearest that does not.</summary>
public sealed class RepositoryCheckTests : IDisposable
{
    private const string Model = "results/sentence-transformers__all-MiniLM-L6-v2";
    private const string Revision = "8b3219a92973c328a8e22fadcfa821b5dc75636a";
    private const string Run = Model + "/" + Revision;
    private const string Other = Model + "/0123456789012345678901234567890123456789";
    private const string Task = Run + "/STS12.json";
    private const string MetaFile = Run + "/model_meta.json";

    private static readonly string Good = Encoding.UTF8.GetString(AcceptanceCase.OfResults[0].Edited);
    private static readonly string Meta = Encoding.UTF8.GetString(AcceptanceCase.OfModelMeta[0].Edited);

    private readonly Sandbox _box = new("repository");

    public RepositoryCheckTests()
    {
        Write(Task, Good);
        Write(MetaFile, Meta);
    }

    public void Dispose() => _box.Dispose();

    [Fact]
    public void A_sound_repository_is_sound()
    {
        Write(Run + "/run_settings.jsonl", "{}\n");
        Write("results/.DS_Store", "");
        Write(Model + "/.DS_Store", "");
        Rules().Should().BeEmpty();
        Check().Files.Select(file => Path.GetRelativePath(_box.Root, file.Path!).Replace('\\', '/')).Should().Equal(Task, MetaFile);
    }

    [Theory]
    [InlineData("STS13.json", "C101")]
    [InlineData("sts12.json", "C101")]
    public void C101_file_and_task_have_one_name(string name, string rule)
    {
        File.Move(_box.At(Task), _box.At(Run + "/" + name + ".tmp"));
        File.Move(_box.At(Run + "/" + name + ".tmp"), _box.At(Run + "/" + name));
        Rules().Should().Equal(rule);
        Fixed();
        Rules().Should().BeEmpty();
        File.ReadAllText(_box.At(Task)).Should().Be(Good);
    }

    [Fact]
    public void C101_a_name_that_is_taken_is_not_given_again()
    {
        Write(Run + "/STS13.json", Good);
        Check().Fixes.Should().BeEmpty();
        Rules().Should().Equal("C101");
    }

    [Fact]
    public void C102_a_file_of_ten_mebibytes_is_taken_and_a_larger_one_is_not()
    {
        var room = (10 * 1024 * 1024) - Good.Length;
        Write(Task, Good + new string(' ', room));
        Rules().Should().BeEmpty();
        Write(Task, Good + new string(' ', room + 1));
        Rules().Should().Equal("C102");
        Fixed();
        File.ReadAllText(_box.At(Task)).Should().Be(Good.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void C102_a_large_file_that_was_not_changed_is_left_alone()
    {
        Write(Task, Good + new string(' ', 10 * 1024 * 1024));
        using var before = new Sandbox("before");
        before.Copy(_box.Root, ".");
        Rules(new FolderBase(_box.Root, before.Root)).Should().BeEmpty();
    }

    [Fact]
    public void C103_a_run_needs_its_description()
    {
        Delete(MetaFile);
        Rules().Should().Equal("C103");
    }

    [Fact]
    public void C103_old_runs_need_none()
    {
        Write(Model + "/no_revision_available/STS13.json", Good.Replace("STS12", "STS13", StringComparison.Ordinal));
        Rules().Should().BeEmpty();
    }

    [Theory]
    [InlineData(Model + "/notes.txt")]
    [InlineData(Model + "/.cache/x")]
    public void C103_nothing_but_runs_lies_in_the_folder_of_a_model(string path)
    {
        Write(path, "");
        Rules().Should().Equal("C103");
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("10", false)]
    [InlineData("main", false)]
    [InlineData("8B3219A92973C328A8E22FADCFA821B5DC75636A", false)]
    [InlineData("é", true)]
    public void C104_a_revision_is_a_commit_or_one_character(string revision, bool isUsable)
    {
        Directory.Move(_box.At(Run), _box.At(Model + "/" + revision));
        Write(Model + "/" + revision + "/model_meta.json", Meta.Replace(Revision, revision, StringComparison.Ordinal));
        Rules().Should().Equal(isUsable ? [] : ["C104"]);
    }

    [Fact]
    public void C104_what_the_folder_knows_is_written_into_the_file()
    {
        Write(MetaFile, Meta.Replace($"\"{Revision}\"", "null", StringComparison.Ordinal));
        Rules().Should().Equal("C104");
        Fixed();
        File.ReadAllText(_box.At(MetaFile)).Should().Be(Meta);
    }

    [Fact]
    public void C104_old_runs_may_have_any_revision()
    {
        Write("results/openai__whisper-base/main/model_meta.json", MetaOf("openai/whisper-base", "main"));
        Rules().Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"all-MiniLM-L6-v2\"")]
    [InlineData("null")]
    public void C105_a_name_has_an_organisation(string name)
    {
        Write(MetaFile, Meta.Replace("\"sentence-transformers/all-MiniLM-L6-v2\"", name, StringComparison.Ordinal));
        Rules().Should().Contain("C105");
    }

    [Fact]
    public void C106_a_folder_is_called_as_its_revision()
    {
        Write(MetaFile, MetaOf("sentence-transformers/all-MiniLM-L6-v2", "0123456789012345678901234567890123456789"));
        Rules().Should().Equal("C106");
        Check().Fixes.Should().BeEmpty("either may be right");
    }

    [Fact]
    public void C106_numbers_from_model_cards_of_old_may_name_any_revision()
    {
        Write("results/BAAI__bge-base-en-v1.5/external/model_meta.json", MetaOf("BAAI/bge-base-en-v1.5", Revision));
        Rules().Should().BeEmpty();
        Write("results/openai__whisper-base/external/model_meta.json", MetaOf("openai/whisper-base", Revision));
        Rules().Should().Equal("C106");
    }

    [Fact]
    public void C107_a_folder_is_called_as_its_model()
    {
        Write(MetaFile, MetaOf("sentence-transformers/all MiniLM/L6", Revision));
        Rules().Should().Equal("C107");
        Fixed();
        Rules().Should().Equal("C109");
        File.Exists(_box.At("results/sentence-transformers__all_MiniLM__L6/" + Revision + "/STS12.json")).Should().BeTrue();
    }

    [Fact]
    public void C107_descriptions_lie_with_runs_and_folders_are_not_called_as_files()
    {
        Write(Model + "/model_meta.json", Meta);
        Directory.CreateDirectory(_box.At(Run + "/STS13.json"));
        Rules().Should().Equal("C103", "C107");
        Check().Files.SelectMany(file => file.Diagnostics).Count(diagnostic => diagnostic.Descriptor.Rule == "C107").Should().Be(2);
    }

    [Fact]
    public void C108_a_task_has_one_result_a_model()
    {
        Write(Other + "/model_meta.json", MetaOf("sentence-transformers/all-MiniLM-L6-v2", Path.GetFileName(Other)));
        Write(Other + "/STS13.json", Good.Replace("STS12", "STS13", StringComparison.Ordinal));
        Rules().Should().BeEmpty();
        Write(Other + "/STS12.json", Good);
        Rules().Should().Equal("C108");
        Fixed();
        Rules().Should().BeEmpty();
        File.Exists(_box.At(Task)).Should().BeTrue("mteb registers that revision");
        File.Exists(_box.At(Other + "/STS12.json")).Should().BeFalse();
    }

    [Fact]
    public void C109_an_unknown_model_is_not_decided_and_does_not_pass()
    {
        Write("results/nobody__model/1/model_meta.json", MetaOf("nobody/model", "1"));
        var finding = Check().Files.SelectMany(file => file.Diagnostics).Should().ContainSingle().Subject;
        finding.Descriptor.Rule.Should().Be("C109");
        finding.Message.Should().Be("Whether mteb registers 'nobody/model' cannot be decided offline: it did not on 2026-08-22.");
    }

    [Fact]
    public void C112_two_folders_are_not_of_one_revision()
    {
        Write(Other + "/model_meta.json", Meta);
        Rules().Should().Equal("C106", "C112");
    }

    [Fact]
    public void C113_an_experiment_is_called_as_its_arguments_ask()
    {
        var arguments = Meta.Replace("\"experiment_kwargs\": null", "\"experiment_kwargs\": {\"output_dtypes\": \"int8\"}", StringComparison.Ordinal);
        Write(Run + "/experiments/output_dtypes_int8/model_meta.json", arguments);
        Rules().Should().BeEmpty();
        Write(Run + "/experiments/other/STS12.json", Good);
        Rules().Should().BeEmpty("an experiment without a description is passed over");
        Directory.Delete(_box.At(Run + "/experiments/output_dtypes_int8"), recursive: true);
        Write(Run + "/experiments/other/model_meta.json", arguments);
        Rules().Should().Equal("C113");
        Fixed();
        Rules().Should().BeEmpty();
        File.Exists(_box.At(Run + "/experiments/output_dtypes_int8/STS12.json")).Should().BeTrue();
    }

    [Theory]
    [InlineData("\"experiment_kwargs\": null", "\"experiment_kwargs\": {\"a\": null}")]
    [InlineData("\"cosine\"", "\"max_sim\"")]
    [InlineData(Revision, "0123456789012345678901234567890123456789")]
    public void C113_an_experiment_has_arguments_and_a_valid_description(string old, string replacement)
    {
        Write(Run + "/experiments/a_1/model_meta.json", Meta.Replace("\"experiment_kwargs\": null", "\"experiment_kwargs\": {\"a\": 1}", StringComparison.Ordinal));
        Rules().Should().BeEmpty();
        Write(Run + "/experiments/a_1/model_meta.json", Meta.Replace(old, replacement, StringComparison.Ordinal).Replace("\"experiment_kwargs\": null", "\"experiment_kwargs\": {\"a\": 1}", StringComparison.Ordinal));
        Rules().Should().Contain("C113");
    }

    [Theory]
    [InlineData(Task, "{")]
    [InlineData(Task, "{\"task_name\": \"STS12\"}")]
    [InlineData(Run + "/experiments/x/STS12.json", "[]")]
    [InlineData(MetaFile, "[]")]
    public void C115_every_file_loads(string path, string content)
    {
        Write(path, content);
        Rules().Should().Contain("C115").And.OnlyContain(rule => rule.StartsWith('E') || rule == "C115");
    }

    [Fact]
    public void Only_what_the_repository_rejects_is_found()
    {
        Write(Task, Good.Replace("eng-Latn", "nonsense", StringComparison.Ordinal).Replace("default", "other", StringComparison.Ordinal));
        Rules().Should().BeEmpty();
    }

    [Fact]
    public void A_choice_of_models_leaves_the_others_alone()
    {
        Write("results/nobody__model/1/STS12.json", "{");
        Rules(models: ["sentence-transformers__all-MiniLM-L6-v2"]).Should().BeEmpty();
        Rules(models: ["nobody__model"]).Should().Equal("C103", "C109", "C115", "E001");
    }

    private static string MetaOf(string name, string revision) => Meta
        .Replace("\"name\": \"sentence-transformers/all-MiniLM-L6-v2\"", $"\"name\": \"{name}\"", StringComparison.Ordinal)
        .Replace(Revision, revision, StringComparison.Ordinal);

    private void Write(string path, string content) => _box.Write(path, content);

    private void Delete(string path) => File.Delete(_box.At(path));

    private void Fixed()
    {
        foreach (var fix in Check().Fixes)
        {
            fix.Apply();
        }
    }

    private RepositoryReport Check(IResultsBase? before = null, IReadOnlyCollection<string>? models = null) =>
        RepositoryCheck.Run(_box.At("results"), before, models, CancellationToken.None);

    private IEnumerable<string> Rules(IResultsBase? before = null, IReadOnlyCollection<string>? models = null) => Check(before, models).Files
        .SelectMany(file => file.Diagnostics)
        .Select(diagnostic => diagnostic.Descriptor.Rule ?? diagnostic.Code)
        .Distinct()
        .Order(StringComparer.Ordinal);
}
