using System.Text;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>
/// Goes from key to key of objects that nest, and finds keys that stand twice in one. Results have the same keys in the same
/// order over and over: those of all files so far form a tree, and a key on it is passed in one comparison. Keys that differ
/// only in escapes count as different.
/// </summary>
internal sealed class KeyTracker
{
    // A thread's tree takes a few megabytes; what goes beyond it is only slower.
    private const int LargestTree = 1 << 15;
    private const int Nestings = 8;

    // The open objects, and behind them objects of before that are used again.
    private readonly List<Level> _levels = [];
    private int _open;
    private FamiliarKey[] _roots = NewRoots();
    private int _treeSize;

    /// <summary>Begins a file.</summary>
    public void Clear()
    {
        _open = 0;
        if (_treeSize >= LargestTree)
        {
            (_roots, _treeSize) = (NewRoots(), 0);
        }
    }

    /// <summary>The key that was gone to last; null for one that is not in the tree.</summary>
    public FamiliarKey? Familiar { get; private set; }

    /// <summary>An object begins.</summary>
    public void Open()
    {
        var root = _roots[Math.Min(_open, Nestings - 1)];
        if (_open == _levels.Count)
        {
            _levels.Add(new Level());
        }

        var level = _levels[_open++];
        (level.Last, level.Others) = (root, null);
    }

    /// <summary>The innermost object ends.</summary>
    public void Close() => _open--;

    /// <summary>Goes to the next key of the innermost object.</summary>
    /// <param name="tokens">Where it is read; afterwards it stands on the key, or on the end of the object, or at an error.</param>
    /// <param name="repeats">Whether the object had the key already.</param>
    /// <returns>Whether there is a key.</returns>
    public bool Next(ref JsonTokenizer tokens, out bool repeats)
    {
        repeats = false;
        var level = _levels[_open - 1];
        if (level.Others is null && level.Last.Pass(ref tokens) is { } familiar)
        {
            Familiar = level.Last = familiar;
            return true;
        }

        var from = tokens.Position;
        if (!tokens.Read() || tokens.Kind != JsonTokenKind.Key)
        {
            return false;
        }

        Familiar = null;
        repeats = Repeats(level, new FamiliarKey.Lead
        {
            Bytes = tokens.Slice(from),
            KeyStart = tokens.Start - from,
            KeyEnd = tokens.End - from,
            HasEscapes = tokens.HasEscapes,
        });
        return true;
    }

    private bool Repeats(Level level, FamiliarKey.Lead lead)
    {
        if (level.Others is null)
        {
            if (level.Last.Holds(lead.Key))
            {
                return true;
            }

            if (_treeSize < LargestTree && level.Last.Follow(lead) is { } familiar)
            {
                _treeSize++;
                level.Last = familiar;
                return false;
            }

            level.Others = [.. level.Last.Path()];
        }

        return !level.Others.Add(Encoding.Latin1.GetString(lead.Key));
    }

    private static FamiliarKey[] NewRoots() => [.. Enumerable.Range(0, Nestings).Select(_ => new FamiliarKey())];

    // An open object: the last of its keys, and, beyond the tree, all of them.
    private sealed class Level
    {
        public FamiliarKey Last { get; set; } = null!;

        public HashSet<string>? Others { get; set; }
    }
}
