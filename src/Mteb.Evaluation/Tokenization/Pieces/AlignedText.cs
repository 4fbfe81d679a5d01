namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>
/// Code points, and from where in the original text each comes: first and end code point. A buffer that is used again; where
/// nobody asks for offsets the alignment is left out.
/// </summary>
internal sealed class AlignedText
{
    private int[] _characters = [];
    private int[] _starts = [];
    private int[] _ends = [];

    /// <summary>Number of code points.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the alignment is kept.</summary>
    public bool IsAligned { get; private set; }

    /// <summary>The code points.</summary>
    public Span<int> Characters => _characters.AsSpan(0, Length);

    /// <summary>Memory held, in code points.</summary>
    public int Capacity => _characters.Length;

    /// <summary>The first code point of the original that stands behind one here; 0 without alignment.</summary>
    public int StartOf(int index) => IsAligned ? _starts[index] : 0;

    /// <summary>The end of the original code points that stand behind one here; 0 without alignment.</summary>
    public int EndOf(int index) => IsAligned ? _ends[index] : 0;

    /// <summary>Empties the buffer.</summary>
    /// <param name="aligned">Whether the alignment is kept from now on.</param>
    public void Clear(bool aligned)
    {
        Length = 0;
        IsAligned = aligned;
    }

    /// <summary>Makes the text an original: UTF-16 decoded, each code point aligned with itself, half a pair read as U+FFFD.</summary>
    public void Decode(ReadOnlySpan<char> text, bool aligned)
    {
        Clear(aligned);
        Reserve(text.Length);
        var length = CodePoints.Decode(text, _characters);
        Length = length;
        for (var i = 0; aligned && i < length; i++)
        {
            _starts[i] = i;
            _ends[i] = i + 1;
        }
    }

    /// <summary>Adds a code point.</summary>
    public void Append(int character, int start, int end)
    {
        Reserve(1);
        _characters[Length] = character;
        if (IsAligned)
        {
            _starts[Length] = start;
            _ends[Length] = end;
        }

        Length++;
    }

    /// <summary>Adds a part of another text.</summary>
    public void Append(AlignedText source, int from, int length)
    {
        Reserve(length);
        source._characters.AsSpan(from, length).CopyTo(_characters.AsSpan(Length));
        if (IsAligned)
        {
            source._starts.AsSpan(from, length).CopyTo(_starts.AsSpan(Length));
            source._ends.AsSpan(from, length).CopyTo(_ends.AsSpan(Length));
        }

        Length += length;
    }

    /// <summary>Moves a code point to an earlier place.</summary>
    public void Move(int from, int to)
    {
        _characters[to] = _characters[from];
        if (IsAligned)
        {
            _starts[to] = _starts[from];
            _ends[to] = _ends[from];
        }
    }

    /// <summary>Drops what stands after the first <paramref name="length"/> code points.</summary>
    public void Shorten(int length) => Length = length;

    private void Reserve(int more)
    {
        var needed = Length + more;
        if (needed > _characters.Length)
        {
            Array.Resize(ref _characters, Math.Max(needed, Math.Max(256, _characters.Length * 2)));
        }

        if (IsAligned && _starts.Length < _characters.Length)
        {
            Array.Resize(ref _starts, _characters.Length);
            Array.Resize(ref _ends, _characters.Length);
        }
    }
}
