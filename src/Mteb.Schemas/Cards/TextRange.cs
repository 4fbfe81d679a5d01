namespace Mteb.Schemas.Cards;

/// <summary>A stretch of text or of bytes.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it has ended: one past its last unit.</param>
public readonly record struct TextRange(int Start, int End)
{
    /// <summary>How long it is.</summary>
    public int Length => End - Start;

    /// <summary>Whether nothing lies in it.</summary>
    public bool IsEmpty => End == Start;

    /// <summary>An empty range at a place.</summary>
    public static TextRange At(int place) => new(place, place);

    /// <summary>Whether a range lies within this one, borders included.</summary>
    public bool Contains(TextRange other) => other.Start >= Start && other.End <= End;
}
