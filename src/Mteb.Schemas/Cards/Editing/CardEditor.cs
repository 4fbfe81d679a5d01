using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Editing;

/// <summary>Turns an intent into splices of one card's text: as few characters as the intent allows.</summary>
/// <param name="card">A card whose front matter is absent or readable.</param>
internal sealed class CardEditor(ModelCard card)
{
    private readonly YamlSplices _yaml = new(card);

    /// <summary>The splices of an intent; none when nothing has to change.</summary>
    public Outcome<IReadOnlyList<Splice>> Splices(CardIntent intent) => intent switch
    {
        CardIntent.SetValue set => Change(set.Path, set.Value, (old, parent) => _yaml.Replace(old, parent, set.Value)),
        CardIntent.AddItem add => Change(add.Path, new CardValue.List([add.Item]), (old, parent) => AddTo(add, old, parent)),
        CardIntent.RemoveValue remove => Without(remove.Path),
        CardIntent.RemoveItem take => Without(take),
        CardIntent.PutBlock block => Block(block),
        _ => throw new ArgumentOutOfRangeException(nameof(intent)),
    };

    private Outcome<IReadOnlyList<Splice>> Change(CardPath path, CardValue value, Func<YamlNode, YamlParent, Outcome<IReadOnlyList<Splice>>> change)
    {
        if (card.Root is not { } root)
        {
            return path.Steps.Any(step => step.Key is null) ? NotFound(path) : Outcomes(_yaml.FirstEntry(path.Steps[0].Key!, Wrapped(value, path, 1)));
        }

        YamlNode node = root;
        YamlParent parent = default;
        for (var depth = 0; depth < path.Steps.Count; depth++)
        {
            if (Obstacle(node, path) is { } obstacle)
            {
                return obstacle;
            }

            var step = path.Steps[depth];
            if (step.From(node) is { } next)
            {
                parent = YamlParent.Of(node, step);
                node = next;
                continue;
            }

            var rest = Wrapped(value, path, depth + 1);
            return node switch
            {
                YamlMapping mapping when step.Key is not null => _yaml.AddEntry(mapping, step.Key, rest, isRoot: depth == 0),
                YamlScalar { Kind: ScalarKind.Null } when step.Key is not null => _yaml.Replace(node, parent, Wrapped(value, path, depth)),
                _ => NotFound(path),
            };
        }

        return Obstacle(node, path) ?? change(node, parent);
    }

    private Outcome<IReadOnlyList<Splice>> AddTo(CardIntent.AddItem add, YamlNode old, YamlParent parent) => old switch
    {
        YamlSequence list => list.Items.Any(item => CardValue.Same(CardValue.From(item.Node), add.Item))
            ? Outcomes([])
            : _yaml.AddItem(list, parent, add.Item),
        YamlScalar { Kind: ScalarKind.Null } => _yaml.Replace(old, parent, new CardValue.List([add.Item])),
        YamlScalar => CardValue.Same(CardValue.From(old), add.Item)
            ? Outcomes([])
            : _yaml.Replace(old, parent, new CardValue.List([CardValue.From(old), add.Item])),
        _ => CardCodes.NoSuchPlace.At(card.Place(old.Range.Start), $"'{add.Path}' holds keys with values, not a list, so nothing can be added to it.", "Name a list."),
    };

    private Outcome<IReadOnlyList<Splice>> Without(CardPath path)
    {
        if (Find(path) is not { } found)
        {
            return Outcomes([]);
        }

        return found.Obstacle ?? _yaml.Remove(found.Parent, path.Steps[^1], found.GrandParent);
    }

    private Outcome<IReadOnlyList<Splice>> Without(CardIntent.RemoveItem take)
    {
        if (Find(take.Path) is not { } found || found.Node is not YamlSequence list)
        {
            return Outcomes([]);
        }

        var index = list.Items.ToList().FindIndex(item => CardValue.Same(CardValue.From(item.Node), take.Item));
        return index < 0 ? Outcomes([])
            : found.Obstacle ?? Obstacle(list, take.Path) ?? _yaml.Remove(list, new CardStep(null, index), YamlParent.Of(found.Parent, take.Path.Steps[^1]));
    }

