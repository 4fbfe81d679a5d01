using System.Buffers;
using System.Globalization;
using System.Text;

namespace Mteb.Schemas.Cards.Yaml;

/// <summary>Writes values so that readers of YAML 1.1 and of YAML 1.2 understand the same by them. Scalars keep to one line.</summary>
internal static class YamlWriter
{
    private static readonly SearchValues<char> FlowMarks = SearchValues.Create(",[]{}:?");

    /// <summary>A scalar.</summary>
    /// <param name="value">Text or literal.</param>
    /// <param name="inFlow">Whether it will stand between brackets or braces.</param>
    /// <param name="like">The style to keep where it can hold the text.</param>
    public static string Scalar(CardValue value, bool inFlow, ScalarStyle like = ScalarStyle.Plain)
    {
        if (value is CardValue.Literal literal)
        {
            return literal.Plain.Length == 0 ? "null" : literal.Plain;
        }

        var text = ((CardValue.Text)value).Value;
        var isPrintable = !text.EnumerateRunes().Any(MustBeEscaped);
        return like switch
        {
            _ when !isPrintable => DoubleQuoted(text),
            ScalarStyle.DoubleQuoted => DoubleQuoted(text),
            ScalarStyle.SingleQuoted => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            _ => CanBePlain(text, inFlow) ? text : DoubleQuoted(text),
        };
    }

    /// <summary>A value on one line.</summary>
    public static string Flow(CardValue value) => value switch
    {
        CardValue.List list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        CardValue.Map map => map.Entries.Count == 0 ? "{}" : $"{{{string.Join(", ", map.Entries.Select(entry => $"{Key(entry.Key, inFlow: true)}: {Flow(entry.Value)}"))}}}",
        _ => Scalar(value, inFlow: true),
    };

    /// <summary>What follows a key and its colon in a block mapping, without a line break at the end.</summary>
    /// <param name="value">The value.</param>
    /// <param name="column">Blanks before the key.</param>
    /// <param name="layout">How the file lays lines out.</param>
    public static string AfterKey(CardValue value, int column, YamlLayout layout)
    {
        var text = new StringBuilder();
        AppendAfterKey(text, value, column, layout);
        return text.ToString();
    }

    /// <summary>The lines of a block, the first without its indentation, without a line break at the end.</summary>
    /// <param name="value">A list or mapping with content.</param>
    /// <param name="column">Blanks before each dash or key.</param>
    /// <param name="layout">How the file lays lines out.</param>
    public static string Block(CardValue value, int column, YamlLayout layout)
    {
        var text = new StringBuilder();
        AppendBlock(text, value, column, layout);
        return text.ToString();
    }

    /// <summary>A key.</summary>
    public static string Key(string key, bool inFlow) => Scalar(new CardValue.Text(key), inFlow);

    private static void AppendAfterKey(StringBuilder text, CardValue value, int column, YamlLayout layout)
    {
        if (value is CardValue.List { Items.Count: > 0 } or CardValue.Map { Entries.Count: > 0 })
        {
            var inner = value is CardValue.List ? column + layout.ListIndent : column + 2;
            text.Append(layout.Break).Append(' ', inner);
            AppendBlock(text, value, inner, layout);
        }
        else
        {
            text.Append(' ').Append(value is CardValue.List or CardValue.Map ? Flow(value) : Scalar(value, inFlow: false));
        }
    }

    private static void AppendBlock(StringBuilder text, CardValue value, int column, YamlLayout layout)
    {
        var first = true;
        if (value is CardValue.List list)
        {
            foreach (var item in list.Items)
            {
                Separate(text, ref first, column, layout);
                AppendItem(text, item, column, layout);
            }

            return;
        }

        foreach (var entry in ((CardValue.Map)value).Entries)
        {
            Separate(text, ref first, column, layout);
            text.Append(Key(entry.Key, inFlow: false)).Append(':');
            AppendAfterKey(text, entry.Value, column, layout);
        }
    }

    private static void AppendItem(StringBuilder text, CardValue item, int column, YamlLayout layout)
    {
        text.Append("- ");
        if (item is CardValue.Map { Entries.Count: > 0 })
        {
            AppendBlock(text, item, column + 2, layout);
        }
        else
        {
            text.Append(item is CardValue.List or CardValue.Map ? Flow(item) : Scalar(item, inFlow: false));
        }
    }

    private static void Separate(StringBuilder text, ref bool first, int column, YamlLayout layout)
    {
        if (!first)
        {
            text.Append(layout.Break).Append(' ', column);
        }

        first = false;
    }

    // Narrower than the grammar: what is quoted needlessly is still right.
    private static bool CanBePlain(string text, bool inFlow)
    {
        if (text.Length is 0 or > 1000 || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || text is "=" or "<<"
            || text.StartsWith("---", StringComparison.Ordinal) || text.StartsWith("...", StringComparison.Ordinal))
        {
            return false;
        }

        if (!char.IsLetterOrDigit(text, 0) && text[0] is not ('/' or '(' or '_' or '.' or '+' or '$'))
        {
            return false;
        }

        if (text.Contains(": ", StringComparison.Ordinal) || text.Contains(" #", StringComparison.Ordinal) || text.EndsWith(':')
            || text.AsSpan().ContainsAny("\t\"'`") || (inFlow && text.AsSpan().ContainsAny(FlowMarks)))
        {
            return false;
        }

        return YamlScalars.KindInCore(text) == ScalarKind.Text && YamlScalars.KindInLegacy(text) == ScalarKind.Text
            && !(text[0] is (>= '0' and <= '9') or '.' or '+' && text.All(unit => char.IsAsciiHexDigit(unit) || unit is '.' or '_' or ':' or '+' or '-' or 'x' or 'o' or 'X'));
    }

    private static bool MustBeEscaped(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.PrivateUse || rune.Value is 0xFFFE or 0xFFFF;

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"", text.Length + 2);
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when !MustBeEscaped(rune) => rune.ToString(),
                <= 0xFFFF => $"\\u{rune.Value:X4}",
                _ => $"\\U{rune.Value:X8}",
            });
        }

        return quoted.Append('"').ToString();
    }
}

/// <summary>How a file lays out its YAML.</summary>
/// <param name="Break">The line break for new lines.</param>
/// <param name="ListIndent">By how many blanks dashes are indented below their key.</param>
internal readonly record struct YamlLayout(string Break, int ListIndent);
