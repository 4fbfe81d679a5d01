using System.Globalization;
using System.Text;
using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Checking;
using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>card</c>: checks, shows and edits a model card.</summary>
internal static class CardVerb
{
    private static readonly string[] Actions = ["check", "update", "show", "set", "remove", "add"];

    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("card", "Checks, shows and edits a model card.", (values, environment) => Task.FromResult(Execute(values, environment)))
    {
        Argument = "action",
        ArgumentMeaning = "check FILE, show FILE, update FILE, set FILE KEY VALUE, remove FILE KEY [ITEM] or add FILE KEY ITEM. Values are read as YAML.",
        Options =
        [
            CardOptions.ResultsFolder, CardOptions.ModelName, CardOptions.Tasks, CardOptions.Benchmarks, CardOptions.Compare,
            CardOptions.Scale, CardOptions.Metrics, CardOptions.Chart, CardOptions.EvalResults, CardOptions.Diff, FindingsOption.Output,
        ],
        Remarks = ["Edits change what they name and keep every other byte; that is proven before anything is written. 'check' ends with 1 when there is an error or, with '--results-folder', when the card is not up to date."],
        Examples =
        [
            new("mteb card check README.md", "Says what is wrong with a card."),
            new("mteb card check README.md --output sarif > card.sarif", "The same for programs: json, msbuild, sarif, github or junit."),
            new("mteb card set README.md license apache-2.0", "Sets a key of the front matter."),
            new("mteb card add README.md tags mteb", "Adds a tag, unless it is there."),
            new("mteb card update README.md --results-folder results --diff", "Shows what new results would change."),
        ],
    };

    private static ExitCode Execute(OptionValues values, ToolEnvironment environment)
    {
        var view = DiagnosticView.OfUsage(environment);
        view.Write(values.Notices);
        if (values.Arguments.ToArray() is not [var action, var file, .. var rest] || !Actions.Contains(action) || !Fits(action, rest.Length))
        {
            view.Write([OptionCodes.UnexpectedArgument.Here($"'{string.Join(' ', values.Arguments.Prepend("card"))}' is not complete or has too many values.", "'mteb card --help' shows the forms.")]);
            return ExitCode.Usage;
        }

        var path = CardMaking.Full(environment, file);
        if (!File.Exists(path))
        {
            view.Write([CardCodes.NoSuchFile.At(new SourcePlace(path), "There is no such file.", "Name a card that exists.")]);
            return ExitCode.Input;
        }

        var card = ModelCard.Read(File.ReadAllBytes(path), path);
        if (!card.Succeeded)
        {
            FindingsOption.Show(card.Diagnostics, values, environment, view);
            return ExitCode.Input;
        }

        return action switch
        {
            "check" => Check(card.Value, path, values, environment, view),
            "show" => Show(card.Value, environment, view),
            "update" => Update(card.Value, path, values, environment, view),
            _ => Edit(card.Value, path, action, rest, values, environment, view),
        };
    }

    private static bool Fits(string action, int count) => action switch
    {
        "set" or "add" => count == 2,
        "remove" => count is 1 or 2,
        _ => count == 0,
    };

    private static ExitCode Check(ModelCard card, string path, OptionValues values, ToolEnvironment environment, DiagnosticView view)
    {
        var around = CardSurroundings.InFolder(Path.GetDirectoryName(path)!);
        var findings = new List<Diagnostic>();
        if (values.Has(CardOptions.ResultsFolder))
        {
            var making = CardMaking.Prepare(card, values, environment);
            findings.AddRange(making.Diagnostics);
            if (making.Succeeded)
            {
                around = around with { EvaluatedLanguages = making.Value.Languages };
                findings.AddRange(making.Value.Update.Edits.SelectMany(edit => edit.Changes.Take(1).Select(change => Stale(edit, change))).Take(1));
            }
        }

        findings.InsertRange(0, CardCheck.Check(card, around));
        FindingsOption.Show(findings, values, environment, view);
        return findings.Any(finding => finding.Severity == Severity.Error) ? ExitCode.Findings : ExitCode.Ok;
    }

    private static Diagnostic Stale(CardEdit edit, CardChange change) => CardCodes.StaleBlock.At(
        edit.Before.Place(Encoding.UTF8.GetCharCount(edit.Before.Bytes.Span[..change.Before.Start])),
        "The card is not what the results give now.", "Make it again with 'mteb card update'.");

