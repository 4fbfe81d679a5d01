using System.Runtime.InteropServices;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Finds keys that stand twice in an object, while objects nest. Nothing is allocated once it has grown.</summary>
internal sealed class KeyTracker
{
    private readonly List<ulong> _hashes = [];
    private readonly List<(int Start, int Length)> _keys = [];
    private readonly List<(int First, ulong Seen)> _outer = [];
    private int _first;
    private ulong _seen;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _hashes.Clear();
        _keys.Clear();
        _outer.Clear();
        (_first, _seen) = (0, 0);
    }

    /// <summary>An object begins.</summary>
    public void Open()
    {
        _outer.Add((_first, _seen));
        (_first, _seen) = (_hashes.Count, 0);
    }

    /// <summary>The innermost object ends.</summary>
    public void Close()
    {
        CollectionsMarshal.SetCount(_hashes, _first);
        CollectionsMarshal.SetCount(_keys, _first);
        (_first, _seen) = _outer[^1];
        _outer.RemoveAt(_outer.Count - 1);
    }

    /// <summary>Notes a key of the innermost object.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="start">Offset of the key's opening quote.</param>
    /// <param name="end">Offset after its closing quote.</param>
    /// <returns>Whether the object had it already. Keys that differ only in escapes count as different.</returns>
    public bool Repeats(ReadOnlySpan<byte> utf8, int start, int end)
    {
        var key = utf8[start..end];
        var hash = Hash(key);
        var bit = 1UL << (int)(hash >> 58);
        var repeats = (_seen & bit) != 0 && Holds(utf8, key, hash);
        _seen |= bit;
        _hashes.Add(hash);
        _keys.Add((start, end - start));
        return repeats;
    }

    private bool Holds(ReadOnlySpan<byte> utf8, ReadOnlySpan<byte> key, ulong hash)
    {
        var hashes = CollectionsMarshal.AsSpan(_hashes)[_first..];
        var from = 0;
        while (hashes[from..].IndexOf(hash) is var found and >= 0)
        {
            var (start, length) = _keys[_first + from + found];
            if (utf8.Slice(start, length).SequenceEqual(key))
            {
                return true;
            }

            from += found + 1;
        }

        return false;
    }

    private static ulong Hash(ReadOnlySpan<byte> key)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        var hash = (ulong)key.Length * Prime;
        while (key.Length >= sizeof(ulong))
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(key)) * Prime;
            hash ^= hash >> 29;
            key = key[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (var value in key)
        {
            rest = (rest << 8) | value;
        }

        hash = (hash ^ rest) * Prime;
        return hash ^ (hash >> 32);
    }
}
