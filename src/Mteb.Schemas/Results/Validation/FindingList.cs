using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Collects what is found in a file. Lines and columns are computed only for what is found.</summary>
/// <param name="source">The file.</param>
internal sealed class FindingList(SourceText source)
{
    private readonly List<Diagnostic> _found = [];

    /// <summary>What was found, in the order in which it was.</summary>
    public IReadOnlyList<Diagnostic> Found => _found;

    /// <summary>Whether anything of that kind was found.</summary>
    public bool Has(DiagnosticDescriptor descriptor)
    {
        foreach (var diagnostic in _found)
        {
            if (diagnostic.Descriptor == descriptor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether mteb does not load the file.</summary>
    public bool HasErrors => _found.Exists(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>Adds a finding at a byte.</summary>
    public void Add(DiagnosticDescriptor descriptor, int offset, string message, string remedy) =>
        _found.Add(descriptor.At(source.PlaceOf(offset), message, remedy));

    /// <summary>Adds that a key stands twice.</summary>
    public void AddRepeatedKey(string key, int offset) =>
        Add(ContentCodes.DuplicateKey, offset, $"The key '{key}' stands twice in one object; the last value counts.", "Remove the wrong one.");

    /// <summary>An empty list for the same file.</summary>
    public FindingList Fresh() => new(source);

    /// <summary>Puts other findings in the place of those after the first ones; of the first ones, those of a kind vanish too.</summary>
    public void Replace(int count, Predicate<Diagnostic> vanishing, FindingList others)
    {
        _found.RemoveRange(count, _found.Count - count);
        _found.RemoveAll(vanishing);
        _found.AddRange(others._found);
    }

    /// <summary>Forgets the errors among those that were found from one moment to another: a repeated key took away what they are about.</summary>
    /// <param name="from">How many there were before.</param>
    /// <param name="to">How many there were after.</param>
    /// <returns>How many were forgotten.</returns>
    public int ForgetErrors(int from, int to)
    {
        var before = _found.Count;
        for (var index = to - 1; index >= from; index--)
        {
            if (_found[index].Severity == Severity.Error)
            {
                _found.RemoveAt(index);
            }
        }

        return before - _found.Count;
    }

    /// <summary>Forgets everything that was found so far.</summary>
    public void Clear() => _found.Clear();
}
