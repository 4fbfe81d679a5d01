using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>Puts characters before the piece; they belong to its first character.</summary>
internal sealed class PrependNormalizer(int[] prefix) : INormalizer
{
    public static PrependNormalizer Read(JsonValue value) => new(CodePoints.Of(value.Get("prepend").AsString()));

    public void Normalize(RewritableText text) => Prepend(text, prefix);

    /// <summary>Puts characters before a text that is not empty.</summary>
    public static void Prepend(RewritableText text, ReadOnlySpan<int> prefix)
    {
        if (text.Length == 0)
        {
            return;
        }

        var first = text.Characters[0];
        text.BeginRewrite();
        for (var i = 0; i < prefix.Length; i++)
        {
            if (i == 0)
            {
                text.Replace(prefix[i]);
            }
            else
            {
                text.Insert(prefix[i]);
            }
        }

        text.Insert(first);
        text.Skip(prefix.IsEmpty ? 1 : 0);
        text.Keep(text.Length - 1);
        text.EndRewrite();
    }
}
