using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>The normalizer of BERT: clean text, spaces around ideographs, no accents, lower case; each can be switched off.</summary>
internal sealed class BertNormalizer : INormalizer
{
    private const int Ascii = 0x80;
    private const int Removed = -1;

    private readonly bool _cleanText;
    private readonly bool _separateIdeographs;
    private readonly bool _stripAccents;
    private readonly bool _lowercase;
    private readonly int[] _ascii = new int[Ascii]; // what each ASCII character becomes

    /// <summary>Makes the normalizer.</summary>
    /// <param name="cleanText">Whether control characters go and all white space becomes spaces.</param>
    /// <param name="separateIdeographs">Whether ideographs get a space before and after them.</param>
    /// <param name="stripAccents">Whether accents go; null means: if letters become lower case.</param>
    /// <param name="lowercase">Whether letters become lower case.</param>
    public BertNormalizer(bool cleanText, bool separateIdeographs, bool? stripAccents, bool lowercase)
    {
        _cleanText = cleanText;
        _separateIdeographs = separateIdeographs;
        _stripAccents = stripAccents ?? lowercase;
        _lowercase = lowercase;
        for (var character = 0; character < Ascii; character++)
        {
            var classes = CharacterTable.Of(character);
            _ascii[character] = cleanText && classes.HasFlag(CharacterClass.BertRemoved) ? Removed
                : cleanText && classes.HasFlag(CharacterClass.BertSpace) ? ' '
                : lowercase && character is >= 'A' and <= 'Z' ? character | 0x20
                : character;
        }
    }

    public static BertNormalizer Read(JsonValue value) => new(
        value.Get("clean_text").AsBoolean(),
        value.Get("handle_chinese_chars").AsBoolean(),
        value.Find("strip_accents")?.AsBoolean(),
        value.Get("lowercase").AsBoolean());

    public void Normalize(RewritableText text)
    {
        if (text.Characters.IndexOfAnyExceptInRange(0, Ascii - 1) < 0)
        {
            NormalizeAscii(text);
            return;
        }

        if (_cleanText)
        {
            text.Remove(CharacterClass.BertRemoved);
            text.MakeSpaces(CharacterClass.BertSpace);
        }

        if (_separateIdeographs)
        {
            SeparateIdeographs(text);
        }

        if (_stripAccents)
        {
            FormNormalizer.Apply(NormalForm.D, text);
            text.Remove(CharacterClass.BertAccent);
        }

        if (_lowercase)
        {
            LowercaseNormalizer.Apply(text);
        }
    }

    private void NormalizeAscii(RewritableText text)
    {
        var characters = text.Characters;
        var kept = 0;
        for (var i = 0; i < characters.Length; i++)
        {
            var becomes = _ascii[characters[i]];
            if (becomes == Removed)
            {
                continue;
            }

            if (kept != i)
            {
                text.Move(i, kept);
            }

            characters[kept++] = becomes;
        }

        text.Shorten(kept);
    }

    private static void SeparateIdeographs(RewritableText text)
    {
        var characters = text.Characters;
        var first = 0;
        while (first < characters.Length && !CharacterTable.Is(characters[first], CharacterClass.BertIdeograph))
        {
            first++;
        }

        if (first == characters.Length)
        {
            return;
        }

        text.BeginRewrite();
        text.Keep(first);
        foreach (var character in characters[first..])
        {
            if (CharacterTable.Is(character, CharacterClass.BertIdeograph))
            {
                text.Replace(' ');
                text.Insert(character);
                text.Insert(' ');
            }
            else
            {
                text.Replace(character);
            }
        }

        text.EndRewrite();
    }
}
