namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>Tokens: id, and the code points of the piece that they stand for. A buffer that is used again.</summary>
internal sealed class TokenList
{
    private PieceCache? _cache;
    private int[] _ids = new int[256];
    private int[] _starts = new int[256];
    private int[] _ends = new int[256];

    /// <summary>Number of tokens.</summary>
    public int Count { get; private set; }

    /// <summary>How many tokens are wanted; a model that has more may stop between words.</summary>
    public int Limit { get; set; } = int.MaxValue;

    /// <summary>Whether there are more tokens than are wanted.</summary>
    public bool IsFull => Count > Limit;

    /// <summary>The ids.</summary>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    /// <summary>Memory for models that merge symbols.</summary>
    public MergeWord Word { get; } = new();

    /// <summary>Pieces that came before. Its size is fixed, so it does not count as memory that grows.</summary>
    public PieceCache Cache => _cache ??= new();

    /// <summary>Memory for models that compare ways to write a piece.</summary>
    public Lattice Lattice { get; } = new();

    /// <summary>Memory held, in tokens or about as large things.</summary>
    public int Capacity => _ids.Length + Word.Capacity + Lattice.Capacity;

    /// <summary>First code point of a token.</summary>
    public int StartOf(int index) => _starts[index];

    /// <summary>After a token's last code point.</summary>
    public int EndOf(int index) => _ends[index];

    /// <summary>Adds a token.</summary>
    public void Add(int id, int start, int end)
    {
        if (Count == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * Count);
            Array.Resize(ref _starts, 2 * Count);
            Array.Resize(ref _ends, 2 * Count);
        }

        _ids[Count] = id;
        _starts[Count] = start;
        _ends[Count++] = end;
    }

    /// <summary>Says anew which code points a token stands for.</summary>
    public void SetSpan(int index, int start, int end)
    {
        _starts[index] = start;
        _ends[index] = end;
    }

    /// <summary>Drops all tokens but the first <paramref name="count"/>.</summary>
    public void Shorten(int count) => Count = count;
}
