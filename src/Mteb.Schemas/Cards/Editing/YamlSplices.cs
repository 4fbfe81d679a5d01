using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards.Editing;

/// <summary>The single cuts and insertions that change YAML text.</summary>
/// <param name="card">The card that is cut.</param>
internal sealed class YamlSplices(ModelCard card)
{
    private readonly string _text = card.Text;
    private int? _listIndent;

    private int ListIndent => _listIndent ??= FindListIndent(card.Root) ?? 0;

    /// <summary>Makes the first entry of a front matter, and the front matter itself where there is none.</summary>
    public IReadOnlyList<Splice> FirstEntry(string key, CardValue value)
    {
        var place = card.FrontMatter?.Yaml.End ?? 0;
        var layout = Layout(place);
        var entry = YamlWriter.Key(key, inFlow: false) + ":" + YamlWriter.AfterKey(value, 0, layout) + layout.Break;
        return [new Splice(TextRange.At(place), card.FrontMatter is null ? $"---{layout.Break}{entry}---{layout.Break}" : entry)];
    }

    /// <summary>Adds an entry to the end of a mapping.</summary>
    public Outcome<IReadOnlyList<Splice>> AddEntry(YamlMapping mapping, string key, CardValue value, bool isRoot)
    {
        if (mapping.IsFlow)
        {
            var entry = YamlWriter.Key(key, inFlow: true) + ": " + YamlWriter.Flow(value);
            return InsertInFlow(mapping.ContentStart + 1, mapping.Entries.Count == 0 ? null : mapping.Entries[^1].Value, mapping.Entries.Count == 0 ? -1 : mapping.Entries[^1].Colon, entry);
        }

        var first = mapping.Entries[0];
        if (first.IsExplicit)
        {
            return NotEditable(mapping, "its keys are written with question marks");
        }

        var column = Column(first.Key.Range.Start);
        var place = isRoot ? card.FrontMatter!.Yaml.End : LineAfter(mapping);
        var layout = Layout(place);
        return Ok(new Splice(TextRange.At(place),
            new string(' ', column) + YamlWriter.Key(key, inFlow: false) + ":" + YamlWriter.AfterKey(value, column, layout) + layout.Break));
    }

    /// <summary>Adds an item to the end of a list.</summary>
    public Outcome<IReadOnlyList<Splice>> AddItem(YamlSequence list, YamlParent parent, CardValue item)
    {
        if (list.IsFlow)
        {
            return InsertInFlow(list.ContentStart + 1, list.Items.Count == 0 ? null : list.Items[^1].Node, -1, YamlWriter.Flow(item));
        }

        var column = Column(list.Items[0].Dash);
        var place = LineAfter(list);
        var layout = Layout(place);
        return Ok(new Splice(TextRange.At(place), new string(' ', column) + YamlWriter.Block(new CardValue.List([item]), column, layout) + layout.Break));
    }

    /// <summary>Puts a value in the place of another.</summary>
    public Outcome<IReadOnlyList<Splice>> Replace(YamlNode old, YamlParent parent, CardValue value)
    {
        var isScalar = value is CardValue.Text or CardValue.Literal;
        if (CardValue.Same(CardValue.From(old), value) && !(isScalar && IsTextForSomeOnly(old)))
        {
            return Ok();
        }

        if (old is YamlScalar { IsEmpty: false } scalar && isScalar)
        {
            return Ok(new Splice(new TextRange(scalar.ContentStart, scalar.VisibleEnd), YamlWriter.Scalar(value, scalar.IsInFlow, scalar.Style)));
        }

        if (old is YamlScalar { IsEmpty: true } empty && isScalar)
        {
            var space = parent.ValueStart < 0 && empty.ContentStart == empty.Range.Start ? "" : " ";
            return parent.Entry is { Colon: < 0 } ? NotEditable(old, "it has a key without a colon")
                : Ok(new Splice(TextRange.At(empty.ContentStart), space + YamlWriter.Scalar(value, empty.IsInFlow)));
        }

        if (old.IsInFlow || parent.ValueStart < 0)
        {
            return parent.Entry is { Colon: < 0 } ? NotEditable(old, "it has a key without a colon")
                : old.Range.IsEmpty ? Ok(new Splice(TextRange.At(old.Range.Start), " " + YamlWriter.Flow(value)))
                : Ok(new Splice(new TextRange(old.ContentStart, old.Range.End), YamlWriter.Flow(value)));
        }

        return ReplaceBlock(old, parent, value);
    }

