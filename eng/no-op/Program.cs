using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Mteb.NoOp;

var pairs = args.SkipWhile(word => word != "--pairs").Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).FirstOrDefault(20);
var keep = args.Contains("--keep");
var root = typeof(Projects).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
var work = Directory.CreateTempSubdirectory("mteb-no-op-").FullName;
var version = $"0.0.0-measured.{DateTime.UtcNow:yyyyMMddHHmmss}";
try
{
    var feed = Path.Combine(work, "feed");
    foreach (var package in new[] { "eng/runtime", "src/Mteb.Sdk" })
    {
        Run("pack", Path.Combine(root, package), "-c", "Release", "-o", feed, $"-p:PackageVersion={version}", "--tl:off");
    }

    var projects = new Projects(root, work);
    projects.Write(feed, version);
    string[] candidates = [projects.Empty, projects.Model];
    Array.ForEach(candidates, project => Build(project));
    projects.AddResults();
    Array.ForEach(candidates, project => Build(project));
    Build(projects.Model, "-question");

    var times = candidates.Select(_ => new List<double>()).ToArray();
    for (var pair = -2; pair < pairs; pair++)
    {
        for (var i = 0; i < candidates.Length; i++)
        {
            var elapsed = Build(candidates[i]);
            if (pair >= 0)
            {
                times[i].Add(elapsed.TotalMilliseconds);
            }
        }
    }

    var ratios = times[0].Zip(times[1], (empty, model) => model / empty).ToList();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"empty project  median {Median(times[0]),7:F0} ms  (least {times[0].Min():F0})"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"model          median {Median(times[1]),7:F0} ms  (least {times[1].Min():F0})"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio          of medians {Median(times[1]) / Median(times[0]):F2}, median of {pairs} pairs {Median(ratios):F2}"));
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

TimeSpan Build(string project, params string[] more) => Run(["build", project, "--tl:off", "-v", "quiet", .. more]);

static double Median(List<double> values)
{
    var sorted = values.Order().ToList();
    return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}

TimeSpan Run(params string[] arguments)
{
    var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = work, RedirectStandardOutput = true, RedirectStandardError = true };
    start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
    start.Environment["NUGET_PACKAGES"] = arguments[0] == "build" ? Path.Combine(work, "unpacked") : null;

    // What 'dotnet run' has set for this program is not meant for those that it starts.
    foreach (var name in new[] { "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "CI" })
    {
        start.Environment.Remove(name);
    }

    var watch = Stopwatch.StartNew();
    using var process = Process.Start(start)!;
    var output = process.StandardOutput.ReadToEndAsync();
    var error = process.StandardError.ReadToEndAsync();
    process.WaitForExit();
    var elapsed = watch.Elapsed;
    return process.ExitCode == 0
        ? elapsed
        : throw new InvalidOperationException($"'dotnet {string.Join(' ', arguments)}' ended with {process.ExitCode}.\n{output.Result}{error.Result}");
}
