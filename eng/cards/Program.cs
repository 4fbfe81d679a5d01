using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mteb.CardFuzz;

if (args is not [var cardsFolder, var readerFolder, ..])
{
    Console.Error.WriteLine("usage: Mteb.CardFuzz CARDS_FOLDER SECOND_READER_FOLDER [CASES [SEED [REPORT]]]");
    return 2;
}

var cases = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 100_000;
var seed = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 1;
using var reader = SecondReader.Start(Path.GetFullPath(readerFolder));
var cards = CardFuzzer.Load(cardsFolder);
var fuzzer = new CardFuzzer(cards, reader);
var clock = Stopwatch.StartNew();
var faults = 0;
for (var number = 0; number < cases && faults < 20; number++)
{
    string? fault;
    try
    {
        fault = fuzzer.Run(seed, number);
    }
    catch (Exception exception)
    {
        fault = $"case {number}: {exception}";
    }

    if (fault is not null)
    {
        faults++;
        Console.WriteLine(fault);
        Console.WriteLine();
    }

    if (number % 5000 == 4999)
    {
        Console.Error.WriteLine($"{number + 1} cases, {faults} faults, {clock.Elapsed:hh\\:mm\\:ss}");
    }
}

var report = new StringBuilder();
report.AppendLine("# Random edits of model cards");
report.AppendLine();
report.AppendLine("Real cards are varied (styles, comments, anchors, line endings, byte order mark) and edited at random. Every edit is proven to have");
report.AppendLine("touched only what it was to touch, is repeated to see that a second run changes nothing, and is judged by a second YAML reader");
report.AppendLine("(npm's `yaml`, in YAML 1.1 and 1.2) that applies the intents by itself. Made by:");
report.AppendLine();
report.AppendLine("    dotnet run -c Release --project eng/cards -- ../shared/cards artifacts/second-reader 100000 1 docs/card-fuzz.md");
report.AppendLine();
report.AppendLine("| What | Count |");
report.AppendLine("|---|---:|");
var tally = fuzzer.Tally;
Row("Cards", cards.Count);
Row("Cases", tally.Cases);
Row("Edits made and proven", tally.Edits);
Row("Places changed", tally.Changes);
Row("Judgements of the second reader", tally.Judged);
Row("Variants that the second reader could not read before any edit (one a YAML version)", tally.Unread);
Row("Faults", faults);
foreach (var (code, count) in tally.Refusals)
{
    Row($"Intents refused with {code}", count);
}

Console.WriteLine(report);
if (args.Length > 4)
{
    File.WriteAllText(args[4], report.ToString().ReplaceLineEndings("\n"));
}

return faults == 0 ? 0 : 1;

void Row(string name, int count) => report.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {count:N0} |");
