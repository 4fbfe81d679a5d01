using Mteb.Schemas.Cards.Yaml;

namespace Mteb.Schemas.Cards.Editing;

/// <summary>
/// What an intent may touch, derived from the card before and the card after; in UTF-16 units. It shares the reading of YAML
/// with the edits, and nothing else.
/// </summary>
/// <param name="Before">What may be gone.</param>
/// <param name="After">What may be new.</param>
internal sealed record CardRegions(IReadOnlyList<TextRange> Before, IReadOnlyList<TextRange> After)
{
    private static readonly CardRegions Nothing = new([], []);

    /// <summary>The regions of an intent.</summary>
    public static CardRegions Of(ModelCard before, ModelCard after, CardIntent intent) => intent switch
    {
        CardIntent.SetValue set => OfPath(before, after, set.Path, null),
        CardIntent.RemoveValue remove => OfRemoval(before, after, remove.Path),
        CardIntent.AddItem add => OfPath(before, after, add.Path, add.Item),
        CardIntent.RemoveItem take => OfPath(before, after, take.Path, take.Item),
        CardIntent.PutBlock block => OfBlock(before, after, block),
        _ => Nothing,
    };

    private static CardRegions OfPath(ModelCard before, ModelCard after, CardPath path, CardValue? item)
    {
        if (before.FrontMatter is null)
        {
            return after.FrontMatter is null ? Nothing : new([], [after.FrontMatter.Block]);
        }

        if (before.Root is null || after.Root is null)
        {
            return new(EntryOf(before, path.Steps[0]), EntryOf(after, path.Steps[0]));
        }

        var (old, made) = (new Spot(before, before.Root, null, default), new Spot(after, after.Root, null, default));
        foreach (var step in path.Steps)
        {
            var (nextOld, nextMade) = (old.Step(step), made.Step(step));
            if (nextOld is null && nextMade is null)
            {
                return Nothing;
            }

            if (nextOld is null || nextMade is null)
            {
                var isSameKind = old.Node.GetType() == made.Node.GetType() && old.IsFlow == made.IsFlow;
                return isSameKind ? new(nextOld is null ? [] : [nextOld.Part()], nextMade is null ? [] : [nextMade.Part(isNew: true)]) : Values(old, made);
            }

            (old, made) = (nextOld, nextMade);
        }

        if (item is not null && old.Node is YamlSequence oldList && made.Node is YamlSequence madeList && old.IsFlow == made.IsFlow)
        {
            return madeList.Items.Count >= oldList.Items.Count
                ? new([], [.. Enumerable.Range(oldList.Items.Count, madeList.Items.Count - oldList.Items.Count).Select(index => made.Step(new CardStep(null, index))!.Part(isNew: true))])
                : new([old.Step(new CardStep(null, oldList.Items.ToList().FindIndex(one => CardValue.Same(CardValue.From(one.Node), item))))!.Part()], []);
        }

        return Values(old, made);
    }

    /// <summary>A removal may touch its own entry or item, or the brackets that stand for the emptied rest.</summary>
    private static CardRegions OfRemoval(ModelCard before, ModelCard after, CardPath path)
    {
        var holders = new CardPath(path.Steps.SkipLast(1));
        var (old, made) = (Spot.Find(before, holders), Spot.Find(after, holders));
        if (old?.Step(path.Steps[^1]) is not { } gone)
        {
            return Nothing;
        }

        return made is null || (old.Node.GetType() == made.Node.GetType() && old.IsFlow == made.IsFlow) ? new([gone.Part()], []) : Values(old, made);
    }

    private static IReadOnlyList<TextRange> EntryOf(ModelCard card, CardStep step) =>
        card.Root is { } root && new Spot(card, root, null, default).Step(step) is { } entry ? [entry.Part()] : [];

    /// <summary>What two values may exchange: their tokens, their brackets, their lines, or everything after the colon.</summary>
    private static CardRegions Values(Spot old, Spot made) => (old.Node, made.Node) switch
    {
        (YamlScalar { IsEmpty: false } a, YamlScalar { IsEmpty: false } b) => new([new(a.ContentStart, a.VisibleEnd)], [new(b.ContentStart, b.VisibleEnd)]),
        (YamlScalar a, YamlScalar b) => new([AfterBlanks(old, a)], [AfterBlanks(made, b)]),
        (YamlSequence { IsFlow: true } a, YamlSequence { IsFlow: true } b) => new([new(a.ContentStart, a.Range.End)], [new(b.ContentStart, b.Range.End)]),
        (YamlMapping { IsFlow: true } a, YamlMapping { IsFlow: true } b) => new([new(a.ContentStart, a.Range.End)], [new(b.ContentStart, b.Range.End)]),
        (YamlSequence { IsFlow: false } a, YamlSequence { IsFlow: false } b) => new([new(a.Items[0].Dash, a.VisibleEnd)], [new(b.Items[0].Dash, b.VisibleEnd)]),
        (YamlMapping { IsFlow: false } a, YamlMapping { IsFlow: false } b) => new([new(a.ContentStart, a.VisibleEnd)], [new(b.ContentStart, b.VisibleEnd)]),
        (var a, var b) => new([new(old.ValueStart ?? a.ContentStart, a.VisibleEnd)], [new(made.ValueStart ?? b.ContentStart, b.VisibleEnd)]),
    };

