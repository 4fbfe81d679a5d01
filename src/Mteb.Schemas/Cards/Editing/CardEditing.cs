using System.Text;
using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Editing;

/// <summary>Makes edited copies of a card. What an intent does not name keeps its bytes; what cannot be done so is refused.</summary>
public static class CardEditing
{
    /// <summary>Carries out one intent.</summary>
    /// <returns>The edit; without changes when the card already is as intended.</returns>
    public static Outcome<CardEdit> Apply(ModelCard card, CardIntent intent) => Together(card, [intent]);

    /// <summary>Carries out several intents, at once where they do not touch, else one after the other.</summary>
    /// <returns>The steps, each with its own changes and provable on its own; at least one.</returns>
    public static Outcome<IReadOnlyList<CardEdit>> ApplyAll(ModelCard card, IReadOnlyList<CardIntent> intents)
    {
        if (intents.Count == 0)
        {
            return Outcome.Success<IReadOnlyList<CardEdit>>([new CardEdit(card, card, intents, [])], []);
        }

        if (intents.Count > 1 && AreIndependent(intents) && Together(card, intents) is { Succeeded: true } together && CardProof.Prove(together.Value).Succeeded)
        {
            return Outcome.Success<IReadOnlyList<CardEdit>>([together.Value], []);
        }

        var steps = new List<CardEdit>();
        foreach (var intent in intents)
        {
            var step = Apply(steps.Count == 0 ? card : steps[^1].After, intent);
            if (!step.Succeeded)
            {
                return step.FailedAs<IReadOnlyList<CardEdit>>();
            }

            steps.Add(step.Value);
        }

        return Outcome.Success<IReadOnlyList<CardEdit>>(steps, []);
    }

    /// <summary>The front matter as a value; an empty mapping when there is none.</summary>
    public static CardValue Meaning(ModelCard card) => card.Root is { } root ? CardValue.From(root) : new CardValue.Map([]);

    /// <summary>The front matter as a value after some intents; null when they do not fit it.</summary>
    internal static CardValue? Meaning(ModelCard before, IEnumerable<CardIntent> intents) =>
        intents.Aggregate((CardValue?)Meaning(before), (value, intent) => value is null ? null : CardMeaning.Apply(value, intent));

    /// <summary>Whether intents only set values and add items, no two of them the same place or one within the other.</summary>
    private static bool AreIndependent(IReadOnlyList<CardIntent> intents)
    {
        var set = new HashSet<CardPath>();
        foreach (var intent in intents)
        {
            if (intent is not (CardIntent.AddItem or CardIntent.SetValue) || (intent is CardIntent.SetValue one && !set.Add(one.Path)))
            {
                return false;
            }
        }

        // What lies within a value that is set, or would be made for it, waits for its turn.
        return !intents.Select(intent => (intent as CardIntent.SetValue)?.Path ?? ((CardIntent.AddItem)intent).Path)
            .Any(path => Enumerable.Range(1, path.Steps.Count - 1).Any(length => set.Contains(new CardPath(path.Steps.Take(length)))))
            && !intents.OfType<CardIntent.AddItem>().Any(add => set.Contains(add.Path));
    }

    private static Outcome<CardEdit> Together(ModelCard card, IReadOnlyList<CardIntent> intents)
    {
        if (!card.IsReadable)
        {
            return Outcome.Failure<CardEdit>([.. card.Diagnostics.Where(ModelCard.ForbidsEditing)]);
        }

        var editor = new CardEditor(card);
        var splices = new List<Splice>();
        foreach (var intent in intents)
        {
            var found = editor.Splices(intent);
            if (!found.Succeeded)
            {
                return found.FailedAs<CardEdit>();
            }

            splices.AddRange(found.Value);
        }

        if (splices.Count == 0)
        {
            return new CardEdit(card, card, intents, []);
        }

        return Perform(card, intents, [.. splices.OrderBy(splice => splice.Range.Start).ThenBy(splice => splice.Range.End)]);
    }

    private static Outcome<CardEdit> Perform(ModelCard card, IReadOnlyList<CardIntent> intents, IReadOnlyList<Splice> splices)
    {
        var bytes = new List<byte>(card.Bytes.Length + 256);
        var changes = new List<CardChange>();
        var copied = 0;
        foreach (var splice in splices)
        {
            // Two insertions at one place follow each other only where each is lines of its own: entries in braces need commas.
            var gone = card.ByteRange(splice.Range);
            var touches = changes.Count > 0 && gone.Start == changes[^1].Before.End && bytes[^1] is not ((byte)'\n' or (byte)'\r');
            if (gone.Start < copied || touches)
            {
                return Refusal(card, splice, "two of the changes overlap");
            }

            bytes.AddRange(card.Bytes.Span[copied..gone.Start]);
            var start = bytes.Count;
            bytes.AddRange(Encoding.UTF8.GetBytes(splice.Text));
            copied = gone.End;
            changes.Add(new CardChange(gone, new TextRange(start, bytes.Count)));
        }

        bytes.AddRange(card.Bytes.Span[copied..]);
        var after = ModelCard.Read(bytes.ToArray(), card.File);
        if (!after.Succeeded || !after.Value.IsReadable || !CardValue.Same(Meaning(card, intents), Meaning(after.Value)))
        {
            return Refusal(card, splices[0], "a value nearby would change its meaning");
        }

        return new CardEdit(card, after.Value, intents, changes);
    }

    private static Diagnostic Refusal(ModelCard card, Splice splice, string why) => CardCodes.EditWouldSpread.At(card.Place(splice.Range.Start),
        $"The edit cannot be made here without touching more than was asked for: {why}.",
        "Edit this place by hand.");
}
