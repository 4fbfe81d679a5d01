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

    private long[] _keys = new long[64]; // edge: node and character, plus 1; 0 means free
    private int[] _targets = new int[64];
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
        foreach (var character in text)
        {
            var next = Next(node, character);
            node = next == None ? AddEdge(node, character) : next;
        }

        if (replace || _values[node] == None)
        {
            _values[node] = value;
        }
    }

    /// <summary>The node that a character leads to; <see cref="None"/> when there is none.</summary>
    public int Next(int node, int character)
    {
        var key = KeyOf(node, character);
        var mask = _keys.Length - 1;
        for (var slot = SlotOf(key); ; slot = (slot + 1) & mask)
        {
            if (_keys[slot] == key)
            {
                return _targets[slot];
            }

            if (_keys[slot] == 0)
            {
                return None;
            }
        }
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
            node = Next(node, text[i]);
            if (node == None)
            {
                break;
            }

            if (_values[node] is var here and not None)
            {
                value = here;
                length = i + 1;
            }
        }

        return length;
    }

    private static long KeyOf(int node, int character) => (((long)node << CharacterBits) | (uint)character) + 1;

    private int SlotOf(long key) => (int)((ulong)(key * unchecked((long)0x9E3779B97F4A7C15)) >> _shift);

    private int AddEdge(int node, int character)
    {
        if (_nodes * 4L >= _keys.Length * 3L)
        {
            Grow();
        }

        if (_nodes == _values.Length)
        {
            Array.Resize(ref _values, 2 * _nodes);
        }

        _values[_nodes] = None;
        Insert(KeyOf(node, character), _nodes);
        return _nodes++;
    }

    private void Grow()
    {
        var (keys, targets) = (_keys, _targets);
        _keys = new long[2 * keys.Length];
        _targets = new int[2 * keys.Length];
        _shift--;
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] != 0)
            {
                Insert(keys[i], targets[i]);
            }
        }
    }

    private void Insert(long key, int target)
    {
        var slot = SlotOf(key);
        while (_keys[slot] != 0)
        {
            slot = (slot + 1) & (_keys.Length - 1);
        }

        _keys[slot] = key;
        _targets[slot] = target;
    }
}
