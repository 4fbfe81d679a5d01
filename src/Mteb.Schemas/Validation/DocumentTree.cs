using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Validation;

/// <summary>Leads from a line and column of a JSON document to the value there.</summary>
/// <param name="utf8">A JSON document.</param>
internal sealed class DocumentTree(ReadOnlyMemory<byte> utf8)
{
    private readonly SourceText _source = SourceText.Of(utf8);

    /// <summary>The document.</summary>
    public JsonValue Root { get; } = JsonValue.Parse(utf8, out _)!;

    /// <summary>The keys that lead to the value that begins at a place, from the root on; an item of a list has the empty text for a key. Of a place between values, those that lead nearest.</summary>
    public IReadOnlyList<string> KeysTo(SourcePlace place)
    {
        var keys = new List<string>();
        var offset = _source.OffsetOf(new LinePosition(place.Line, place.Column));
        for (var value = Root; value.Start != offset;)
        {
            var member = value.DistinctMembers().FirstOrDefault(member => Holds(member.Value, offset));
            if ((member?.Value ?? value.Items.FirstOrDefault(item => Holds(item, offset))) is not { } inner)
            {
                break;
            }

            value = inner;
            keys.Add(member?.Name ?? "");
        }

        return keys;
    }

    private static bool Holds(JsonValue value, int offset) => value.Start <= offset && offset < value.End;
}
