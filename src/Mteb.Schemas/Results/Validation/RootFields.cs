using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>The fields of a result file. A repeated one counts with its last value.</summary>
internal sealed class RootFields
{
    private readonly List<RootField> _fields = new(capacity: 12);

    /// <summary>Offset of the object.</summary>
    public int Start { get; init; }

    /// <summary>The splits, where they were read together with the fields; null where they must be read again.</summary>
    public List<ScannedSplit>? Splits { get; set; }

    /// <summary>The task with which the splits were read; null when unknown.</summary>
    public TaskExpectations? ScoredTask { get; set; }

    /// <summary>How much was found before and after the splits were read together with the fields.</summary>
    public (int From, int To) SplitFindings { get; set; }

    /// <summary>All fields, in the order of the file.</summary>
    public IReadOnlyList<RootField> All => _fields;

    /// <summary>A field; null when there is none.</summary>
    public RootField? this[string name]
    {
        get
        {
            foreach (var field in _fields)
            {
                if (field.Name == name)
                {
                    return field;
                }
            }

            return null;
        }
    }

    /// <summary>Adds a field.</summary>
    public void Add(RootField field)
    {
        if (this[field.Name] is { } earlier)
        {
            _fields.Remove(earlier);
        }

        _fields.Add(field);
    }
}

/// <summary>A field of a result file.</summary>
/// <param name="Name">Its key.</param>
/// <param name="At">Offset of its key.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Start">Offset of its value.</param>
/// <param name="End">Offset after its value.</param>
/// <param name="HasEscapes">Whether the value is a text with escapes.</param>
internal sealed record RootField(string Name, int At, JsonTokenKind Kind, int Start, int End, bool HasEscapes)
{
    /// <summary>The text; null for anything else.</summary>
    public string? AsText(ReadOnlySpan<byte> utf8) =>
        Kind == JsonTokenKind.Text ? JsonText.Unescape(utf8[(Start + 1)..(End - 1)], HasEscapes) : null;
}
