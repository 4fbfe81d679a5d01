using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mteb.ResultFuzz;

if (args is not [var folder, ..])
{
    Console.Error.WriteLine("usage: Mteb.ResultFuzz FOLDER_OF_RESULTS [CASES [SEED [REPORT]]]");
    return 2;
}

var cases = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
var files = ResultFuzzer.Load(folder);
var fuzzer = new ResultFuzzer(files);
var clock = Stopwatch.StartNew();
var (faults, slowest) = (0, TimeSpan.Zero);
for (var number = 0; number < cases && faults < 20; number++)
{
    var (fault, took) = Run(number);

    // Other programs can hold one case up; a case that hangs does so every time.
    for (var again = 0; again < 3 && took > TimeSpan.FromSeconds(1); again++)
    {
        (fault, took) = Run(number);
    }

    slowest = took > slowest ? took : slowest;
    fault ??= took > TimeSpan.FromSeconds(1) ? $"case {number}: it took {took.TotalSeconds} s" : null;
    if (fault is not null)
    {
        faults++;
        Console.WriteLine(fault);
        Console.WriteLine();
    }

    if (number % 50_000 == 49_999)
    {
        Console.Error.WriteLine($"{number + 1} cases, {faults} faults, {clock.Elapsed:hh\\:mm\\:ss}");
    }
}

var report = new StringBuilder();
report.AppendLine("# Random changes of result files");
report.AppendLine();
report.AppendLine("Real results of all generations and descriptions of models are changed at random: values, keys, bytes, encodings, nesting. Whatever");
report.AppendLine("comes out, the validator must not fail; every finding must have a place in the file; the verdict must follow from the findings; a second");
report.AppendLine("reader of JSON must agree about the form; the typed reader must read what the validator accepts, and nothing else; and line breaks before");
report.AppendLine("the document must move every finding and change nothing else. A case that takes more than a second, each of four times, is a fault.");
report.AppendLine("Made by:");
report.AppendLine();
report.AppendLine("    dotnet run -c Release --project eng/result-fuzz -- ../shared/results-samples 1000000 1 docs/result-fuzz.md");
report.AppendLine();
report.AppendLine("| What | Count |");
report.AppendLine("|---|---:|");
Row("Files", files.Count);
Row("Cases", cases);
Row("Faults", faults);
Row("Milliseconds of the slowest case", (int)Math.Ceiling(slowest.TotalMilliseconds));
foreach (var (verdict, count) in fuzzer.Verdicts)
{
    Row($"Verdict {verdict.ToLowerInvariant()}", count);
}

foreach (var (code, count) in fuzzer.Codes)
{
    Row($"Files with {code}", count);
}

Console.WriteLine(report);
if (args.Length > 3)
{
    File.WriteAllText(args[3], report.ToString().ReplaceLineEndings("\n"));
}

return faults == 0 ? 0 : 1;

(string? Fault, TimeSpan Took) Run(int number)
{
    var begin = clock.Elapsed;
    try
    {
        return (fuzzer.Run(seed, number), clock.Elapsed - begin);
    }
    catch (Exception exception)
    {
        return ($"case {number}: {exception}", clock.Elapsed - begin);
    }
}

void Row(string name, int count) => report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {count:N0} |");
