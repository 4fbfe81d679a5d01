using System.Runtime.InteropServices;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>
/// Replaces what a pattern matches by a text that is taken literally. It belongs to the last character of what it replaces, or to
/// the one before where nothing is replaced.
/// </summary>
internal sealed class PatternReplaceNormalizer(IPattern pattern, int[] content) : INormalizer
{
    public void Normalize(RewritableText text)
    {
        text.Matches.Clear();
        pattern.FindMatches(text.Characters, text.Matches, text.Memory);
        if (!text.Matches.Exists(match => match.IsMatch))
        {
            return;
        }

        text.BeginRewrite();
        foreach (var match in CollectionsMarshal.AsSpan(text.Matches))
        {
            if (!match.IsMatch)
            {
                text.Keep(match.End - match.Start);
                continue;
            }

            text.Skip(match.End - match.Start);
            foreach (var character in content)
            {
                text.Insert(character);
            }
        }

        text.EndRewrite();
    }
}
