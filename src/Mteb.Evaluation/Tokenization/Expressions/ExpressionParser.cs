using System.Globalization;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>
/// Reads a regular expression with the syntax of the reference's engine (Oniguruma, Ruby's syntax). What depends on what was
/// matched before (back references, atomic groups of more than a character) cannot be run in linear time and is refused.
/// </summary>
internal sealed class ExpressionParser
{
    private const int MostNesting = 200;

    private readonly int[] _text;
    private int _at;
    private int _depth;
    private bool _ignoresCase;
    private bool _dotTakesAll;

    private ExpressionParser(string expression) => _text = CodePoints.Of(expression);

    private bool IsAtEnd => _at >= _text.Length;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ExpressionException">It is wrong, or cannot be run.</exception>
    public static Node Parse(string expression)
    {
        var parser = new ExpressionParser(expression);
        var node = parser.ParseChoice();
        return parser.IsAtEnd ? node : throw new ExpressionException("has a ')' without a '('");
    }

    private ExpressionException Wrong(string reason) => new(string.Create(CultureInfo.InvariantCulture, $"{reason} (at character {_at})"));

    private Node ParseChoice()
    {
        if (++_depth > MostNesting)
        {
            throw Wrong("is nested too deeply");
        }

        var ignoresCase = _ignoresCase;
        var dotTakesAll = _dotTakesAll;
        var alternatives = new List<Node> { ParseSequence() };
        while (Accept('|'))
        {
            alternatives.Add(ParseSequence());
        }

        (_ignoresCase, _dotTakesAll) = (ignoresCase, dotTakesAll);
        _depth--;
        return alternatives.Count == 1 ? alternatives[0] : new ChoiceNode(alternatives);
    }

    private Node ParseSequence()
    {
        var parts = new List<Node>();
        var literal = new List<int>(); // characters in a row that ignore case: some fold together
        while (!IsAtEnd && _text[_at] is not ('|' or ')'))
        {
            var before = _at;
            if (_text[_at] == '(' && ParseOption() is { } rest)
            {
                FlushLiteral(literal, parts);
                parts.Add(rest);
                continue;
            }

            var (node, character) = ParseAtom();
            var repeated = Repeats.Parse(node, _text, ref _at, Wrong);
            if (character is { } single && _ignoresCase && ReferenceEquals(repeated, node))
            {
                literal.Add(single);
                continue;
            }

            FlushLiteral(literal, parts);
            parts.Add(character is { } repeatedSingle && _ignoresCase && repeated is RepeatNode repeat
                ? repeat with { Part = CaseFolding.Literal([repeatedSingle]) }
                : repeated);
            if (_at == before)
            {
                throw Wrong("cannot be read");
            }
        }

        FlushLiteral(literal, parts);
        return parts.Count == 1 ? parts[0] : new SequenceNode(parts);
    }

    private static readonly SequenceNode EmptyNode = new([]);

    private static void FlushLiteral(List<int> literal, List<Node> parts)
    {
        if (literal.Count > 0)
        {
            parts.Add(CaseFolding.Literal([.. literal]));
            literal.Clear();
        }
    }

    // (?i) counts to the end of the group, alternatives that follow included.
    private Node? ParseOption()
    {
        if (Peek(1) != '?' || Peek(2) is not ('i' or 'm' or 'x' or '-' or '#'))
        {
            return null;
        }

        if (Peek(2) == '#')
        {
            while (!IsAtEnd && _text[_at] != ')')
            {
                _at++;
            }

            Expect(')');
            return EmptyNode;
        }

        var end = _at + 2;
        while (end < _text.Length && _text[end] is not (')' or ':'))
        {
            end++;
        }

        if (end == _text.Length || _text[end] == ':')
        {
            return null;
        }

        _at += 2;
        SetOptions(end);
        _at = end + 1;
        return ParseChoice();
    }

    private void SetOptions(int end)
    {
        var on = true;
        for (; _at < end; _at++)
        {
            switch (_text[_at])
            {
                case '-':
                    on = false;
                    break;
                case 'i':
                    _ignoresCase = on;
                    break;
                case 'm':
                    _dotTakesAll = on;
                    break;
                case 'x' when !on:
                    break;
                default:
                    throw Wrong("has an option other than i and m");
            }
        }
    }

