namespace Mteb.Evaluation.Tokenization.Pieces;

/// <summary>The merges of a byte pair encoding.</summary>
internal interface IMerges
{
    /// <summary>Finds what two symbols become.</summary>
    bool TryFind(int first, int second, out Merge merge);
}

/// <summary>What two neighbouring symbols become.</summary>
/// <param name="Rank">The place in the list of merges: the lowest goes first.</param>
/// <param name="Id">The id of the symbol that they become.</param>
internal readonly record struct Merge(int Rank, int Id);