    private static TextRange AfterBlanks(Spot spot, YamlScalar scalar)
    {
        var start = scalar.ContentStart;
        while (start > 0 && spot.Card.Text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        return new TextRange(start, scalar.VisibleEnd);
    }

    private static CardRegions OfBlock(ModelCard before, ModelCard after, CardIntent.PutBlock block)
    {
        if (BodyBlock.Find(after, block.Name, out _) is not { } made)
        {
            return Nothing;
        }

        if (BodyBlock.Find(before, block.Name, out _) is { } old)
        {
            return new([old], [made]);
        }

        // A new block stands at the end; what belongs to it are the line breaks around it that were not there before.
        var kept = before.Text.Length - before.Text.AsSpan().TrimEnd("\r\n").Length;
        var start = after.Text.AsSpan(0, made.Start).TrimEnd("\r\n").Length + kept;
        return start <= made.Start && after.Text.AsSpan(made.End).Trim("\r\n").IsEmpty ? new([], [new TextRange(start, after.Text.Length)]) : Nothing;
    }

    /// <summary>A node, and what holds it.</summary>
    private sealed record Spot(ModelCard Card, YamlNode Node, Spot? Holder, CardStep From)
    {
        public bool IsFlow => Node is YamlSequence { IsFlow: true } or YamlMapping { IsFlow: true };

        /// <summary>The end of the mark that announces the value; null in brackets.</summary>
        public int? ValueStart => Holder?.Node switch
        {
            YamlMapping { IsFlow: false } mapping => mapping.Find(From.Key!)!.Colon + 1,
            YamlSequence { IsFlow: false } list => list.Items[From.Index].Dash + 1,
            _ => null,
        };

        public static Spot? Find(ModelCard card, CardPath path) => card.Root is not { } root ? null
            : path.Steps.Aggregate((Spot?)new Spot(card, root, null, default), (spot, step) => spot?.Step(step));

        public Spot? Step(CardStep step) => step.From(Node) is { } next ? new Spot(Card, next, this, step) : null;

        /// <summary>
        /// The entry or item with all that belongs to it alone: its lines, or its comma. A new one that is alone in its brackets
        /// brought nothing with it; a comment behind it was there before.
        /// </summary>
        public TextRange Part(bool isNew = false)
        {
            var (parts, index) = Holder!.Node switch
            {
                YamlMapping mapping => (mapping.Entries.Select(entry => new TextRange(entry.Key.Range.Start, Math.Max(entry.Colon + 1, entry.Value.Range.End))).ToList(),
                    mapping.Entries.ToList().FindIndex(entry => entry.Name == From.Key)),
                var list => (((YamlSequence)list).Items.Select(item => new TextRange(item.Dash < 0 ? item.Node.Range.Start : item.Dash, item.Node.Range.End)).ToList(), From.Index),
            };
            if (Holder.IsFlow)
            {
                return index + 1 < parts.Count ? new(parts[index].Start, parts[index + 1].Start)
                    : index > 0 ? new(parts[index - 1].End, parts[index].End)
                    : isNew ? parts[index]
                    : new(parts[index].Start, Card.Text.AsSpan(0, Holder.Node.Range.End - 1).TrimEnd().Length);
            }

            var text = Card.Text;
            var start = text.AsSpan(0, parts[index].Start).LastIndexOfAny('\r', '\n') + 1;
            if (!text.AsSpan(start, parts[index].Start - start).IsWhiteSpace())
            {
                return new(parts[index].Start, index + 1 < parts.Count ? parts[index + 1].Start : parts[index].End);
            }

            var end = parts[index].End;
            while (end < text.Length && !(end > parts[index].Start && text[end - 1] == '\n') && !(end > parts[index].Start && text[end - 1] == '\r' && text[end] != '\n'))
            {
                end++;
            }

            return new(start, end);
        }
    }
}
