using System.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>
/// A key that was read before, behind the keys that led to it: its object has no other key twice. The bytes in front of its
/// value are kept as they stood in the file (comma, white space, the key, colon), so that they are recognised in one comparison.
/// </summary>
internal sealed class FamiliarKey
{
    /// <summary>The deepest path; objects have hundreds of keys, not thousands.</summary>
    public const int DeepestPath = 1000;

    private const int MostFollowers = 64;

    private readonly FamiliarKey? _parent;
    private readonly byte[] _lead;
    private readonly int _start;
    private readonly int _end;
    private readonly bool _hasEscapes;
    private readonly int _depth;
    private FamiliarKey? _followers;
    private FamiliarKey? _next;
    private int _followerCount;

    /// <summary>The beginning of an object.</summary>
    public FamiliarKey() => _lead = [];

    private FamiliarKey(FamiliarKey parent, Lead lead)
    {
        _parent = parent;
        _depth = parent._depth + 1;
        _lead = lead.Bytes.ToArray();
        (_start, _end, _hasEscapes) = (lead.KeyStart, lead.KeyEnd, lead.HasEscapes);
    }

    /// <summary>What the key is to whoever reads the object; what that means is theirs. Null until they say.</summary>
    public int? Meaning { get; set; }

    private ReadOnlySpan<byte> Key => _lead.AsSpan(_start, _end - _start);

    /// <summary>Lets a tokenizer pass the next key of its object, if that is a familiar one.</summary>
    /// <returns>The key; null when it is none, and then the tokenizer stands where it stood.</returns>
    public FamiliarKey? Pass(ref Text.JsonTokenizer tokens)
    {
        FamiliarKey? before = null;
        for (var key = _followers; key is not null; (before, key) = (key, key._next))
        {
            if (tokens.PassKey(key._lead, key._start, key._end, key._hasEscapes))
            {
                // What comes often is found at once.
                if (before is not null)
                {
                    before._next = key._next;
                    (key._next, _followers) = (_followers, key);
                }

                return key;
            }
        }

        return null;
    }

    /// <summary>Whether the key is this one.</summary>
    /// <param name="plain">Without quotes; UTF-8.</param>
    public bool Is(ReadOnlySpan<byte> plain) => _end - _start - 2 == plain.Length && Key[1..^1].SequenceEqual(plain);

    /// <summary>Whether a key is on the path to here.</summary>
    public bool Holds(ReadOnlySpan<byte> key)
    {
        for (var node = this; node._parent is not null; node = node._parent)
        {
            if (node.Key.SequenceEqual(key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes a key familiar.</summary>
    /// <returns>It; null when there are too many already.</returns>
    public FamiliarKey? Follow(Lead lead)
    {
        if (_depth == DeepestPath || _followerCount == MostFollowers)
        {
            return null;
        }

        _followerCount++;
        return _followers = new FamiliarKey(this, lead) { _next = _followers };
    }

    /// <summary>The keys on the path to here.</summary>
    public IEnumerable<string> Path()
    {
        for (var node = this; node._parent is not null; node = node._parent)
        {
            yield return Encoding.Latin1.GetString(node.Key);
        }
    }

    /// <summary>What stands in front of a value.</summary>
    public readonly ref struct Lead
    {
        /// <summary>From behind the token before to behind the colon.</summary>
        public required ReadOnlySpan<byte> Bytes { get; init; }

        /// <summary>Where among them the key begins, quotes included.</summary>
        public required int KeyStart { get; init; }

        /// <summary>Where it ends.</summary>
        public required int KeyEnd { get; init; }

        /// <summary>Whether it holds escapes.</summary>
        public required bool HasEscapes { get; init; }

        /// <summary>The key, quotes included.</summary>
        public ReadOnlySpan<byte> Key => Bytes[KeyStart..KeyEnd];
    }
}
