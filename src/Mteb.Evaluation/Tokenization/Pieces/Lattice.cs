namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>
/// The best way to each place of a piece while a Unigram model looks for the best way to its end. A buffer that is used again.
/// </summary>
internal sealed class Lattice
{
    private const int None = -1;

    private Node[] _nodes = new Node[64];

    /// <summary>Memory held, in places.</summary>
    public int Capacity => 4 * _nodes.Length;

    /// <summary>Forgets all ways.</summary>
    /// <param name="length">Number of code points of the next piece.</param>
    public void Reset(int length)
    {
        if (_nodes.Length <= length)
        {
            _nodes = new Node[Math.Max(length + 1, 2 * _nodes.Length)];
        }

        _nodes.AsSpan(0, length + 1).Fill(new Node { From = None });
    }

    /// <summary>The score of the best way to a place.</summary>
    public double ScoreAt(int place) => _nodes[place].Score;

    /// <summary>Whether a score is better than that of the best way to a place.</summary>
    public bool IsBetter(int place, double score) => _nodes[place].From == None || score > _nodes[place].Score;

    /// <summary>Takes a way to a place if it is better than what is known.</summary>
    public void Offer(int place, int from, int id, double score)
    {
        if (IsBetter(place, score))
        {
            _nodes[place] = new() { Score = score, From = from, Id = id, Next = None };
        }
    }

    /// <summary>Goes the best way from the end back to the beginning, so that it can be read forward.</summary>
    public void Trace(int end)
    {
        for (var place = end; place > 0; place = _nodes[place].From)
        {
            _nodes[_nodes[place].From].Next = place;
        }
    }

    /// <summary>The place after one on the best way.</summary>
    public int NextOf(int place) => _nodes[place].Next;

    /// <summary>The token that leads to a place.</summary>
    public int IdAt(int place) => _nodes[place].Id;

    private struct Node
    {
        public double Score;
        public int From;
        public int Id;
        public int Next;
    }
}
