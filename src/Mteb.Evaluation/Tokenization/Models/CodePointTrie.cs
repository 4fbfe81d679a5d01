namespace Mteb.Evaluation.Tokenization.Models;

/// <summary>
/// A trie over code points whose edges lie in one hash table: a look-up costs one probe a character and makes no string. It
/// is filled first and only read afterwards, then by any number of threads.
/// </summary>
internal sealed class CodePointTrie
{
    /// <summary>The node of the empty text.</summary>
    public const int Root = 0;

    /// <summary>No node, or no value.</summary>
    public const int None = -1;

    private const int CharacterBits = 21;

    private Edge[] _edges = new Edge[64];
    private int[] _values = [None];
    private int _nodes = 1;
    private int _shift = 64 - 6;

    /// <summary>Sets the value of a text.</summary>
    /// <param name="text">Any text, the empty one too.</param>
    /// <param name="value">Not negative.</param>
    /// <param name="replace">Whether it replaces an earlier value.</param>
    public void Add(ReadOnlySpan<int> text, int value, bool replace = true)
    {
        var node = Root;
        var last = -1;
        foreach (var character in text)
        {
            last = SlotOf(KeyOf(node, character));
            if (_edges[last].Key == 0)
            {
                last = AddEdge(node, character);
            }

            node = _edges[last].Target;
        }

        if (replace || _values[node] == None)
        {
            _values[node] = value;
            if (last >= 0)
            {
                _edges[last].Value = value;
            }
        }
    }

    /// <summary>The node that a character leads to; <see cref="None"/> when there is none.</summary>
    public int Next(int node, int character)
    {
        ref readonly var edge = ref _edges[SlotOf(KeyOf(node, character))];
        return edge.Key == 0 ? None : edge.Target;
    }

    /// <summary>The node that a character leads to, and its value.</summary>
    public int Next(int node, int character, out int value)
    {
        ref readonly var edge = ref _edges[SlotOf(KeyOf(node, character))];
        value = edge.Key == 0 ? None : edge.Value;
        return edge.Key == 0 ? None : edge.Target;
    }

    /// <summary>The value of a node; <see cref="None"/> when no text ends there.</summary>
    public int ValueOf(int node) => _values[node];

    /// <summary>The node of a text; <see cref="None"/> when nothing begins so.</summary>
    public int Find(ReadOnlySpan<int> text)
    {
        var node = Root;
        for (var i = 0; i < text.Length && node != None; i++)
        {
            node = Next(node, text[i]);
        }

        return node;
    }

    /// <summary>The longest text of one character or more that begins at the start of another one.</summary>
    /// <param name="from">The node to begin at.</param>
    /// <param name="text">The text to look at.</param>
    /// <param name="value">Its value; <see cref="None"/> when there is none.</param>
    /// <returns>Its length; 0 when there is none.</returns>
    public int LongestPrefix(int from, ReadOnlySpan<int> text, out int value)
    {
        value = None;
        var length = 0;
        var node = from;
        for (var i = 0; i < text.Length; i++)
        {
            ref readonly var edge = ref _edges[SlotOf(KeyOf(node, text[i]))];
            if (edge.Key == 0)
            {
                break;
            }

            node = edge.Target;
            if (edge.Value != None)
            {
                value = edge.Value;
                length = i + 1;
            }
        }

        return length;
    }

    private static long KeyOf(int node, int character) => (((long)node << CharacterBits) | (uint)character) + 1;

    // Where the edge lies, or the free slot where it would.
    private int SlotOf(long key)
    {
        var edges = _edges;
        var slot = (int)((ulong)(key * unchecked((long)0x9E3779B97F4A7C15)) >> _shift);
        while (edges[slot].Key != key && edges[slot].Key != 0)
        {
            slot = (slot + 1) & (edges.Length - 1);
        }

        return slot;
    }

    private int AddEdge(int node, int character)
    {
        if (_nodes * 3L >= _edges.Length * 2L)
        {
            Grow();
        }

        if (_nodes == _values.Length)
        {
            Array.Resize(ref _values, 2 * _nodes);
        }

        var key = KeyOf(node, character);
        var slot = SlotOf(key);
        _edges[slot] = new Edge { Key = key, Target = _nodes, Value = None };
        _values[_nodes++] = None;
        return slot;
    }

    private void Grow()
    {
        var edges = _edges;
        _edges = new Edge[2 * edges.Length];
        _shift--;
        foreach (var edge in edges)
        {
            if (edge.Key != 0)
            {
                _edges[SlotOf(edge.Key)] = edge;
            }
        }
    }

    // The value of the node that the edge leads to stands here too, so that a look-up touches one place in memory.
    private struct Edge
    {
        public long Key; // node and character, plus 1; 0 means that the slot is free
        public int Target;
        public int Value;
    }
}