    private static ExitCode Show(ModelCard card, ToolEnvironment environment, DiagnosticView view)
    {
        view.Write(card.Diagnostics);
        var text = new StringBuilder();
        foreach (var entry in card.Root?.Entries ?? [])
        {
            var value = entry.Value switch
            {
                YamlScalar scalar => scalar.Value.ReplaceLineEndings(" "),
                YamlSequence { Items.Count: <= 20 } list when list.Items.All(item => item.Node is YamlScalar) => string.Join(", ", list.Items.Select(item => ((YamlScalar)item.Node).Value)),
                YamlSequence list => string.Create(CultureInfo.InvariantCulture, $"{list.Items.Count} items"),
                YamlMapping mapping => string.Create(CultureInfo.InvariantCulture, $"{mapping.Entries.Count} keys"),
                _ => "(an alias)",
            };
            text.Append(CultureInfo.InvariantCulture, $"{card.Place(entry.Key.Range.Start).Line,5}  {entry.Name}: {value}\n");
        }

        environment.Print(text.ToString());
        return ExitCode.Ok;
    }

    private static ExitCode Update(ModelCard card, string path, OptionValues values, ToolEnvironment environment, DiagnosticView view)
    {
        var making = CardMaking.Prepare(card, values, environment);
        view.Write(making.Diagnostics);
        if (!making.Succeeded)
        {
            return ExitCode.Input;
        }

        if (!values.Has(CardOptions.Diff))
        {
            making.Value.WriteFiles();
        }

        return Finish(making.Value.Update.Edits, path, values, environment);
    }

    private static ExitCode Edit(ModelCard card, string path, string action, string[] rest, OptionValues values, ToolEnvironment environment, DiagnosticView view)
    {
        var place = card.Root?.Find(rest[0]) is not null ? CardPath.Key(rest[0]) : CardPath.Parse(rest[0]);
        var value = rest.Length < 2 ? null : (Outcome<CardValue>?)CardValue.Parse(rest[1]);
        if (place is null || value is { Succeeded: false })
        {
            view.Write(value?.Diagnostics is { Count: > 0 } faults ? faults
                : [CardCodes.NoSuchPlace.Here($"'{rest[0]}' is not a path.", "Write keys with points between them, and item numbers in brackets: 'model-index[0].name'.")]);
            return ExitCode.Usage;
        }

        CardIntent intent = (action, value) switch
        {
            ("set", _) => new CardIntent.SetValue(place, value!.Value.Value!),
            ("add", _) => new CardIntent.AddItem(place, value!.Value.Value!),
            (_, null) => new CardIntent.RemoveValue(place),
            _ => new CardIntent.RemoveItem(place, value.Value.Value!),
        };
        var edit = CardEditing.Apply(card, intent);
        var proof = edit.Succeeded ? CardProof.Prove(edit.Value) : edit.FailedAs<CardProof>();
        if (!proof.Succeeded)
        {
            view.Write(proof.Diagnostics);
            return ExitCode.Input;
        }

        return Finish([edit.Value!], path, values, environment);
    }

    private static ExitCode Finish(IReadOnlyList<CardEdit> edits, string path, OptionValues values, ToolEnvironment environment)
    {
        if (values.Has(CardOptions.Diff))
        {
            environment.Print(string.Concat(edits.Select(Difference)));
        }
        else if (edits.Any(edit => edit.IsChange))
        {
            AtomicFile.Write(path, edits[^1].After.Bytes.Span);
        }

        return ExitCode.Ok;
    }

    private static string Difference(CardEdit edit)
    {
        var text = new StringBuilder();
        foreach (var change in edit.Changes)
        {
            var line = edit.Before.Bytes.Span[..change.Before.Start].Count((byte)'\n') + 1;
            text.Append(CultureInfo.InvariantCulture, $"@@ line {line} @@\n");
            Lines(text, '-', edit.Before.Bytes.Span, change.Before);
            Lines(text, '+', edit.After.Bytes.Span, change.After);
        }

        return text.ToString();
    }

    // Whole lines read better than the bytes that changed; an insertion between lines has none before.
    private static void Lines(StringBuilder text, char sign, ReadOnlySpan<byte> bytes, TextRange range)
    {
        var start = bytes[..range.Start].LastIndexOf((byte)'\n') + 1;
        if (range.IsEmpty && start == range.Start)
        {
            return;
        }

        var step = bytes[range.End..].IndexOf((byte)'\n');
        var end = range.End > start && bytes[range.End - 1] == '\n' ? range.End : step < 0 ? bytes.Length : range.End + step;
        foreach (var line in Encoding.UTF8.GetString(bytes[start..end]).TrimEnd('\n').Split('\n'))
        {
            text.Append(sign).Append(line.TrimEnd('\r')).Append('\n');
        }
    }
}
