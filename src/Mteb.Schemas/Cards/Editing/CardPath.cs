using System.Globalization;
using System.Text;
using Mteb.Schemas.Cards.Yaml;

namespace Mteb.Schemas.Cards.Editing;

/// <summary>A way into the front matter: keys and, in brackets, item numbers from 0: <c>model-index[0].name</c>.</summary>
public sealed record CardPath
{
    /// <summary>A path of several steps.</summary>
    public CardPath(params IEnumerable<CardStep> steps) => Steps = [.. steps];

    /// <summary>The steps, at least one.</summary>
    public IReadOnlyList<CardStep> Steps { get; }

    /// <summary>A key of the front matter itself, whatever characters it holds.</summary>
    public static CardPath Key(string key) => new(new CardStep(key, -1));

    /// <summary>This path and a key below it.</summary>
    public CardPath Then(string key) => new([.. Steps, new CardStep(key, -1)]);

    /// <summary>This path and an item of the list at its end.</summary>
    public CardPath At(int index) => new([.. Steps, new CardStep(null, index)]);

    /// <summary>Reads a path; null when it is malformed.</summary>
    /// <param name="path">Keys separated by points, item numbers in brackets. A key that holds points or brackets stands in double quotes.</param>
    public static CardPath? Parse(string path)
    {
        var steps = new List<CardStep>();
        var place = 0;
        while (place < path.Length)
        {
            var step = path[place] == '[' ? Index(path, ref place) : Name(path, ref place, steps.Count == 0);
            if (step is not { } found)
            {
                return null;
            }

            steps.Add(found);
        }

        return steps.Count > 0 && steps[0].Key is not null && !path.EndsWith('.') ? new CardPath(steps) : null;
    }

    /// <inheritdoc/>
    public bool Equals(CardPath? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Aggregate(Steps.Count, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in Steps)
        {
            text.Append(step.Key is null ? $"[{step.Index}]" : text.Length == 0 ? step.Key : "." + step.Key);
        }

        return text.ToString();
    }

    private static CardStep? Index(string path, ref int place)
    {
        var end = path.IndexOf(']', place);
        if (end < 0 || !int.TryParse(path.AsSpan(place + 1, end - place - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        place = end + 1;
        return new CardStep(null, index);
    }

    private static CardStep? Name(string path, ref int place, bool isFirst)
    {
        if (!isFirst && path[place++] != '.')
        {
            return null;
        }

        var quoted = place < path.Length && path[place] == '"';
        var start = quoted ? place + 1 : place;
        var length = quoted ? path.AsSpan(start).IndexOf('"') : path.AsSpan(start).IndexOfAny('.', '[');
        if (quoted && length < 0)
        {
            return null;
        }

        length = length < 0 ? path.Length - start : length;
        place = start + length + (quoted ? 1 : 0);
        return length == 0 ? null : new CardStep(path.Substring(start, length), -1);
    }
}

/// <summary>A step of a path: a key, or the number of an item.</summary>
/// <param name="Key">The key; null for an item.</param>
/// <param name="Index">The item's number from 0; -1 for a key.</param>
public readonly record struct CardStep(string? Key, int Index)
{
    /// <summary>The node to which the step leads; null when there is none.</summary>
    internal YamlNode? From(YamlNode node) => (node, Key) switch
    {
        (YamlMapping mapping, not null) => mapping[Key],
        (YamlSequence sequence, null) => Index < sequence.Items.Count ? sequence.Items[Index].Node : null,
        _ => null,
    };
}
