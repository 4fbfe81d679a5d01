namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>
/// A word while byte pair encoding merges its symbols: a linked list of symbols, and a heap of the merges that are possible. A
/// buffer that is used again. Lengths are in bytes of UTF-8, as the reference counts them.
/// </summary>
internal sealed class MergeWord
{
    private const int None = -1;

    private Symbol[] _symbols = new Symbol[64];
    private Candidate[] _heap = new Candidate[64];
    private int _heapCount;

    /// <summary>Number of symbols that were added.</summary>
    public int Count { get; private set; }

    /// <summary>Memory held, in symbols.</summary>
    public int Capacity => 4 * _symbols.Length + 6 * _heap.Length;

    /// <summary>Empties the word.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a symbol at the end.</summary>
    public void Add(int id, int bytes)
    {
        if (Count == _symbols.Length)
        {
            Array.Resize(ref _symbols, 2 * Count);
        }

        _symbols[Count] = new() { Id = id, Bytes = bytes, Previous = Count - 1, Next = Count + 1 };
        Count++;
    }

    /// <summary>The id of a symbol.</summary>
    public int IdOf(int index) => _symbols[index].Id;

    /// <summary>The bytes of a symbol.</summary>
    public int BytesOf(int index) => _symbols[index].Bytes;

    /// <summary>The symbol after one; <see cref="Count"/> after the last.</summary>
    public int After(int index) => _symbols[index].Next;

    /// <summary>Merges neighbours as long as a merge is possible, the lowest rank first and then from the left.</summary>
    public void Merge(IMerges merges)
    {
        _heapCount = 0;
        for (var i = 0; i + 1 < Count; i++)
        {
            Consider(i, merges);
        }

        while (_heapCount > 0)
        {
            var top = Pop();
            ref var symbol = ref _symbols[top.Position];
            if (symbol.Bytes == 0 || symbol.Next >= Count)
            {
                continue;
            }

            ref var right = ref _symbols[symbol.Next];
            if ((symbol.Id != top.Left || right.Id != top.Right) && (!merges.TryFind(symbol.Id, right.Id, out var merge) || merge.Id != top.Id))
            {
                continue;
            }

            symbol.Id = top.Id;
            symbol.Bytes += right.Bytes;
            symbol.Next = right.Next;
            right.Bytes = 0;
            if (right.Next < Count)
            {
                _symbols[right.Next].Previous = top.Position;
            }

            if (symbol.Previous != None)
            {
                Consider(symbol.Previous, merges);
            }

            Consider(top.Position, merges);
        }
    }

    private void Consider(int position, IMerges merges)
    {
        var next = _symbols[position].Next;
        if (next < Count && merges.TryFind(_symbols[position].Id, _symbols[next].Id, out var merge))
        {
            Push(new(((long)merge.Rank << 32) | (uint)position, merge.Id, _symbols[position].Id, _symbols[next].Id));
        }
    }

    private void Push(Candidate candidate)
    {
        if (_heapCount == _heap.Length)
        {
            Array.Resize(ref _heap, 2 * _heapCount);
        }

        var at = _heapCount++;
        for (int parent; at > 0 && _heap[parent = (at - 1) / 2].Order > candidate.Order; at = parent)
        {
            _heap[at] = _heap[parent];
        }

        _heap[at] = candidate;
    }

    private Candidate Pop()
    {
        var top = _heap[0];
        var last = _heap[--_heapCount];
        var at = 0;
        for (int child; (child = 2 * at + 1) < _heapCount; at = child)
        {
            child += child + 1 < _heapCount && _heap[child + 1].Order < _heap[child].Order ? 1 : 0;
            if (_heap[child].Order >= last.Order)
            {
                break;
            }

            _heap[at] = _heap[child];
        }

        _heap[at] = last;
        return top;
    }

    private struct Symbol
    {
        public int Id;
        public int Bytes; // 0 once it is merged into the one before
        public int Previous;
        public int Next;
    }

    /// <summary>A merge that may be possible still; ordered by rank and then by place.</summary>
    private readonly record struct Candidate(long Order, int Id, int Left, int Right)
    {
        public int Position => (int)(uint)Order;
    }
}
