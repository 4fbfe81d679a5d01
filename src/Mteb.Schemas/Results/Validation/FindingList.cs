using Mteb.Schemas.Diagnostics;
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
    public bool Has(DiagnosticDescriptor descriptor) => _found.Exists(diagnostic => diagnostic.Descriptor == descriptor);

    /// <summary>Whether mteb does not load the file.</summary>
    public bool HasErrors => _found.Exists(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>Adds a finding at a byte.</summary>
    public void Add(DiagnosticDescriptor descriptor, int offset, string message, string remedy) =>
        _found.Add(descriptor.At(source.PlaceOf(offset), message, remedy));

    /// <summary>Forgets everything that was found so far.</summary>
    public void Clear() => _found.Clear();
}
