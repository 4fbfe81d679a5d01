using System.Text;
using Mteb.Schemas.Cards;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.History;
using Mteb.Schemas.Results;
using Mteb.Schemas.Results.Comparison;
using Mteb.Schemas.Results.Migration;
using Mteb.Schemas.Results.Repository;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Tests.Results.Validation;
using Mteb.Schemas.Validation;

namespace Mteb.Schemas.Tests.Diagnostics;

/// <summary>
/// Every code of MTEB1xxx that stands for no rule of a single file speaks where it must, and is silent on the nearest thing.
/// The rules have <see cref="RuleCase"/>, those of the repository tests named after them.
/// </summary>
public sealed class CodeCaseTests : IDisposable
{
    // What the command line alone says; its tests have the cases.
    private static readonly string[] OfTheCommandLine = ["MTEB1501", "MTEB1502", "MTEB1503", "MTEB1504", "MTEB1505", "MTEB1506"];

    private const string Line = "{\"task\": \"STS12\", \"splits\": [\"test\"], \"version\": {}, \"encode_kwargs\": {}, \"subsets\": [\"default\"]}\n";
    private const string Item = "- dataset: {id: a/b, task_id: c}\n  value: 1\n";
    private const string Predicted = "{\"mteb_model_meta\": {\"model_name\": null, \"revision\": null}, \"default\": {\"test\": []}}";

    private static readonly Dictionary<string, (Finder Fires, Finder Silent)> Cases = new()
    {
        ["MTEB1000"] = (_ => Read(RuleCase.Current + "}"), _ => Read(RuleCase.Current + "\n")),
        ["MTEB1001"] = (_ => Read("[]"), _ => Read("{}")),
        ["MTEB1002"] = (_ => Read(RuleCase.Current.Edit("\"evaluation_time\": 2.5,", "")), _ => Read(RuleCase.Current.Edit("\"kg_co2_emissions\": null,", ""))),
        ["MTEB1003"] = (_ => Read(RuleCase.Current.Edit("\"STS12\"", "12")), _ => Read(RuleCase.Current.Edit("\"STS12\"", "\"12\""))),
        ["MTEB1004"] = (_ => Read(RuleCase.Legacy), _ => Read(RuleCase.Current.Edit("\"task_name\"", "\"mteb_dataset_name\": \"STS12\", \"task_name\""))),
        ["MTEB1005"] = (_ => Read(RuleCase.Current.Edit("\"kg_co2_emissions\"", "\"kg_co2\"")), _ => Read(RuleCase.Current.Edit("\"pearson\"", "\"kg_co2\""))),
        ["MTEB1010"] = (_ => Join("\"STS12\"", "\"STS13\""), _ => Join("0.72", "0.73")),
        ["MTEB1011"] = (_ => Join("\"a0d5", "\"b0d5"), _ => Join("\"a0d5", "\"\\u0061" + "0d5")),
        ["MTEB1012"] = (_ => Join("\"2.26.24\"", "\"newest\""), _ => Join("\"2.26.24\"", "\"2.26.24.dev0\"")),
        ["MTEB1020"] = (_ => RunSettingsFile.Read(Bytes(Line + "[]\n"), null).Diagnostics, _ => RunSettingsFile.Read(Bytes(Line + " \n"), null).Diagnostics),
        ["MTEB1021"] = (box => Experiment(box, "notes.txt"), box => Experiment(box, "model_meta.json")),
        ["MTEB1040"] = (_ => LanguageFilter.Create(["en"]).Diagnostics, _ => LanguageFilter.Create(["eng"]).Diagnostics),
        ["MTEB1041"] = (_ => LanguageFilter.Create(["eng-latn"]).Diagnostics, _ => LanguageFilter.Create(["eng-Latn"]).Diagnostics),
        ["MTEB1042"] = (_ => Choose("deu"), _ => Choose("eng")),
        ["MTEB1150"] = (_ => Meta("\"n_parameters\"", "\"n_embedding_parameters\""), _ => Meta("\"n_embedding_parameters\"", "\"n_active_parameters_override\"")),
        ["MTEB1151"] = (_ => Meta("\"revision\"", "\"revision\": 1, \"loader\""), _ => Meta("\"revision\"", "\"revision\": null, \"loader\"")),
        ["MTEB1152"] = (_ => Meta("\"revision\"", "\"memory_usage\": 1, \"revision\""), _ => Meta("\"revision\"", "\"memory_usage_mb\": 1, \"revision\"")),
        ["MTEB1160"] = (box => Compare(box, "0.0719"), box => Compare(box, "0.072")),
        ["MTEB1170"] = (_ => EvalResultsReader.Read(Bytes(Item.Edit("value", "score")), null).Diagnostics, _ => EvalResultsReader.Read(Bytes(Item + Item), null).Diagnostics),
        ["MTEB1180"] = (_ => PredictionsReader.Read(Bytes(Predicted.Edit("{\"test\": []}", "[]")), null).Diagnostics, _ => PredictionsReader.Read(Bytes(Predicted.Edit("[]", "{}")), null).Diagnostics),
        ["MTEB1199"] = (box => Open(box.At("absent.json")), box => Open(box.Write("present.json", ""))),
        ["MTEB1450"] = (_ => GitBase.Open("main", _ => new GitAnswer(128, [])).Diagnostics, _ => GitBase.Open("main", _ => new GitAnswer(0, [])).Diagnostics),
        ["MTEB1500"] = (_ => ResultMigration.Migrate(Bytes(RuleCase.Legacy), null).Diagnostics, _ => ResultMigration.Migrate(Bytes(RuleCase.Current), null).Diagnostics),
    };

