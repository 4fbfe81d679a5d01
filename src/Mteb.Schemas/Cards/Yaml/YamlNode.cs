namespace Mteb.Schemas.Cards.Yaml;

/// <summary>How a scalar is written.</summary>
public enum ScalarStyle
{
    /// <summary>Without quotes; may mean a number, a truth value or nothing.</summary>
    Plain,

    /// <summary>In single quotes.</summary>
    SingleQuoted,

    /// <summary>In double quotes.</summary>
    DoubleQuoted,

    /// <summary>As a block after <c>|</c>.</summary>
    Literal,

    /// <summary>As a block after <c>&gt;</c>.</summary>
    Folded,
}

/// <summary>A piece of YAML with its exact place in the text.</summary>
public abstract class YamlNode
{
    private protected YamlNode(TextRange range, int contentStart, string? anchor, string? tag, bool isInFlow)
    {
        Range = range;
        ContentStart = contentStart;
        Anchor = anchor;
        Tag = tag;
        IsInFlow = isInFlow;
    }

    /// <summary>From its anchor or tag, if it has any, to its last character. Block scalars include the line breaks that end them.</summary>
    public TextRange Range { get; }

    /// <summary>Where the value itself begins, after anchor and tag.</summary>
    public int ContentStart { get; }

    /// <summary>The name of its anchor.</summary>
    public string? Anchor { get; }

    /// <summary>Its explicit tag.</summary>
    public string? Tag { get; }

    /// <summary>Whether it stands between brackets or braces.</summary>
    public bool IsInFlow { get; }

    /// <summary>Where an edit may stop that takes the value away: its last visible character has passed.</summary>
    public abstract int VisibleEnd { get; }
}

/// <summary>Text, a number, a truth value or nothing.</summary>
public sealed class YamlScalar : YamlNode
{
    internal YamlScalar(TextRange range, int contentStart, string? anchor, string? tag, bool isInFlow, string value, ScalarStyle style, int visibleEnd)
        : base(range, contentStart, anchor, tag, isInFlow)
    {
        Value = value;
        Style = style;
        VisibleEnd = visibleEnd;
    }

    /// <summary>What it says, unquoted.</summary>
    public string Value { get; }

    /// <summary>How it is written.</summary>
    public ScalarStyle Style { get; }

    /// <summary>Whether nothing is written.</summary>
    public bool IsEmpty => Style == ScalarStyle.Plain && ContentStart == Range.End;

    /// <summary>What readers of YAML 1.2 take it for.</summary>
    public ScalarKind Kind => Style != ScalarStyle.Plain || Tag == YamlScalars.TextTag ? ScalarKind.Text : YamlScalars.KindInCore(Value);

    /// <inheritdoc/>
    public override int VisibleEnd { get; }
}

/// <summary>A list.</summary>
public sealed class YamlSequence : YamlNode
{
    internal YamlSequence(TextRange range, int contentStart, string? anchor, string? tag, bool isInFlow, bool isFlow, IReadOnlyList<YamlItem> items)
        : base(range, contentStart, anchor, tag, isInFlow)
    {
        IsFlow = isFlow;
        Items = items;
    }

    /// <summary>Whether it is written in brackets.</summary>
    public bool IsFlow { get; }

    /// <summary>Its items.</summary>
    public IReadOnlyList<YamlItem> Items { get; }

    /// <inheritdoc/>
    public override int VisibleEnd => IsFlow || Items.Count == 0 ? Range.End : Items[^1].Node.VisibleEnd;
}

/// <summary>An item of a list.</summary>
/// <param name="Dash">Where its dash stands; -1 in brackets.</param>
/// <param name="Node">What it is.</param>
public sealed record YamlItem(int Dash, YamlNode Node);

/// <summary>Keys and values.</summary>
public sealed class YamlMapping : YamlNode
{
    internal YamlMapping(TextRange range, int contentStart, string? anchor, string? tag, bool isInFlow, bool isFlow, IReadOnlyList<YamlEntry> entries)
        : base(range, contentStart, anchor, tag, isInFlow)
    {
        IsFlow = isFlow;
        Entries = entries;
    }

    /// <summary>Whether it is written in braces.</summary>
    public bool IsFlow { get; }

    /// <summary>Its entries, in the order of the text; keys may repeat.</summary>
    public IReadOnlyList<YamlEntry> Entries { get; }

    /// <inheritdoc/>
    public override int VisibleEnd => IsFlow || Entries.Count == 0 ? Range.End : Math.Max(Entries[^1].Colon + 1, Entries[^1].Value.VisibleEnd);

    /// <summary>The first entry with a key; null when there is none.</summary>
    public YamlEntry? Find(string key) => Entries.FirstOrDefault(entry => entry.Name == key);

    /// <summary>The value of a key, as long as it is no alias; null when there is none.</summary>
    public YamlNode? this[string key] => Find(key)?.Value;
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Colon">Where the colon stands; -1 when there is none.</param>
/// <param name="Value">The value.</param>
/// <param name="IsExplicit">Whether the key is written with a question mark.</param>
public sealed record YamlEntry(YamlNode Key, int Colon, YamlNode Value, bool IsExplicit)
{
    /// <summary>The key as text; null when it is a list or a mapping.</summary>
    public string? Name => (Key as YamlScalar)?.Value;
}

/// <summary>A reference to an anchored node.</summary>
public sealed class YamlAlias : YamlNode
{
    internal YamlAlias(TextRange range, bool isInFlow, string name, YamlNode target)
        : base(range, range.Start, null, null, isInFlow)
    {
        Name = name;
        Target = target;
    }

    /// <summary>The name of the anchor.</summary>
    public string Name { get; }

    /// <summary>What it refers to.</summary>
    public YamlNode Target { get; }

    /// <inheritdoc/>
    public override int VisibleEnd => Range.End;
}
