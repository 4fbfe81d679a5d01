namespace Mteb.Schemas.Tests.Results.Validation;

/// <summary>What makes a rule speak, and the nearest thing that does not.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Old">A piece of the sound file.</param>
/// <param name="Fires">What stands in its place when the rule must speak.</param>
/// <param name="Silent">What stands in its place when it must not.</param>
/// <param name="OfLegacy">Whether the sound file is one of before mteb 1.11.</param>
public sealed record RuleCase(string Rule, string Old, string Fires, string Silent, bool OfLegacy = false)
{
    /// <summary>A sound result.</summary>
    public const string Current =
        """
        {
          "dataset_revision": "a0d554a64d88156834ff5ae9920b964011b16384",
          "task_name": "STS12",
          "mteb_version": "2.26.24",
          "scores": {
            "test": [
              {
                "pearson": 0.81,
                "cosine_spearman": 0.72,
                "detail": {"a": 1, "b": [0.5]},
                "main_score": 0.72,
                "hf_subset": "default",
                "languages": ["eng-Latn"],
                "mteb_version": "2.26.24"
              }
            ]
          },
          "evaluation_time": 2.5,
          "kg_co2_emissions": null,
          "date": 1772021192.96,
          "evaluation_phases": [{"name": "Encoding", "start": 0, "end": 1.5, "split": "test", "subset": "default"}]
        }
        """;

    /// <summary>A sound result in the form of before mteb 1.11.</summary>
    public const string Legacy =
        """
        {
          "dataset_revision": "a0d554a64d88156834ff5ae9920b964011b16384",
          "mteb_dataset_name": "STS12",
          "mteb_version": "1.0.2",
          "test": {"cos_sim": {"pearson": 0.8, "spearman": 0.72}, "evaluation_time": 3.2}
        }
        """;

