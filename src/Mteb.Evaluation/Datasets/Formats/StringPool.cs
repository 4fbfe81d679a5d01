using System.Text.Unicode;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Keeps one object per text, for labels and ids that occur again and again.</summary>
internal sealed class StringPool
{
    private const int LongestPooled = 256;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>Makes an empty pool.</summary>
    public StringPool() => _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text; always the same object for equal short texts.</summary>
    public string Get(ReadOnlySpan<char> text)
    {
        if (_lookup.TryGetValue(text, out var known))
        {
            return known;
        }

        var added = text.ToString();
        if (text.Length <= LongestPooled)
        {
            _texts.Add(added);
        }

        return added;
    }

    /// <summary>The text that valid UTF-8 stands for.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestPooled)
        {
            return System.Text.Encoding.UTF8.GetString(utf8);
        }

        Span<char> characters = stackalloc char[LongestPooled];
        Utf8.ToUtf16(utf8, characters, out _, out var count, replaceInvalidSequences: true);
        return Get(characters[..count]);
    }
}
