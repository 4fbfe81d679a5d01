using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>
/// One piece of a text while components change it. What only deletes or exchanges code points works in place; the rest is
/// written anew between <see cref="BeginRewrite"/> and <see cref="EndRewrite"/>, in terms of what happens to the code points
/// that were there, because the reference derives offsets from that and from nothing else.
/// </summary>
internal sealed class RewritableText
{
    private AlignedText _current = new();
    private AlignedText _next = new();
    private int _position;

    /// <summary>Lists for normal forms, so that every piece need not make its own.</summary>
    public List<ChangedCharacter> Decomposed { get; } = [];

    /// <inheritdoc cref="Decomposed"/>
    public List<ChangedCharacter> Composed { get; } = [];

    /// <summary>Matches of a pattern: a list to be used again.</summary>
    public List<PatternMatch> Matches { get; } = [];

    /// <summary>What patterns remember.</summary>
    public MatcherMemory Memory { get; } = new();

    /// <summary>The code points.</summary>
    public Span<int> Characters => _current.Characters;

    /// <summary>Number of code points.</summary>
    public int Length => _current.Length;

    /// <summary>Where the piece begins in the original text.</summary>
    public int Origin { get; private set; }

    /// <summary>Memory held, in code points.</summary>
    public int Capacity => _current.Capacity + _next.Capacity + Matches.Capacity + Memory.Capacity;

    /// <summary>The text with its alignment.</summary>
    public AlignedText Text => _current;

    /// <summary>Takes a part of a text.</summary>
    public void Load(AlignedText source, int from, int length, int origin)
    {
        _current.Clear(source.IsAligned);
        _current.Append(source, from, length);
        Origin = origin;
    }

    /// <summary>Moves a code point to an earlier place, in place.</summary>
    public void Move(int from, int to) => _current.Move(from, to);

    /// <summary>Drops what stands after the first <paramref name="length"/> code points, in place.</summary>
    public void Shorten(int length) => _current.Shorten(length);

    /// <summary>Deletes all code points of some classes, in place.</summary>
    public void Remove(CharacterClass classes)
    {
        var kept = 0;
        for (var i = 0; i < Length; i++)
        {
            if (CharacterTable.Is(Characters[i], classes))
            {
                continue;
            }

            if (kept != i)
            {
                Move(i, kept);
            }

            kept++;
        }

        Shorten(kept);
    }

    /// <summary>Turns all code points of some classes into spaces, in place.</summary>
    public void MakeSpaces(CharacterClass classes)
    {
        foreach (ref var character in Characters)
        {
            if (CharacterTable.Is(character, classes))
            {
                character = ' ';
            }
        }
    }

    /// <summary>Starts writing the text anew, from its first code point.</summary>
    public void BeginRewrite()
    {
        _next.Clear(_current.IsAligned);
        _position = 0;
    }

    /// <summary>Writes a code point for the next one of the source.</summary>
    public void Replace(int character)
    {
        _next.Append(character, _current.StartOf(_position), _current.EndOf(_position));
        _position++;
    }

    /// <summary>Writes a code point that belongs to what was read last.</summary>
    public void Insert(int character)
    {
        if (_position == 0)
        {
            _next.Append(character, Origin, Origin);
        }
        else
        {
            _next.Append(character, _current.StartOf(_position - 1), _current.EndOf(_position - 1));
        }
    }

    /// <summary>Leaves out the next code points of the source.</summary>
    public void Skip(int count) => _position += count;

    /// <summary>Writes the next code points of the source as they are.</summary>
    public void Keep(int count)
    {
        _next.Append(_current, _position, count);
        _position += count;
    }

    /// <summary>Writes what a normal form made of a part of the source.</summary>
    public void Write(List<ChangedCharacter> changed)
    {
        foreach (var (character, change) in changed)
        {
            if (change > 0)
            {
                Insert(character);
            }
            else
            {
                Replace(character);
                Skip(-change);
            }
        }
    }

    /// <summary>Ends writing: what was written is the text.</summary>
    public void EndRewrite() => (_current, _next) = (_next, _current);
}
