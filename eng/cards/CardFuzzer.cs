using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Yaml;

namespace Mteb.CardFuzz;

/// <summary>Edits variants of real cards at random and holds every edit to its promises.</summary>
/// <param name="cards">The cards, by name.</param>
/// <param name="secondReader">Judges the front matter; null to do without.</param>
public sealed class CardFuzzer(IReadOnlyList<KeyValuePair<string, string>> cards, SecondReader? secondReader)
{
    /// <summary>Reads the cards of a folder.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Load(string folder) => [.. Directory
        .EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(file => KeyValuePair.Create(Path.GetRelativePath(folder, file), File.ReadAllText(file)))];

    /// <summary>What has happened so far.</summary>
    public FuzzTally Tally { get; } = new();

    /// <summary>Runs one case: a variant of a card, and one to five edits one after the other.</summary>
    /// <param name="seed">Seed of the whole run.</param>
    /// <param name="number">Number of the case.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public string? Run(int seed, int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var (name, text) = cards[random.Next(cards.Count)];
        var first = ModelCard.Read(CardMutation.Mutate(text, random), name).Value!;
        var card = first;
        var done = new List<CardIntent>();
        Tally.Cases++;
        for (var count = 1 + random.Next(5); count > 0; count--)
        {
            var intents = Enumerable.Range(0, random.Next(6) == 0 ? 3 : 1).Select(_ => RandomIntent.Next(card, random)).ToList();
            var outcome = CardEditing.ApplyAll(card, intents);
            if (!outcome.Succeeded)
            {
                Tally.Refuse(outcome.Diagnostics[0].Code);
                continue;
            }

            foreach (var edit in outcome.Value)
            {
                if (Fault(edit) is { } fault)
                {
                    return $"{name}, case {number}: {fault}\nintents: {string.Join("; ", edit.Intents.Select(Describe))}\n--- before\n{Excerpt(edit.Before)}\n--- after\n{Excerpt(edit.After)}";
                }

                Tally.Edits++;
                Tally.Changes += edit.Changes.Count;
            }

            card = outcome.Value[^1].After;
            done.AddRange(intents);
        }

        return done.Count > 0 && secondReader is not null && Judge(first, card, done) is { } judged
            ? $"{name}, case {number}: {judged}\nintents: {string.Join("; ", done.Select(Describe))}\n--- before\n{Excerpt(first)}\n--- after\n{Excerpt(card)}"
            : null;
    }

    private string? Judge(ModelCard before, ModelCard after, IReadOnlyList<CardIntent> intents)
    {
        var (fault, unread) = secondReader!.Judge(FrontMatter(before), FrontMatter(after), intents);
        Tally.Judged += 2 - unread;
        Tally.Unread += unread;
        return fault;
    }

    private static string? Fault(CardEdit edit)
    {
        if (!CardProof.Prove(edit).Succeeded)
        {
            return "the edit is not proven: " + CardProof.Prove(edit).Diagnostics[0].Message;
        }

        if (!Reconstructed(edit).AsSpan().SequenceEqual(edit.After.Bytes.Span))
        {
            return "the changes that are reported do not lead from one text to the other";
        }

        // A second run has nothing to do; only taking one of several equal items has.
        if (edit.Intents is [not (CardIntent.RemoveItem or CardIntent.RemoveValue)])
        {
            var again = CardEditing.Apply(edit.After, edit.Intents[0]);
            if (!again.Succeeded || again.Value.IsChange)
            {
                return "a second run changes something: " + (again.Succeeded ? Excerpt(again.Value.After) : again.Diagnostics[0].Message);
            }
        }

        return null;
    }

    private static byte[] Reconstructed(CardEdit edit)
    {
        var bytes = new List<byte>();
        var read = 0;
        foreach (var change in edit.Changes)
        {
            bytes.AddRange(edit.Before.Bytes.Span[read..change.Before.Start]);
            bytes.AddRange(edit.After.Bytes.Span[change.After.Start..change.After.End]);
            read = change.Before.End;
        }

        bytes.AddRange(edit.Before.Bytes.Span[read..]);
        return [.. bytes];
    }

    // The second reader does not take a bare carriage return for a line break, although YAML does.
    private static string FrontMatter(ModelCard card) => card.FrontMatter is { } found ? card.Text[found.Yaml.Start..found.Yaml.End].ReplaceLineEndings("\n") : "";

    private static string Excerpt(ModelCard card)
    {
        var text = card.FrontMatter is { } found ? card.Text[found.Block.Start..found.Block.End] : card.Text[^Math.Min(300, card.Text.Length)..];
        return text.Replace("\r", "\\r", StringComparison.Ordinal);
    }

    private static string Describe(CardIntent intent) => intent switch
    {
        CardIntent.SetValue set => $"set {set.Path} {Describe(set.Value)}",
        CardIntent.RemoveValue remove => $"remove {remove.Path}",
        CardIntent.AddItem add => $"add {add.Path} {Describe(add.Item)}",
        CardIntent.RemoveItem take => $"take {take.Path} {Describe(take.Item)}",
        _ => intent.ToString(),
    };

    private static string Describe(CardValue value) => value switch
    {
        CardValue.Text text => $"'{text.Value}'",
        CardValue.Literal literal => literal.Plain,
        CardValue.List list => $"[{string.Join(", ", list.Items.Select(Describe))}]",
        CardValue.Map map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{entry.Key}: {Describe(entry.Value)}"))}}}",
        _ => "",
    };
}

/// <summary>Counts.</summary>
public sealed class FuzzTally
{
    /// <summary>Variants of cards.</summary>
    public int Cases { get; set; }

    /// <summary>Edits that were made and proven.</summary>
    public int Edits { get; set; }

    /// <summary>Places that they changed.</summary>
    public int Changes { get; set; }

    /// <summary>Judgements of the second reader, one a YAML version.</summary>
    public int Judged { get; set; }

    /// <summary>Front matters that the second reader could not read before any edit, one a YAML version.</summary>
    public int Unread { get; set; }

    /// <summary>Intents that were refused, by code.</summary>
    public SortedDictionary<string, int> Refusals { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts a refusal.</summary>
    public void Refuse(string code) => Refusals[code] = Refusals.GetValueOrDefault(code) + 1;
}
