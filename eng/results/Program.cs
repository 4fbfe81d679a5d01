using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Mteb.ResultCorpus;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Validation;

if (args is not [var folder, ..])
{
    Console.Error.WriteLine("usage: Mteb.ResultCorpus RESULTS_FOLDER [ROUNDS]");
    return 2;
}

var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var files = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
    .Where(file => Path.GetFileName(file) != "model_meta.json")
    .Order(StringComparer.Ordinal)
    .ToArray();
Console.WriteLine($"{files.Length} files");
var differing = 0;
for (var round = 0; round < rounds; round++)
{
    var read = Time(() => Parallel.ForEach(Partitioner.Create(0, files.Length, 256), range =>
    {
        for (var index = range.Item1; index < range.Item2; index++)
        {
            File.ReadAllBytes(files[index]);
        }
    }));
    IReadOnlyList<FileReport> reports = [];
    var written = 0L;
    var results = files.Select(file => new ResultFile(file, FileKind.TaskResult)).ToArray();
    var validated = Time(() =>
    {
        reports = BatchValidator.Validate(results, SeverityRules.None, Environment.ProcessorCount, CancellationToken.None);
        using var output = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20, FileOptions.DeleteOnClose);
        ValidationJson.Write(output, reports, path => path);
        written = output.Length;
    });
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"plain read {read.TotalSeconds:0.00} s, validation with {written / 1e6:0} MB of JSON {validated.TotalSeconds:0.00} s, ratio {validated / read:0.00}"));
    if (round == rounds - 1)
    {
        var rules = reports.SelectMany(report => report.Diagnostics.Select(diagnostic => diagnostic.Descriptor.Rule ?? diagnostic.Code).Distinct()).CountBy(rule => rule).ToDictionary();
        var verdicts = reports.CountBy(report => report.Verdict.ToString()).ToDictionary();
        differing = PublishedCounts.Compare(rules, verdicts, results.Length);
        foreach (var report in reports.Where(report => report.Verdict == Verdict.Invalid).Take(20))
        {
            var first = report.Diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error);
            Console.WriteLine($"{report.Path}: {first.Code} {first.Message}");
        }
    }
}

return differing == 0 ? 0 : 1;

static TimeSpan Time(Action action)
{
    var clock = Stopwatch.StartNew();
    action();
    return clock.Elapsed;
}
