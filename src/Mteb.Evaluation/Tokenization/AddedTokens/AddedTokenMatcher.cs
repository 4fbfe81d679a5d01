using Mteb.Evaluation.Tokenization.Models;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.AddedTokens;

/// <summary>Finds added tokens in a text: the leftmost first, of those the longest, never two that overlap.</summary>
internal sealed class AddedTokenMatcher
{
    private readonly CodePointTrie _trie = new();
    private readonly List<(int Id, AddedToken Token)> _tokens = [];
    private readonly bool[] _begins = new bool[256]; // by the lowest byte of a token's first character

    /// <summary>Whether there is nothing to find.</summary>
    public bool IsEmpty => _tokens.Count == 0;

    /// <summary>Adds a token; where two have the same content the first counts.</summary>
    public void Add(ReadOnlySpan<int> content, int id, AddedToken token)
    {
        if (content.IsEmpty)
        {
            return;
        }

        _begins[(byte)content[0]] = true;
        _trie.Add(content, _tokens.Count, replace: false);
        _tokens.Add((id, token));
    }

    /// <summary>Divides a text into added tokens and what lies between them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parts">Receives the parts; it is cleared first.</param>
    public void Divide(ReadOnlySpan<int> text, List<TokenMatch> parts)
    {
        parts.Clear();
        var (done, spaceEnd) = (0, 0);
        for (var i = 0; i < text.Length && !IsEmpty;)
        {
            var length = _begins[(byte)text[i]] ? _trie.LongestPrefix(CodePointTrie.Root, text[i..], out var index) : NoMatch(out index);
            if (length == 0)
            {
                i++;
                continue;
            }

            var (start, end) = (i, i + length);
            i = end;
            var (id, token) = _tokens[index];
            if (token.IsSingleWord && TouchesWord(text, start, end))
            {
                continue;
            }

            Widen(text, token, done, ref spaceEnd, ref start, ref end);
            AddText(parts, done, start);
            parts.Add(new(start, end, id));
            done = end;
        }

        AddText(parts, done, text.Length);
    }

    private static int NoMatch(out int index)
    {
        index = CodePointTrie.None;
        return 0;
    }

    private static bool TouchesWord(ReadOnlySpan<int> text, int start, int end) =>
        (start > 0 && CharacterTable.Is(text[start - 1], CharacterClass.Word))
        || (end < text.Length && CharacterTable.Is(text[end], CharacterClass.Word));

    // White space before the token counts only as far as an earlier token has not taken it. White space after it may hold tokens
    // that take the same white space again: it is known up to spaceEnd, so that no run of it is gone over twice.
    private static void Widen(ReadOnlySpan<int> text, AddedToken token, int done, ref int spaceEnd, ref int start, ref int end)
    {
        if (token.TakesSpaceBefore)
        {
            while (start > done && CharacterTable.Is(text[start - 1], CharacterClass.WhiteSpace))
            {
                start--;
            }

            start = Math.Max(start, done);
        }

        if (token.TakesSpaceAfter)
        {
            end = Math.Max(end, spaceEnd);
            while (end < text.Length && CharacterTable.Is(text[end], CharacterClass.WhiteSpace))
            {
                end++;
            }

            spaceEnd = end;
        }
    }

    private static void AddText(List<TokenMatch> parts, int start, int end)
    {
        if (end > start)
        {
            parts.Add(new(start, end, Piece.Text));
        }
    }
}
