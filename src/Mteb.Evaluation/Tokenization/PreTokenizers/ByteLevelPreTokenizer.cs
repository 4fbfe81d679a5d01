using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Normalizers;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>
/// Divides with the expression of GPT-2, if wanted, and writes the bytes of each piece as visible characters. Before that every
/// piece that does not begin with a space may get one.
/// </summary>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool divides) : IPreTokenizer
{
    private static readonly int[] Space = [' '];
    private static readonly Gpt2Pattern Words = new();

    public static ByteLevelPreTokenizer Read(JsonValue value)
    {
        value.Get("trim_offsets").AsBoolean();
        return new(value.Get("add_prefix_space").AsBoolean(), value.Find("use_regex")?.AsBoolean() ?? true);
    }

    public void PreTokenize(PieceText text)
    {
        if (addPrefixSpace)
        {
            Rewrite(text, static piece =>
            {
                if (piece.Characters[0] != ' ')
                {
                    PrependNormalizer.Prepend(piece, Space);
                }
            });
        }

        if (divides)
        {
            PatternPreTokenizer.Divide(text, Words, SplitBehaviour.Isolated);
        }

        Rewrite(text, ByteLevel.Apply);
    }

    private static void Rewrite(PieceText text, Action<RewritableText> change)
    {
        text.BeginRewrite();
        foreach (ref readonly var piece in text.Pieces)
        {
            if (piece.IsToken)
            {
                text.StoreUnchanged(piece);
                continue;
            }

            var rewritten = text.Load(piece);
            change(rewritten);
            text.Store(rewritten);
        }

        text.EndRewrite();
    }
}
