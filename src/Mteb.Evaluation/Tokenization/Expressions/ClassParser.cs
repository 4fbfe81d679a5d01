using System.Globalization;

namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>
/// Reads a class such as <c>[a-z&amp;&amp;[^aeiou]]</c>: a class may hold classes, and <c>&amp;&amp;</c> takes what is in both. Where case is
/// ignored a class that is not negated also matches the texts that stand for one of its characters.
/// </summary>
internal sealed class ClassParser(int[] text, int start, bool ignoresCase)
{
    private const int MostNesting = 100;

    private int _at = start;
    private int _depth;

    /// <summary>The place after the class.</summary>
    public int Position => _at;

    /// <summary>Reads the class that begins at the start.</summary>
    public Node Parse()
    {
        var set = ParseClass(out var isNegated);
        return ignoresCase && !isNegated ? CaseFolding.Class(set) : new SetNode(set);
    }

    private ExpressionException Wrong(string reason) => new(string.Create(CultureInfo.InvariantCulture, $"{reason} (at character {_at})"));

    private CharacterSet ParseClass(out bool isNegated)
    {
        if (++_depth > MostNesting)
        {
            throw Wrong("is nested too deeply");
        }

        _at++;
        isNegated = Accept('^');
        var set = CharacterSet.Empty;
        CharacterSet? both = null;
        for (var isFirst = true; isFirst || Current() != ']'; isFirst = false)
        {
            if (Current() == '&' && _at + 1 < text.Length && text[_at + 1] == '&')
            {
                _at += 2;
                both = both?.Intersect(set) ?? set;
                set = CharacterSet.Empty;
                continue;
            }

            set = set.Union(ParseItem(isFirst));
        }

        _at++;
        _depth--;
        set = both?.Intersect(set) ?? set;
        set = ignoresCase ? CaseFolding.Widen(set) : set;
        return isNegated ? set.Complement() : set;
    }

    private CharacterSet ParseItem(bool isFirst)
    {
        if (Current() == '[')
        {
            return ParsePosix() ?? ParseClass(out _);
        }

        if (Current() == ']' && isFirst && !text.AsSpan(_at + 1).Contains(']'))
        {
            throw Wrong("has an empty class");
        }

        var (set, first) = ParseMember();
        if (first is null || Peek(0) != '-' || Peek(1) is ']' or -1)
        {
            return set;
        }

        _at++;
        if (Current() == '[')
        {
            return set.Union(CharacterSet.Of('-'));
        }

        var (_, last) = ParseMember();
        return last >= first
            ? CharacterSet.Range(first.Value, last.Value)
            : throw Wrong("has a range that is none");
    }

    private (CharacterSet Set, int? Character) ParseMember()
    {
        var character = Current();
        _at++;
        if (character != '\\')
        {
            return (CharacterSet.Of(character), character);
        }

        if (Current() == 'b')
        {
            _at++;
            return (CharacterSet.Of('\b'), '\b');
        }

        return Escapes.Parse(text, ref _at, Wrong);
    }

    private CharacterSet? ParsePosix()
    {
        if (Peek(1) != ':')
        {
            return null;
        }

        var end = _at + 2;
        var isNegated = end < text.Length && text[end] == '^';
        end += isNegated ? 1 : 0;
        var name = "";
        for (; end < text.Length && text[end] is >= 'a' and <= 'z'; end++)
        {
            name += (char)text[end];
        }

        if (end + 1 >= text.Length || text[end] != ':' || text[end + 1] != ']')
        {
            return null;
        }

        _at = end + 2;
        var set = ExpressionSets.FindPosix(name) ?? throw Wrong($"names the unknown class '{name}'");
        return isNegated ? set.Complement() : set;
    }

    private int Current() => _at < text.Length ? text[_at] : throw Wrong("has a class that does not end");

    private int Peek(int distance) => _at + distance < text.Length ? text[_at + distance] : -1;

    private bool Accept(int character)
    {
        if (Peek(0) != character)
        {
            return false;
        }

        _at++;
        return true;
    }
}
