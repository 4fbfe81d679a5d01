using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Mteb.Startup;

var runs = args.SkipWhile(word => word != "--runs").Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).FirstOrDefault(30);
var keep = args.Contains("--keep");
var root = typeof(EmptyTool).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
var work = Directory.CreateTempSubdirectory("mteb-startup-").FullName;
try
{
    var feed = Path.Combine(work, "feed");
    EmptyTool.Write(Path.Combine(work, "empty"));
    Run("dotnet", "pack", Path.Combine(work, "empty"), "-o", feed);
    Run("dotnet", "pack", Path.Combine(root, "src", "Mteb.Tool"), "-o", feed);
    Run("dotnet", "tool", "install", EmptyTool.Name, "--tool-path", Path.Combine(work, "tools"), "--source", feed);
    Run("dotnet", "tool", "install", "mteb", "--tool-path", Path.Combine(work, "tools"), "--source", feed);

    (string Label, string Program, string[] Arguments)[] candidates =
    [
        ("empty program", Path.Combine(work, "tools", EmptyTool.Name), []),
        ("mteb --version", Path.Combine(work, "tools", "mteb"), ["--version"]),
        ("mteb --help", Path.Combine(work, "tools", "mteb"), ["--help"]),
        ("mteb run --help", Path.Combine(work, "tools", "mteb"), ["run", "--help"]),
    ];
    var times = candidates.Select(_ => new List<double>()).ToArray();
    for (var run = -2; run < runs; run++)
    {
        for (var i = 0; i < candidates.Length; i++)
        {
            var elapsed = Run(candidates[i].Program, candidates[i].Arguments);
            if (run >= 0)
            {
                times[i].Add(elapsed.TotalMilliseconds);
            }
        }
    }

    var reference = Median(times[0]);
    for (var i = 0; i < candidates.Length; i++)
    {
        var median = Median(times[i]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{candidates[i].Label,-16} {median,7:F1} ms  (least {times[i].Min(),6:F1})  ratio {median / reference:F2}"));
    }

    return 0;
}
finally
{
    if (keep)
    {
        Console.WriteLine($"Kept: {work}");
    }
    else
    {
        Directory.Delete(work, recursive: true);
    }
}

static double Median(List<double> values)
{
    var sorted = values.Order().ToList();
    return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}

static TimeSpan Run(string program, params string[] arguments)
{
    var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
    start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
    var watch = Stopwatch.StartNew();
    using var process = Process.Start(start)!;
    var output = process.StandardOutput.ReadToEndAsync();
    var error = process.StandardError.ReadToEndAsync();
    process.WaitForExit();
    var elapsed = watch.Elapsed;
    return process.ExitCode == 0
        ? elapsed
        : throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with {process.ExitCode}.\n{output.Result}{error.Result}");
}
