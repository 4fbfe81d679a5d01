using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Migration;

/// <summary>Collects what a conversion did. The same thing done at many places of a file is one note, with the first place and the number.</summary>
internal sealed class MigrationNotes(SourceText source)
{
    private readonly OrderedDictionary<(DiagnosticDescriptor Code, string What), (SourcePlace Place, string Remedy, int Count)> _notes = [];

    /// <summary>The notes as diagnostics, in the order of first notice.</summary>
    public IEnumerable<Diagnostic> Diagnostics => _notes.Select(note => note.Key.Code.At(note.Value.Place, Sentence(note.Key.What, note.Value.Count), note.Value.Remedy));

    /// <summary>How many different conversions there were.</summary>
    public int Conversions => _notes.Keys.Count(key => key.Code == MigrationCodes.Converted);

    /// <summary>Notes a conversion.</summary>
    /// <param name="at">Offset in the file.</param>
    /// <param name="what">A sentence.</param>
    public void Converted(int at, string what) => Add(MigrationCodes.Converted, at, what, "");

    /// <summary>Notes something that a reader of the result should know.</summary>
    public void Add(DiagnosticDescriptor code, int at, string what, string remedy)
    {
        var key = (code, what);
        _notes[key] = _notes.TryGetValue(key, out var known) ? known with { Count = known.Count + 1 } : (source.PlaceOf(at), remedy, 1);
    }

    /// <summary>Notes every key that stands twice in one object: the last value counts, as for mteb.</summary>
    public void Repeated(JsonValue value)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.Members)
        {
            if (!names.Add(member.Name))
            {
                Add(ContentCodes.DuplicateKey, member.Start, $"The key '{member.Name}' stands twice in one object; its last value is kept.", "Check that the last value is the right one.");
            }

            Repeated(member.Value);
        }

        foreach (var item in value.Items)
        {
            Repeated(item);
        }
    }

    private static string Sentence(string what, int count) =>
        count == 1 ? what : string.Create(CultureInfo.InvariantCulture, $"{what.TrimEnd('.')} ({count} times).");
}
