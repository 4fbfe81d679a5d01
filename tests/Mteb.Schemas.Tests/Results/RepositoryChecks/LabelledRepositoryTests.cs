using System.Text.Json;
using Mteb.Schemas.Results.Repository;

namespace Mteb.Schemas.Tests.Results.RepositoryChecks;

public sealed class LabelledRepositoryTests
{
    private const string Samples = "results-samples/";

    [SharedFact(Samples)]
    public void Every_labelled_folder_comes_out_as_labelled()
    {
        foreach (var label in Labels("folder", 5))
        {
            var folder = SharedMaterial.At(Samples + Text(label, "path"));
            var report = RepositoryCheck.Run(Path.Combine(folder, "results"), before: null, models: null, CancellationToken.None);
            Rules(report).Should().Equal(Codes(label), Text(label, "id"));
        }
    }

    [SharedFact(Samples)]
    public void Every_labelled_change_comes_out_as_labelled()
    {
        foreach (var label in Labels("update", 3))
        {
            var folder = SharedMaterial.At(Samples + Text(label, "path"));
            var found = ResultChange.Compare(File.ReadAllBytes(Path.Combine(folder, "old.json")), File.ReadAllBytes(Path.Combine(folder, "new.json")), path: null);
            found.Select(diagnostic => diagnostic.Descriptor.Rule).Distinct().Order(StringComparer.Ordinal).Should().Equal(Codes(label), Text(label, "id"));
        }
    }

    private static List<JsonElement> Labels(string kind, int count)
    {
        var labels = JsonDocument.Parse(File.ReadAllBytes(SharedMaterial.At(Samples + "labels.json"))).RootElement.EnumerateArray()
            .Where(label => Text(label, "kind") == kind).ToList();
        labels.Should().HaveCount(count);
        return labels;
    }

    private static string Text(JsonElement label, string name) => label.GetProperty(name).GetString()!;

    private static IEnumerable<string> Codes(JsonElement label) => label.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!);

    private static IEnumerable<string> Rules(RepositoryReport report) => report.Files
        .SelectMany(file => file.Diagnostics)
        .Select(diagnostic => diagnostic.Descriptor.Rule ?? diagnostic.Code)
        .Distinct()
        .Order(StringComparer.Ordinal);
}