    /// <summary>The cases.</summary>
    public static readonly IReadOnlyList<RuleCase> All =
    [
        new("E001", "\"kg_co2_emissions\": null,", "\"kg_co2_emissions\": null,,", "\"kg_co2_emissions\": NaN,"),
        new("E001", "0.81", "0.81.", "0.81e0"),
        new("E001", "\"task_name\"", "// a comment\n\"task_name\"", "\n\t\"task_name\""),
        new("E003", "{\n  \"dataset", "\uFEFF{\n  \"dataset", " {\n  \"dataset"),
        new("E004", "\"subset\": \"default\"}]\n}", "\"subset\": \"default\"}]\n} {}", "\"subset\": \"default\"}]\n} \n"),
        new("E010", "\"task_name\": \"STS12\",", "", "\"task_name\": \"STS12\", \"task_name\": \"STS12\","),
        new("E010", "\"evaluation_time\": 2.5,", "", "\"evaluation_time\": null,"),
        new("E010", "\"mteb_version\": \"2.26.24\",\n  \"scores\"", "\"scores\"", "\"mteb_version\": null,\n  \"scores\""),
        new("E010", "\"mteb_dataset_name\": \"STS12\",", "", "\"mteb_dataset_name\": \"sts12\",", true),
        new("E011", "\"task_name\": \"STS12\"", "\"task_name\": 12", "\"task_name\": \"12\""),
        new("E011", "\"task_name\": \"STS12\"", "\"task_name\": \"STS\\ud800\"", "\"task_name\": \"STS\\ud83d\\ude00\""),
        new("E011", "\"evaluation_time\": 2.5", "\"evaluation_time\": \"long\"", "\"evaluation_time\": \" 2.5 \""),
        new("E011", "\"date\": 1772021192.96", "\"date\": true", "\"date\": \"2026-02-25T12:06:32Z\""),
        new("E011", "\"date\": 1772021192.96", "\"date\": \"25/02/2026\"", "\"date\": \"1772021192.96\""),
        new("E010", "\"end\": 1.5, ", "", "\"end\": \"1.5\", \"more\": [], "),
        new("E011", "\"end\": 1.5", "\"end\": \"soon\"", "\"end\": \"1.5\""),
        new("E012", "\"mteb_version\": \"1.0.2\"", "\"mteb_version\": null", "\"mteb_version\": \"1.10.99\"", true),
        new("E012", "\"mteb_version\": \"1.0.2\"", "\"mteb_version\": \"1.11.0\"", "\"mteb_version\": \"1.11.0.dev0\"", true),
        new("E020", "\"scores\": {\n    \"test\": [", "\"scores\": [], \"kept\": {\n    \"test\": [", "\"kept\": [], \"scores\": {\n    \"test\": ["),
        new("E021", "\"test\": [", "\"train\": {}, \"test\": [", "\"train\": [], \"test\": ["),
        new("E022", "\"test\": [", "\"test\": [5, ", "\"test\": [ "),
        new("E023", "\"main_score\": 0.72,", "", "\"main_score\": null,"),
        new("E024", "\"hf_subset\": \"default\"", "\"hf_subset\": 5", "\"hf_subset\": \"\""),
        new("E025", "\"languages\": [\"eng-Latn\"]", "\"languages\": \"eng-Latn\"", "\"languages\": []"),
        new("E031", "\"STS12\"", "\"STSTwelve\"", "\"sts12\"", true),
        new("E031", "\"task_name\": \"STS12\",\n  \"mteb_version\": \"2.26.24\"", "\"task_name\": \"STSTwelve\",\n  \"mteb_version\": \"1.12.47\"", "\"task_name\": \"STSTwelve\",\n  \"mteb_version\": \"1.12.48\""),
        new("E032", "\"test\": {", "\"more\": 5, \"test\": {", "\"dev\": {}, \"test\": {", true),
        new("W201", "0.81", "NaN", "1e999"),
        new("W202", "\"pearson\": 0.81,", "\"pearson\": 0.81, \"pearson\": 0.82,", "\"pearson\": 0.81, \"Pearson\": 0.82,"),
        new("W202", "{\"a\": 1, ", "{\"a\": 1, \"a\": 2, ", "{\"a\": {\"a\": 2}, "),
        new("W203", "\"test\": [", "\"dev\": [], \"test\": [", "\"test\": [ "),
        new("W204", "\"main_score\": 0.72", "\"main_score\": \"0.72\"", "\"main_score\": 72e-2"),
        new("W204", "\"spearman\": 0.72", "\"other\": 0.72", "\"spearman\": 0.73", true),
        new("W205", "\"main_score\": 0.72", "\"main_score\": Infinity", "\"main_score\": 1"),
        new("W206", "\"main_score\": 0.72", "\"main_score\": 1.0001", "\"main_score\": -1"),
        new("W207", "\"main_score\": 0.72", "\"main_score\": 0.72002", "\"main_score\": 0.720009"),
        new("W208", "\"cosine_spearman\": 0.72", "\"cos_spearman\": 0.72", "\"cosine_spearman\": \"0.72\""),
        new("W210", "\"task_name\": \"STS12\"", "\"task_name\": \"STSTwelve\"", "\"task_name\": \"STS13\""),
        new("W211", "\"task_name\": \"STS12\"", "\"task_name\": \"PPC\"", "\"task_name\": \"PpcPC\""),
        new("W211", "\"STS12\"", "\"ScalaDaClassification\"", "\"STS13\"", true),
        new("W212", "\"hf_subset\": \"default\"", "\"hf_subset\": \"Default\"", "\"hf_subset\": \"default\""),
        new("W213", "\"test\": [", "\"train\": [{\"main_score\": 0.1, \"cosine_spearman\": 0.1, \"hf_subset\": \"default\", \"languages\": [\"eng-Latn\"]}], \"test\": [", "\"test\": [ "),
        new("W214", "\"task_name\": \"STS12\"", "\"task_name\": \"STSB\"", "\"task_name\": \"STS12\""),
        new("W215", "\"task_name\": \"STS12\"", "\"task_name\": \"STS17\"", "\"task_name\": \"STS13\""),
        new("W216", "\"test\": [", "\"test\": [{\"main_score\": 0.72, \"cosine_spearman\": 0.72, \"hf_subset\": \"default\", \"languages\": [\"eng-Latn\"]}, ", "\"test\": [{\"main_score\": 0.72, \"cosine_spearman\": 0.72, \"hf_subset\": \"other\", \"languages\": [\"eng-Latn\"]}, "),
        new("W217", "\"eng-Latn\"", "\"eng_Latn\"", "\"python-Code\""),
        new("W217", "[\"eng-Latn\"]", "[5]", "[\"deu-Latn\"]"),
        new("W218", "[\"eng-Latn\"]", "[]", "[\"eng-Latn\"]"),
        new("W219", "[\"eng-Latn\"]", "[\"eng-Latn\", \"deu-Latn\"]", "[\"eng-Latn\", \"eng-Latn\"]"),
        new("W220", "[\"eng-Latn\"]", "[\"eng-Latn\", \"eng-Latn\"]", "[\"eng-Latn\", \"deu-Latn\"]"),
        new("W230", "\"a0d554a64d88156834ff5ae9920b964011b16384\"", "\"b0d554a64d88156834ff5ae9920b964011b16384\"", "\"a0d554a64d88156834ff5ae9920b964011b16384\""),
        new("W231", "\"a0d554a64d88156834ff5ae9920b964011b16384\"", "\"main\"", "\"b0d554a64d88156834ff5ae9920b964011b16384\""),
        new("W231", "\"dataset_revision\": \"a0d554a64d88156834ff5ae9920b964011b16384\",", "", "\"dataset_revision\": \"b0d554a64d88156834ff5ae9920b964011b16384\",", true),
        new("W232", "\"test\": [", "\"tests\": [", "\"test\" : ["),
        new("W240", "\"evaluation_time\": 2.5", "\"evaluation_time\": null", "\"evaluation_time\": 0"),
        new("W241", "\"kg_co2_emissions\": null", "\"kg_co2_emissions\": NaN", "\"kg_co2_emissions\": Infinity"),
        new("W242", "\"mteb_version\": \"2.26.24\",\n  \"scores\"", "\"mteb_version\": null,\n  \"scores\"", "\"mteb_version\": \"2.1.0-2.26.24\",\n  \"scores\""),
        new("W243", "\"mteb_version\": \"2.26.24\",\n  \"scores\"", "\"mteb_version\": \"newest\",\n  \"scores\"", "\"mteb_version\": \"1.1.2.dev0\",\n  \"scores\""),
        new("W244", "\"evaluation_time\": 2.5", "\"evaluation_time\": \"2.5\"", "\"evaluation_time\": 3"),
        new("W245", "\"evaluation_time\": 2.5", "\"evaluation_time\": -0.1", "\"evaluation_time\": -0.0"),
        new("W250", "\"kg_co2_emissions\": null", "\"kg_co2\": null", "\"mteb_dataset_name\": \"STS12\""),
        new("W251", "\"mteb_dataset_name\": \"STS12\"", "\"mteb_dataset_name\": \"STS12\", \"more\": {}", "\"task_name\": \"STS12\"", true),
        new("W252", "0.81", "\"nan\"", "\"none\""),
        new("W301", "\"main_score\": 0.72", "\"main_score\": 0.05", "\"main_score\": 0.6"),
        new("W302", "\"main_score\": 0.72", "\"main_score\": 0.99", "\"main_score\": 0.8"),
        new("C101", "\"task_name\": \"STS12\"", "\"task_name\": \"STS13\"", "\"task_name\": \"STS12\""),
    ];
}