    private (Node Node, int? Character) ParseAtom()
    {
        var character = _text[_at++];
        switch (character)
        {
            case '(':
                return (ParseGroup(), null);
            case '[':
                _at--;
                return (ParseClassNode(), null);
            case '.':
                return (new SetNode(_dotTakesAll ? CharacterSet.All : CharacterSet.Of('\n').Complement()), null);
            case '^':
                return (new AnchorNode(Anchor.LineStart), null);
            case '$':
                return (new AnchorNode(Anchor.LineEnd), null);
            case '*' or '+' or '?':
                throw Wrong("repeats nothing");
            case '\\':
                return ParseEscape();
            default:
                return (new SetNode(CharacterSet.Of(character)), character);
        }
    }

    private Node ParseClassNode()
    {
        var set = new ClassParser(_text, _at, _ignoresCase);
        var parsed = set.Parse();
        _at = set.Position;
        return parsed;
    }

    private Node ParseGroup()
    {
        if (!Accept('?'))
        {
            return Close(ParseChoice());
        }

        if (Accept(':'))
        {
            return Close(ParseChoice());
        }

        if (Accept('='))
        {
            return Close(new LookNode(ParseChoice(), IsBehind: false, IsNegative: false));
        }

        if (Accept('!'))
        {
            return Close(new LookNode(ParseChoice(), IsBehind: false, IsNegative: true));
        }

        if (Accept('>'))
        {
            return Close(ParseChoice()) is RepeatNode { Part: SetNode, Giving: not Giving.Lazy } repeat
                ? repeat with { Giving = Giving.Possessive }
                : throw Wrong("has an atomic group of more than one repeated character");
        }

        if (Peek(0) == '<' && Peek(1) is '=' or '!')
        {
            var isNegative = Peek(1) == '!';
            _at += 2;
            return Close(LookBehind(ParseChoice(), isNegative));
        }

        return Accept('<') ? ParseNamed() : ParseOptionGroup();
    }

    private Node ParseNamed()
    {
        while (!IsAtEnd && _text[_at] != '>')
        {
            _at++;
        }

        Expect('>');
        return Close(ParseChoice());
    }

    private Node ParseOptionGroup()
    {
        var (ignoresCase, dotTakesAll) = (_ignoresCase, _dotTakesAll);
        var end = _at;
        while (end < _text.Length && _text[end] is 'i' or 'm' or 'x' or '-')
        {
            end++;
        }

        if (end == _text.Length || _text[end] != ':')
        {
            throw Wrong("has a group of an unknown kind");
        }

        SetOptions(end);
        _at = end + 1;
        var node = Close(ParseChoice());
        (_ignoresCase, _dotTakesAll) = (ignoresCase, dotTakesAll);
        return node;
    }

    private LookNode LookBehind(Node node, bool isNegative)
    {
        var alternatives = node is ChoiceNode choice ? choice.Parts : [node];
        return alternatives.All(alternative => alternative.FixedLength is not null)
            ? new LookNode(node, IsBehind: true, isNegative)
            : throw Wrong("looks back at a text whose length is not fixed");
    }

    private Node Close(Node node)
    {
        Expect(')');
        return node;
    }

    private (Node Node, int? Character) ParseEscape()
    {
        if (IsAtEnd)
        {
            throw Wrong("ends with a '\\'");
        }

        switch (_text[_at])
        {
            case 'A':
                return Skip(new AnchorNode(Anchor.TextStart));
            case 'z':
                return Skip(new AnchorNode(Anchor.TextEnd));
            case 'Z':
                return Skip(new AnchorNode(Anchor.TextEndOrLastLineFeed));
            case 'b':
                return Skip(new AnchorNode(Anchor.WordBoundary));
            case 'B':
                return Skip(new AnchorNode(Anchor.NoWordBoundary));
            case >= '1' and <= '9' or 'k' or 'g':
                throw Wrong("has a back reference");
            case 'G' or 'K' or 'X' or 'R' or 'y' or 'Y':
                throw Wrong($"has '\\{(char)_text[_at]}'");
        }

        var (set, character) = Escapes.Parse(_text, ref _at, Wrong);
        return (new SetNode(set), character);
    }

    private (Node Node, int? Character) Skip(Node node)
    {
        _at++;
        return (node, null);
    }

    private int Peek(int distance) => _at + distance < _text.Length ? _text[_at + distance] : -1;

    private bool Accept(int character)
    {
        if (Peek(0) != character)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(int character)
    {
        if (!Accept(character))
        {
            throw Wrong($"lacks a '{(char)character}'");
        }
    }
}
