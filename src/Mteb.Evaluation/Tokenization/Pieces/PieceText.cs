namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>
/// A text in pieces, in order. A pre-tokenizer goes over all pieces once: it passes added tokens on and either divides a piece
/// (<see cref="AddPart"/>) or writes it anew (<see cref="Store"/>). Empty pieces disappear.
/// </summary>
internal sealed class PieceText
{
    private AlignedText _text = new();
    private AlignedText _nextText = new();
    private Piece[] _pieces = new Piece[64];
    private Piece[] _nextPieces = new Piece[64];
    private int _nextCount;

    /// <summary>The code points that the pieces refer to.</summary>
    public AlignedText Text => _text;

    /// <summary>Number of pieces.</summary>
    public int Count { get; private set; }

    /// <summary>The pieces.</summary>
    public ReadOnlySpan<Piece> Pieces => _pieces.AsSpan(0, Count);

    /// <summary>Matches of a pattern within a piece: a list to be used again.</summary>
    public List<PatternMatch> Matches { get; } = [];

    /// <summary>What patterns remember.</summary>
    public MatcherMemory Memory => Rewritable.Memory;

    /// <summary>A piece while it is written anew.</summary>
    public RewritableText Rewritable { get; } = new();

    /// <summary>Memory held, in code points or about as large things.</summary>
    public int Capacity => _text.Capacity + _nextText.Capacity + 2 * (_pieces.Length + _nextPieces.Length) + Matches.Capacity + Rewritable.Capacity;

    /// <summary>Empties everything.</summary>
    public void Clear(bool aligned)
    {
        _text.Clear(aligned);
        Count = 0;
    }

    /// <summary>The code points of a piece.</summary>
    public ReadOnlySpan<int> CharactersOf(in Piece piece) => _text.Characters.Slice(piece.Start, piece.Length);

    /// <summary>
    /// Appends a piece and its code points. Those of an added token are kept only with the alignment: nothing else asks for them,
    /// and tokens that take the white space after them may overlap, all together far longer than the text.
    /// </summary>
    public void Append(AlignedText source, int from, int length, int origin, int tokenId)
    {
        if (length == 0)
        {
            return;
        }

        var kept = tokenId >= 0 && !_text.IsAligned ? 0 : length;
        Add(ref _pieces, Count++, new(_text.Length, kept, origin, tokenId));
        _text.Append(source, from, kept);
    }

    /// <summary>Starts dividing the pieces; the text stays.</summary>
    public void BeginDivision() => _nextCount = 0;

    /// <summary>Passes a piece on as it is.</summary>
    public void Pass(in Piece piece) => Add(ref _nextPieces, _nextCount++, piece);

    /// <summary>Adds a part of a piece.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="start">First code point, from the beginning of the piece.</param>
    /// <param name="end">After the last one.</param>
    public void AddPart(in Piece piece, int start, int end)
    {
        if (end > start)
        {
            var at = piece.Start + start;
            Add(ref _nextPieces, _nextCount++, new(at, end - start, start == 0 ? piece.Origin : _text.StartOf(at), Piece.Text));
        }
    }

    /// <summary>Ends the division.</summary>
    public void EndDivision()
    {
        (_pieces, _nextPieces) = (_nextPieces, _pieces);
        Count = _nextCount;
    }

    /// <summary>Starts writing the pieces anew.</summary>
    public void BeginRewrite()
    {
        _nextCount = 0;
        _nextText.Clear(_text.IsAligned);
    }

    /// <summary>Takes a piece to be written anew.</summary>
    public RewritableText Load(in Piece piece)
    {
        Rewritable.Load(_text, piece.Start, piece.Length, piece.Origin);
        return Rewritable;
    }

    /// <summary>Adds what became of a piece.</summary>
    public void Store(RewritableText rewritten) => AddRewritten(rewritten.Text, 0, rewritten.Length, rewritten.Origin, Piece.Text);

    /// <summary>Adds a piece as it is, while others are written anew.</summary>
    public void StoreUnchanged(in Piece piece) => AddRewritten(_text, piece.Start, piece.Length, piece.Origin, piece.TokenId);

    /// <summary>Ends writing the pieces anew.</summary>
    public void EndRewrite()
    {
        (_text, _nextText) = (_nextText, _text);
        EndDivision();
    }

    private void AddRewritten(AlignedText source, int from, int length, int origin, int tokenId)
    {
        if (length == 0 && tokenId < 0)
        {
            return;
        }

        Add(ref _nextPieces, _nextCount++, new(_nextText.Length, length, origin, tokenId));
        _nextText.Append(source, from, length);
    }

    private static void Add(ref Piece[] pieces, int at, in Piece piece)
    {
        if (at == pieces.Length)
        {
            Array.Resize(ref pieces, 2 * pieces.Length);
        }

        pieces[at] = piece;
    }
}
