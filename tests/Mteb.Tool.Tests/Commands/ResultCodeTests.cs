using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Commands;

/// <summary>Every code about converting, joining and comparing results that the command line alone gives speaks where it must, and is silent on the nearest thing.</summary>
public sealed class ResultCodeTests : IDisposable
{
    private readonly Sandbox _box = new("result-codes");

    public ResultCodeTests()
    {
        _box.Write("a/STS12.json", Result("2.0.0", "0.5"));
        _box.Write("b/STS12.json", Result("2.0.0", "0.6"));
        _box.Write("c/STS12.json", Result("2.1.0", "0.5"));
        _box.Write("d/STS12.json", Result("2.0.0", "0.5").Replace("\"r1\"", "\"r2\"", StringComparison.Ordinal));
        _box.Write("e/STS13.json", Result("2.0.0", "0.5").Replace("STS12", "STS13", StringComparison.Ordinal));
        _box.Write("empty/notes.txt", "");
        _box.Write("taken", "");
    }

    public static TheoryData<string, string, string> Cases => new()
    {
        { "MTEB1501", "migrate empty", "migrate a" },
        { "MTEB1502", "migrate a b --output-folder out", "migrate a e --output-folder out" },
        { "MTEB1503", "migrate a --output-folder taken", "migrate a --output-folder out" },
        { "MTEB1504", "merge a b --output-folder out", "merge a c --output-folder out" },
        { "MTEB1505", "merge a c --same-version --output-folder out", "merge a b --same-version --output-folder out" },
        { "MTEB1506", "diff a d", "diff a b" },
    };

    public void Dispose() => _box.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_code_speaks_where_it_must_and_only_there(string code, string fires, string silent)
    {
        (await ErrorOf(fires)).Should().Contain(code);
        (await ErrorOf(silent)).Should().NotContain(code);
    }

    [Fact]
    public void Every_code_about_migration_has_a_case() => DiagnosticLedger.All
        .Where(descriptor => descriptor.Code.StartsWith("MTEB15", StringComparison.Ordinal) && descriptor != MigrationCodes.Converted)
        .Select(descriptor => descriptor.Code)
        .Should().BeEquivalentTo(Cases.Select(row => (string)row[0]));

    private async Task<string> ErrorOf(string command)
    {
        var run = new ToolRun { CurrentDirectory = _box.Root };
        await run.InvokeAsync(command.Split(' '));
        return run.Error;
    }

    private static string Result(string version, string score) =>
        $$"""
        {
          "dataset_revision": "r1", "task_name": "STS12", "mteb_version": "{{version}}", "evaluation_time": 1,
          "scores": {"test": [{"cosine_spearman": {{score}}, "main_score": {{score}}, "hf_subset": "default", "languages": ["eng-Latn"]}]}
        }
        """;
}
