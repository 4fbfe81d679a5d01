namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>A part of a regular expression.</summary>
internal abstract record Node
{
    /// <summary>Whether it can match without reading a character.</summary>
    public abstract bool IsNullable { get; }

    /// <summary>How many characters it reads, where that is always the same.</summary>
    public abstract int? FixedLength { get; }
}

/// <summary>One character of a set.</summary>
internal sealed record SetNode(CharacterSet Set) : Node
{
    public override bool IsNullable => false;

    public override int? FixedLength => 1;
}

/// <summary>Parts one after the other.</summary>
internal sealed record SequenceNode(IReadOnlyList<Node> Parts) : Node
{
    public override bool IsNullable => Parts.All(part => part.IsNullable);

    public override int? FixedLength => Parts.Aggregate((int?)0, (sum, part) => sum + part.FixedLength);
}

/// <summary>Alternatives; the first that leads to a match counts.</summary>
internal sealed record ChoiceNode(IReadOnlyList<Node> Parts) : Node
{
    public override bool IsNullable => Parts.Any(part => part.IsNullable);

    public override int? FixedLength => Parts.Select(part => part.FixedLength).Distinct().Count() == 1 ? Parts[0].FixedLength : null;
}

/// <summary>How a repetition gives way to what follows it.</summary>
internal enum Giving
{
    /// <summary>As often as possible first.</summary>
    Greedy,

    /// <summary>As seldom as possible first.</summary>
    Lazy,

    /// <summary>As often as possible, and nothing is given back.</summary>
    Possessive,
}

/// <summary>A part several times.</summary>
/// <param name="Part">The part.</param>
/// <param name="Least">At least so often.</param>
/// <param name="Most">At most so often; null for no limit.</param>
/// <param name="Giving">What is tried first.</param>
internal sealed record RepeatNode(Node Part, int Least, int? Most, Giving Giving) : Node
{
    public override bool IsNullable => Least == 0 || Part.IsNullable;

    public override int? FixedLength => Least == Most ? Least * Part.FixedLength : null;
}

/// <summary>What must stand, or must not stand, before or after a place.</summary>
internal sealed record LookNode(Node Part, bool IsBehind, bool IsNegative) : Node
{
    public override bool IsNullable => true;

    public override int? FixedLength => 0;
}

/// <summary>The kinds of places.</summary>
internal enum Anchor
{
    /// <summary><c>^</c>: the beginning, or after a line feed that is not the last character.</summary>
    LineStart,

    /// <summary><c>$</c>: the end, or before a line feed.</summary>
    LineEnd,

    /// <summary><c>\A</c>, and <c>\G</c> is not known.</summary>
    TextStart,

    /// <summary><c>\z</c></summary>
    TextEnd,

    /// <summary><c>\Z</c>: the end, or before a line feed that is the last character.</summary>
    TextEndOrLastLineFeed,

    /// <summary><c>\b</c></summary>
    WordBoundary,

    /// <summary><c>\B</c></summary>
    NoWordBoundary,
}

/// <summary>A place of a kind.</summary>
internal sealed record AnchorNode(Anchor Anchor) : Node
{
    public override bool IsNullable => true;

    public override int? FixedLength => 0;
}
