namespace Mteb.Schemas.Results.Repository;

/// <summary>The state of a results repository that a change is compared with.</summary>
public interface IResultsBase
{
    /// <summary>Files that are new or other than in the base, relative to the repository, with forward slashes.</summary>
    IReadOnlyList<string> ChangedFiles { get; }

    /// <summary>A file as it is in the base; null when it is not there.</summary>
    /// <param name="relativePath">Relative to the repository, with forward slashes.</param>
    ReadOnlyMemory<byte>? Read(string relativePath);
}