    /// <summary>Walks along a path; null when it leads nowhere.</summary>
    private (YamlNode Node, YamlNode Parent, YamlParent GrandParent, Outcome<IReadOnlyList<Splice>>? Obstacle)? Find(CardPath path)
    {
        if (card.Root is not { } root)
        {
            return null;
        }

        YamlNode node = root;
        YamlNode parent = root;
        YamlParent grandParent = default;
        Outcome<IReadOnlyList<Splice>>? obstacle = null;
        for (var depth = 0; depth < path.Steps.Count; depth++)
        {
            obstacle ??= Obstacle(node, path);
            if (path.Steps[depth].From(node) is not { } next)
            {
                return null;
            }

            grandParent = depth == 0 ? default : YamlParent.Of(parent, path.Steps[depth - 1]);
            parent = node;
            node = next;
        }

        return (node, parent, grandParent, obstacle);
    }

    /// <summary>Why a node may not be changed although it is there.</summary>
    private Outcome<IReadOnlyList<Splice>>? Obstacle(YamlNode node, CardPath path)
    {
        if (node is YamlAlias alias)
        {
            return CardCodes.SharedValue.At(card.Place(node.Range.Start),
                $"The value at '{path}' is an alias of '&{alias.Name}', so changing it would change every place that shares it.",
                "Write the value out in place of the alias, and edit again.");
        }

        if (node.Anchor is { } anchor && card.Text.AsSpan(node.Range.End, card.FrontMatter!.Yaml.End - node.Range.End).Contains("*" + anchor, StringComparison.Ordinal))
        {
            return CardCodes.SharedValue.At(card.Place(node.Range.Start),
                $"The value at '{path}' carries the anchor '&{anchor}', and later places share it: changing it would change them too.",
                "Write the value out in place of the aliases, and edit again.");
        }

        if (node is YamlMapping mapping && mapping.Entries.Select(entry => entry.Name).Distinct().Count() < mapping.Entries.Count)
        {
            return CardCodes.NotEditable.At(card.Place(node.Range.Start),
                $"On the way to '{path}' a key stands twice, so it is open which one is meant.",
                "Delete one of the two by hand, and edit again.");
        }

        return null;
    }

    private Outcome<IReadOnlyList<Splice>> Block(CardIntent.PutBlock block)
    {
        var found = BodyBlock.Find(card, block.Name, out var stray);
        if (stray >= 0)
        {
            return CardCodes.StrayMark.At(card.Place(stray),
                $"The marks '{BodyBlock.Open(block.Name)}' and '{BodyBlock.Close(block.Name)}' must stand once each, in this order and in lines of their own; this one does not fit.",
                "Delete the mark that is too much, or add the missing one.");
        }

        var lineStart = card.Source.LineStart(found?.Start ?? card.Text.Length);
        var lineBreak = card.Source.BreakBefore(lineStart == 0 ? 0 : lineStart);
        var content = block.Content.ReplaceLineEndings("\n").Trim('\n').Replace("\n", lineBreak, StringComparison.Ordinal);
        var text = string.Concat(BodyBlock.Open(block.Name), lineBreak, lineBreak, content, content.Length == 0 ? "" : lineBreak + lineBreak, BodyBlock.Close(block.Name));
        if (found is { } range)
        {
            return Outcomes(card.Text.AsSpan(range.Start, range.Length).SequenceEqual(text) ? [] : [new Splice(range, text)]);
        }

        var end = card.Text.Length;
        var gap = end == 0 || end == card.BodyStart && lineStart == end ? "" : lineStart == end ? lineBreak : lineBreak + lineBreak;
        return Outcomes([new Splice(TextRange.At(end), gap + text + lineBreak)]);
    }

    private static CardValue Wrapped(CardValue value, CardPath path, int depth) =>
        path.Steps.Skip(depth).Reverse().Aggregate(value, (inner, step) => new CardValue.Map([new(step.Key ?? "", inner)]));

    private static Outcome<IReadOnlyList<Splice>> Outcomes(IReadOnlyList<Splice> splices) => Outcome.Success(splices, []);

    private Outcome<IReadOnlyList<Splice>> NotFound(CardPath path) => CardCodes.NoSuchPlace.At(new SourcePlace(card.File),
        $"The front matter has no place '{path}', and it cannot be made: an item number is too high, or a single value stands on the way.",
        "Name keys that hold keys, and items that exist.");
}
