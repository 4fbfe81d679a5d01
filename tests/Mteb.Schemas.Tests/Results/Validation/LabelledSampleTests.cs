using System.Globalization;
using System.Text;
using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Tests.Results.Validation;

/// <summary>Files of the public results repository and edits of them, each labelled with the complete set of its rules.</summary>
public class LabelledSampleTests
{
    private const string Samples = "results-samples/";

    [SharedFact(Samples)]
    public void Every_labelled_result_comes_out_as_labelled()
    {
        var table = new StringBuilder();
        foreach (var label in Labels("result"))
        {
            var path = SharedMaterial.At(Samples + label.GetProperty("path").GetString());
            var report = ResultValidator.Validate(File.ReadAllBytes(path), path);
            var found = Rules(report.Diagnostics);
            var wanted = label.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!).Order(StringComparer.Ordinal).ToList();
            var verdict = label.GetProperty("verdict").GetString();
            if (!found.SequenceEqual(wanted) || !string.Equals(report.Verdict.ToString(), verdict, StringComparison.OrdinalIgnoreCase))
            {
                table.AppendLine(CultureInfo.InvariantCulture, $"{label.GetProperty("id").GetString()}: {verdict} [{string.Join(' ', wanted)}] came out as {report.Verdict} [{string.Join(' ', found)}]");
            }
        }

        table.ToString().Should().BeEmpty();
    }

    private static IEnumerable<JsonElement> Labels(string kind) => JsonDocument.Parse(File.ReadAllBytes(SharedMaterial.At(Samples + "labels.json")))
        .RootElement.EnumerateArray().Where(label => label.GetProperty("kind").GetString() == kind);

    private static List<string> Rules(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(diagnostic => diagnostic.Descriptor.Rule ?? diagnostic.Code).Distinct().Order(StringComparer.Ordinal)];
}
