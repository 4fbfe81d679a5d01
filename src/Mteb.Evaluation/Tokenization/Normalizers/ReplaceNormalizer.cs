using Mteb.Evaluation.Tokenization.Expressions;
using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>Replaces a literal text by another one, which belongs to the last character of what it replaces.</summary>
internal sealed class ReplaceNormalizer(int[] wanted, int[] content) : INormalizer
{
    public static INormalizer Read(JsonValue value)
    {
        var pattern = value.Get("pattern").AsObject();
        var content = CodePoints.Of(value.Get("content").AsString());
        if (pattern.Find("Regex") is { } expression)
        {
            return new PatternReplaceNormalizer(ExpressionPattern.Read(expression, "normalizer"), content);
        }

        var wanted = CodePoints.Of(pattern.Get("String").AsString());
        return wanted.Length == 0 ? new PatternReplaceNormalizer(new ExpressionPattern(""), content) : new ReplaceNormalizer(wanted, content);
    }

    public void Normalize(RewritableText text) => Replace(text, wanted, content);

    /// <summary>Replaces all matches, from left to right.</summary>
    public static void Replace(RewritableText text, ReadOnlySpan<int> wanted, ReadOnlySpan<int> content)
    {
        ReadOnlySpan<int> rest = text.Characters;
        var match = rest.IndexOf(wanted);
        if (match < 0)
        {
            return;
        }

        if (wanted.Length == 1 && content.Length == 1)
        {
            text.Characters.Replace(wanted[0], content[0]);
            return;
        }

        text.BeginRewrite();
        for (; match >= 0; match = rest.IndexOf(wanted))
        {
            text.Keep(match);
            text.Skip(wanted.Length);
            foreach (var character in content)
            {
                text.Insert(character);
            }

            rest = rest[(match + wanted.Length)..];
        }

        text.Keep(rest.Length);
        text.EndRewrite();
    }
}
