namespace Mteb.Tool.Syntax;

/// <summary>How many values follow an option.</summary>
internal enum ValueCount
{
    /// <summary>A switch.</summary>
    None,

    /// <summary>A switch that may be followed by a value, which is not used.</summary>
    Ignored,

    /// <summary>Exactly one.</summary>
    One,

    /// <summary>One or more: <c>-t A B C</c>; written again, the option adds to its values.</summary>
    OneOrMore,

    /// <summary>Any number, none included.</summary>
    Any,
}

/// <summary>
/// One option, defined once: the parser, the help, the check of values, the completions and <c>docs/options.md</c> all
/// come from here.
/// </summary>
/// <param name="Name">The spelling that help and messages use: <c>--batch-size</c>.</param>
/// <param name="Count">How many values follow.</param>
/// <param name="Meaning">What it does, in a sentence.</param>
internal sealed record OptionSpec(string Name, ValueCount Count, string Meaning)
{
    /// <summary>The short form: <c>-t</c>.</summary>
    public string? Short { get; init; }

    /// <summary>Other spellings that are as good.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Spellings of former versions; they work, and a notice names the one of today.</summary>
    public IReadOnlyList<string> OldSpellings { get; init; } = [];

    /// <summary>What stands for the value in help: <c>name</c>.</summary>
    public string ValueName { get; init; } = "value";

    /// <summary>The only values there are; empty when any text will do.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The range of whole numbers; null when the value is no number.</summary>
    public (int Least, int Most)? Range { get; init; }

    /// <summary>What holds when the option is absent, in words; null when nothing does.</summary>
    public string? Default { get; init; }

    /// <summary>The heading in help.</summary>
    public string Group { get; init; } = "Options";

    /// <summary>Whether the command line is wrong without it.</summary>
    public bool Required { get; init; }

    /// <summary>The MSBuild property of the same meaning; null when there is none.</summary>
    public string? Property { get; init; }

    /// <summary>The environment variable of the same meaning; null when there is none.</summary>
    public string? Variable { get; init; }

    /// <summary>Every spelling but the first.</summary>
    public IEnumerable<string> OtherSpellings =>
        (Short is null ? [] : new[] { Short }).Concat(Aliases).Concat(OldSpellings);

    /// <summary>The option as it stands in help: <c>-t, --tasks &lt;name&gt;...</c>.</summary>
    public string Label
    {
        get
        {
            var names = Short is null ? Name : $"{Short}, {Name}";
            return Count switch
            {
                ValueCount.None or ValueCount.Ignored => names,
                ValueCount.One => $"{names} <{ValueName}>",
                ValueCount.OneOrMore => $"{names} <{ValueName}>...",
                _ => $"{names} [<{ValueName}>...]",
            };
        }
    }
}
