using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace Mteb.Schemas.Cards.Yaml;

/// <summary>
/// Passes tokens on and remembers where the marks between nodes stood: dashes, colons, commas, question marks. Parsing
/// events do not tell.
/// </summary>
/// <param name="inner">Makes the tokens.</param>
internal sealed class RecordingScanner(Scanner inner) : IScanner
{
    /// <summary>Places of dashes before items, ascending.</summary>
    public List<int> Dashes { get; } = [];

    /// <summary>Places of colons after keys, ascending.</summary>
    public List<int> Colons { get; } = [];

    /// <summary>Places of question marks before keys, ascending.</summary>
    public List<int> QuestionMarks { get; } = [];

    /// <inheritdoc/>
    public Mark CurrentPosition => inner.CurrentPosition;

    /// <inheritdoc/>
    public Token? Current => inner.Current;

    /// <inheritdoc/>
    public bool MoveNext() => Note(inner.MoveNext());

    /// <inheritdoc/>
    public bool MoveNextWithoutConsuming() => Note(inner.MoveNextWithoutConsuming());

    /// <inheritdoc/>
    public void ConsumeCurrent() => inner.ConsumeCurrent();

    private bool Note(bool moved)
    {
        if (inner.Current is { } token && token.End.Index > token.Start.Index)
        {
            var list = token switch { BlockEntry => Dashes, Value => Colons, Key => QuestionMarks, _ => null };
            var place = (int)token.Start.Index;
            if (list is not null && (list.Count == 0 || list[^1] < place))
            {
                list.Add(place);
            }
        }

        return moved;
    }
}
