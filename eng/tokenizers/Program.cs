using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mteb.TokenizerParity;

// Compares the tokenizers with the reference implementation, the npm package "tokenizers", and measures both:
//
//   dotnet run -c Release --project eng/tokenizers -- <folder with tokenizer files> [--count 100000] [--seed 1] [--only name,name]
//                                                     [--speed <file with texts, one a line>] [--report docs/tokenizers.md]
//
// Tokenizer files are all tokenizer.json and tokenizer.json.gz below the folder. The report replaces what stands in the file
// between "<!-- parity -->" or "<!-- speed -->" and the next "<!-- end -->". Ends with 1 when something differs.
var options = args.Skip(1).Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
if (args.Length % 2 != 1 || options.Keys.Except(["--count", "--seed", "--only", "--speed", "--report"]).Any())
{
    Console.Error.WriteLine("Give a folder with tokenizer files, and perhaps --count, --seed, --only, --speed, --report with a value each.");
    return 2;
}

var count = int.Parse(options.GetValueOrDefault("--count", "100000"), CultureInfo.InvariantCulture);
var seed = int.Parse(options.GetValueOrDefault("--seed", "1"), CultureInfo.InvariantCulture);
var only = options.GetValueOrDefault("--only")?.Split(',');
var timed = options.TryGetValue("--speed", out var speed) ? ReadLines(speed).Where(line => line.Length > 0).ToArray() : null;
ReferenceProcess.Restore(AppContext.BaseDirectory);
using var reference = new ReferenceProcess(AppContext.BaseDirectory);
var folder = Directory.CreateTempSubdirectory("tokenizers-").FullName;
var report = new StringBuilder();
report.Append(CultureInfo.InvariantCulture, $"Command: `dotnet run -c Release --project eng/tokenizers -- {string.Join(' ', args.Select(Shown))}`\n\n");
report.Append(timed is null
    ? "| tokenizer | model | texts | different |\n|---|---|--:|--:|\n"
    : "| tokenizer | model | ours, tokens/s | reference, tokens/s | times |\n|---|---|--:|--:|--:|\n");
var differences = 0;
foreach (var path in Directory.EnumerateFiles(args[0], "tokenizer.json*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    var name = Path.GetRelativePath(args[0], Path.GetDirectoryName(path)!).Replace('\\', '/');
    if (only is not null && !only.Contains(Path.GetFileName(name)))
    {
        continue;
    }

    TokenizerSource source;
    try
    {
        source = TokenizerSource.Prepare(path, name, folder);
        if (reference.Load(source.Path) is { } refusal)
        {
            Console.WriteLine($"{name}: the reference refuses it: {refusal}");
            continue;
        }
    }
    catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException or NullReferenceException)
    {
        Console.WriteLine($"{name}: cannot be prepared: {exception.Message}");
        continue;
    }

    var start = Stopwatch.GetTimestamp();
    if (timed is not null)
    {
        var (own, theirs) = Speed.Measure(source, reference, timed);
        Add(string.Create(CultureInfo.InvariantCulture, $"| {name} | {source.Kind} | {own:N0} | {theirs:N0} | {own / theirs:F1} |"));
        continue;
    }

    var found = Comparison.Find(source, reference, count, seed).ToList();
    differences += found.Count;
    Add(string.Create(CultureInfo.InvariantCulture, $"| {name} | {source.Kind} | {count:N0} | {found.Count} |"));
    foreach (var difference in found.Take(3))
    {
        Console.WriteLine($"    {difference.What} of {System.Text.Json.JsonSerializer.Serialize(difference.Text)}");
        Console.WriteLine($"      reference {string.Join(' ', difference.Expected.Take(60))}");
        Console.WriteLine($"      ours      {string.Join(' ', difference.Actual.Take(60))}");
    }

    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"));
}

Directory.Delete(folder, recursive: true);
if (options.TryGetValue("--report", out var target))
{
    var mark = timed is null ? "<!-- parity -->" : "<!-- speed -->";
    var text = File.ReadAllText(target);
    var start = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
    File.WriteAllText(target, $"{text[..start]}\n\n{report}\n{text[text.IndexOf("<!-- end -->", start, StringComparison.Ordinal)..]}");
}

return differences == 0 ? 0 : 1;

void Add(string line)
{
    Console.WriteLine(line);
    report.Append(line).Append('\n');
}

static IEnumerable<string> ReadLines(string path)
{
    using var file = File.OpenRead(path);
    using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress) : file);
    while (reader.ReadLine() is { } line)
    {
        yield return line;
    }
}

static string Shown(string argument)
{
    var shared = argument.IndexOf("shared/", StringComparison.Ordinal);
    var shown = shared >= 0 ? "../" + argument[shared..] : argument;
    return shown.Contains(' ', StringComparison.Ordinal) ? $"\"{shown}\"" : shown;
}