    /// <summary>Takes an entry or an item away.</summary>
    /// <param name="container">What holds it.</param>
    /// <param name="step">Which one.</param>
    /// <param name="parent">What holds the container.</param>
    public Outcome<IReadOnlyList<Splice>> Remove(YamlNode container, CardStep step, YamlParent parent)
    {
        var (parts, index, isFlow) = container switch
        {
            YamlMapping mapping => (mapping.Entries.Select(Part).ToList(), mapping.Entries.ToList().FindIndex(entry => entry.Name == step.Key), mapping.IsFlow),
            YamlSequence sequence => (sequence.Items.Select(item => Part(item)).ToList(), step.Index, sequence.IsFlow),
            _ => ([], -1, false),
        };
        if (container is YamlMapping { IsFlow: false } block && block.Entries[index].IsExplicit)
        {
            return NotEditable(container, "its keys are written with question marks");
        }

        if (isFlow)
        {
            return RemoveFromFlow(parts, index);
        }

        if (parts.Count == 1)
        {
            return RemoveLast(container, parts[0], parent);
        }

        return RemoveFromBlock(container, parts, index);
    }

    private Outcome<IReadOnlyList<Splice>> ReplaceBlock(YamlNode old, YamlParent parent, CardValue value)
    {
        var container = parent.Container!;
        var isItem = parent.Item is not null;
        var column = isItem ? Column(parent.Item!.Dash) : Column(parent.Entry!.Key.Range.Start);
        var layout = Layout(card.Source.NextLine(parent.ValueStart));
        if (parent.Entry is { IsExplicit: true })
        {
            return NotEditable(container, "its keys are written with question marks");
        }

        var oldIsFilledBlock = old is YamlSequence { IsFlow: false } or YamlMapping { IsFlow: false };
        if (oldIsFilledBlock && value is CardValue.List { Items.Count: > 0 } == old is YamlSequence && value is CardValue.List { Items.Count: > 0 } or CardValue.Map { Entries.Count: > 0 })
        {
            var first = old is YamlSequence sequence ? sequence.Items[0].Dash : ((YamlMapping)old).Entries[0].Key.Range.Start;
            return Ok(new Splice(new TextRange(first, old.VisibleEnd), YamlWriter.Block(value, Column(first), layout)));
        }

        if (old is YamlSequence { IsFlow: true } && value is CardValue.List || old is YamlMapping { IsFlow: true } && value is CardValue.Map)
        {
            return Ok(new Splice(new TextRange(old.ContentStart, old.Range.End), YamlWriter.Flow(value)));
        }

        var range = new TextRange(parent.ValueStart, Math.Max(parent.ValueStart, old.VisibleEnd));
        return Ok(new Splice(range, isItem ? " " + (value is CardValue.List or CardValue.Map ? YamlWriter.Flow(value) : YamlWriter.Scalar(value, inFlow: false)) : YamlWriter.AfterKey(value, column, layout)));
    }

    private static Outcome<IReadOnlyList<Splice>> InsertInFlow(int afterBracket, YamlNode? last, int colon, string text)
    {
        if (last is null)
        {
            return Ok(new Splice(TextRange.At(afterBracket), text));
        }

        // An empty value leaves the colon last; a comma may not be mistaken for a part of an alias.
        var place = Math.Max(last.Range.End, colon + 1);
        return Ok(new Splice(TextRange.At(place), (last is YamlAlias || last.Anchor is not null ? " , " : ", ") + text));
    }

    private Outcome<IReadOnlyList<Splice>> RemoveFromFlow(List<TextRange> parts, int index)
    {
        var part = parts[index];
        if (index + 1 < parts.Count)
        {
            var comma = Comma(part.End, parts[index + 1].Start);
            var between = _text.AsSpan(comma + 1, parts[index + 1].Start - comma - 1);
            return Ok(new Splice(new TextRange(part.Start, between.IsWhiteSpace() ? parts[index + 1].Start : comma + 1), ""));
        }

        var trailing = part.End;
        while (char.IsWhiteSpace(_text[trailing]))
        {
            trailing++;
        }

        return parts.Count == 1
            ? Ok(new Splice(new TextRange(part.Start, _text[trailing] == ',' ? trailing + 1 : part.End), ""))
            : Ok(new Splice(new TextRange(Comma(parts[index - 1].End, part.Start), part.End), ""));
    }

