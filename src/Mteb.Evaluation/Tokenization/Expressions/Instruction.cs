namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>What an instruction does.</summary>
internal enum Operation
{
    /// <summary>The expression matches.</summary>
    Match,

    /// <summary>Reads a character of a set.</summary>
    Read,

    /// <summary>Reads as many characters of a set as there are; what follows cannot fail.</summary>
    ReadAll,

    /// <summary>Reads a character of a set and stays, or goes on where there is none.</summary>
    ReadOn,

    /// <summary>Reads a character of a set and goes one way, or goes the other.</summary>
    Test,

    /// <summary>Goes one way and, if that leads nowhere, the other.</summary>
    Split,

    /// <summary>Looks ahead or back.</summary>
    Look,

    /// <summary>Asks for a kind of place.</summary>
    Anchor,
}

/// <summary>An instruction of a compiled expression.</summary>
internal sealed class Instruction(Operation operation)
{
    public Operation Operation => operation;

    /// <summary>The instruction after it, or the preferred one.</summary>
    public int Next { get; set; }

    /// <summary>The other one.</summary>
    public int Other { get; set; }

    /// <summary>The characters that it reads, or where <see cref="Next"/> can begin; null where that can match without reading.</summary>
    public CharacterTest? Set { get; set; }

    /// <summary>Where <see cref="Other"/> can begin; null as above.</summary>
    public CharacterTest? OtherSet { get; set; }

    /// <summary>The number of what is remembered about it; -1 for nothing.</summary>
    public int Memo { get; set; } = -1;

    /// <summary>Whether the instruction may come back to itself.</summary>
    public bool IsLoop { get; set; }

    /// <summary>What it looks for: the first instruction, and how far back it begins (0 for ahead).</summary>
    public (int Start, int Back)[] Looks { get; set; } = [];

    /// <summary>Whether it wants what it looks for not to be there.</summary>
    public bool IsNegative { get; set; }

    public Anchor Anchor { get; set; }
}
