namespace Mteb.Evaluation.Tokenization.Unicode;

/// <summary>A Unicode normal form.</summary>
/// <param name="Compatibility">Whether compatibility decompositions are applied (the K of NFKC and NFKD).</param>
/// <param name="Composed">Whether the result is composed again (the C).</param>
internal readonly record struct NormalForm(bool Compatibility, bool Composed)
{
    public static readonly NormalForm C = new(false, true);
    public static readonly NormalForm D = new(false, false);
    public static readonly NormalForm KC = new(true, true);
    public static readonly NormalForm KD = new(true, false);
}

/// <summary>
/// A code point of a normal form, and how it follows from the source: <paramref name="Change"/> is 1 when it was put in after
/// another one, 0 when it stands for one code point of the source, and -n when it stands for n more.
/// </summary>
internal readonly record struct ChangedCharacter(int CodePoint, int Change);