    private Outcome<IReadOnlyList<Splice>> RemoveFromBlock(YamlNode container, List<TextRange> parts, int index)
    {
        var part = parts[index];
        if (StartsItsLine(part.Start))
        {
            return Ok(new Splice(new TextRange(card.Source.LineStart(part.Start), LineAfter(part)), ""));
        }

        // It shares its line with the dash of the item that holds it.
        if (index > 0 || !_text.AsSpan(part.End, parts[1].Start - part.End).IsWhiteSpace())
        {
            return NotEditable(container, "it shares its line with a dash, and a comment follows");
        }

        return Ok(new Splice(new TextRange(part.Start, parts[1].Start), ""));
    }

    /// <summary>The only entry of the front matter leaves a blank line; any other container stays as an empty one.</summary>
    private Outcome<IReadOnlyList<Splice>> RemoveLast(YamlNode container, TextRange part, YamlParent parent)
    {
        if (parent.Container is not null)
        {
            return Replace(container, parent, container is YamlSequence ? new CardValue.List([]) : new CardValue.Map([]));
        }

        var next = LineAfter(part);
        var end = next == card.FrontMatter!.Yaml.End && card.Source.LineStart(part.Start) == card.FrontMatter.Yaml.Start ? next - card.Source.BreakBefore(next).Length : next;
        return Ok(new Splice(new TextRange(card.Source.LineStart(part.Start), end), ""));
    }

    /// <summary>Text that readers of YAML 1.1 take for something else (<c>no</c>, say): setting it means to say so.</summary>
    private static bool IsTextForSomeOnly(YamlNode node) =>
        node is YamlScalar { Style: ScalarStyle.Plain, Kind: ScalarKind.Text, Tag: null } scalar && YamlScalars.KindInLegacy(scalar.Value) != ScalarKind.Text;

    private static TextRange Part(YamlEntry entry) => new(entry.Key.Range.Start, Math.Max(Math.Max(entry.Key.Range.End, entry.Colon + 1), entry.Value.Range.End));

    private static TextRange Part(YamlItem item) => new(item.Dash < 0 ? item.Node.Range.Start : item.Dash, Math.Max(item.Dash + 1, item.Node.Range.End));

    private int Comma(int start, int end)
    {
        for (var place = start; place < end; place++)
        {
            if (_text[place] == '#')
            {
                place += _text.AsSpan(place).IndexOfAny('\r', '\n');
            }
            else if (_text[place] == ',')
            {
                return place;
            }
        }

        return start;
    }

    private int LineAfter(YamlNode node) => LineAfter(node.Range);

    /// <summary>The line after a piece; a block scalar has already ended its line.</summary>
    private int LineAfter(TextRange range) => range.End > range.Start && _text[range.End - 1] is '\r' or '\n' ? range.End : card.Source.NextLine(range.End);

    private bool StartsItsLine(int place) => _text.AsSpan(card.Source.LineStart(place), place - card.Source.LineStart(place)).IsWhiteSpace();

    private int Column(int place) => place - card.Source.LineStart(place);

    private YamlLayout Layout(int place) => new(card.Source.BreakBefore(card.Source.LineStart(place)), ListIndent);

    /// <summary>By how much the first list of the front matter is indented below its key.</summary>
    private int? FindListIndent(YamlMapping? mapping)
    {
        var first = mapping is { IsFlow: false }
            ? mapping.Entries.FirstOrDefault(entry => entry is { IsExplicit: false, Value: YamlSequence { IsFlow: false } })
            : null;
        return first is null ? null : Column(((YamlSequence)first.Value).Items[0].Dash) - Column(first.Key.Range.Start);
    }

    private Outcome<IReadOnlyList<Splice>> NotEditable(YamlNode node, string why) => CardCodes.NotEditable.At(card.Place(node.Range.Start),
        $"This part of the front matter is not edited by machine, because {why}.", "Edit it by hand, or write it as 'key: value' lines first.");

    private static Outcome<IReadOnlyList<Splice>> Ok(params IReadOnlyList<Splice> splices) => Outcome.Success(splices, []);
}
