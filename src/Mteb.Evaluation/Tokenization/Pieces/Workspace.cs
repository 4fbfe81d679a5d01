namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>All memory that encoding a text needs, to be used again for the next one.</summary>
internal sealed class Workspace
{
    private const int MostKept = 1 << 20;

    /// <summary>The text as it came.</summary>
    public AlignedText Original { get; } = new();

    /// <summary>A part of it while it is normalized.</summary>
    public RewritableText Normalized { get; } = new();

    /// <summary>Parts between added tokens.</summary>
    public List<TokenMatch> Parts { get; } = [];

    /// <inheritdoc cref="Parts"/>
    public List<TokenMatch> NormalizedParts { get; } = [];

    /// <summary>The normalized text in pieces.</summary>
    public PieceText Pieces { get; } = new();

    /// <summary>The tokens of one piece or of all.</summary>
    public TokenList Tokens { get; } = new();

    /// <summary>Whether the memory is small enough to be kept.</summary>
    public bool IsWorthKeeping => Original.Capacity + Normalized.Capacity + Pieces.Capacity + Tokens.Capacity < MostKept;
}

/// <summary>A part of a text: an added token, or what lies between two.</summary>
/// <param name="Start">First code point.</param>
/// <param name="End">After the last one.</param>
/// <param name="TokenId">The token's id, or <see cref="Piece.Text"/>.</param>
internal readonly record struct TokenMatch(int Start, int End, int TokenId);