    private readonly Sandbox _box = new("codes");

    private delegate IEnumerable<Diagnostic> Finder(Sandbox box);

    public static TheoryData<string> Codes => [.. Cases.Keys];

    public void Dispose() => _box.Dispose();

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_speaks_where_it_must_and_only_there(string code)
    {
        Cases[code].Fires(_box).Select(finding => finding.Code).Should().Contain(code);
        Cases[code].Silent(_box).Select(finding => finding.Code).Should().NotContain(code);
    }

    [Fact]
    public void Every_code_about_results_has_a_case() => DiagnosticLedger.All
        .Where(descriptor => descriptor.Code.StartsWith("MTEB1", StringComparison.Ordinal) && descriptor.Rule is null)
        .Select(descriptor => descriptor.Code)
        .Should().BeEquivalentTo([.. Cases.Keys, .. OfTheCommandLine]);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static IReadOnlyList<Diagnostic> Read(string json) => TaskResultReader.Read(Bytes(json), null).Diagnostics;

    private static IReadOnlyList<Diagnostic> Join(string old, string replacement) => TaskResultMerge.Merge(
        TaskResultReader.Read(Bytes(RuleCase.Current), null).Value!,
        TaskResultReader.Read(Bytes(RuleCase.Current.Edit(old, replacement).Edit("\"test\"", "\"dev\"")), null).Value!).Diagnostics;

    private static IReadOnlyList<Diagnostic> Choose(string language) =>
        SubsetSelection.Select(TaskCatalogue.Find("STS12")!, LanguageFilter.Create([language]).Value!).Diagnostics;

    private static IReadOnlyList<Diagnostic> Meta(string old, string replacement)
    {
        var good = File.ReadAllText(Repository.At("tests/Mteb.Schemas.Tests/JsonSchemas/Examples/model-meta.json"));
        good.Should().Contain(old);
        return ModelMetaValidator.Validate(Bytes(good.Edit(old, replacement)), null).File.Diagnostics;
    }

    private static IReadOnlyList<Diagnostic> Experiment(Sandbox box, string file)
    {
        box.Write("m/r/experiments/x/" + file, "{}");
        return ResultRun.Read(box.At("m/r")).Diagnostics;
    }

    private static IEnumerable<Diagnostic> Compare(Sandbox box, string observed)
    {
        ResultFile[] files =
        [
            new(box.Write("m/external/STS12.json", RuleCase.Current), FileKind.TaskResult),
            new(box.Write("m/1/STS12.json", RuleCase.Current.Edit("0.72", observed)), FileKind.TaskResult),
        ];
        return DeclaredScores.Check(BatchValidator.Validate(files, SeverityRules.None, 1, CancellationToken.None)).SelectMany(report => report.Diagnostics);
    }

    private static IReadOnlyList<Diagnostic> Open(string path) => BatchValidator.Validate(new ResultFile(path, FileKind.TaskResult)).Diagnostics;
}

file static class Editing
{
    public static string Edit(this string text, string old, string replacement) => text.Replace(old, replacement, StringComparison.Ordinal);
}
