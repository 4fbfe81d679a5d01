using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Normalizers;

/// <summary>NFC, NFD, NFKC and NFKD.</summary>
internal sealed class FormNormalizer(NormalForm form) : INormalizer
{
    public void Normalize(RewritableText text) => Apply(form, text);

    /// <summary>Brings a text into a normal form.</summary>
    public static void Apply(NormalForm form, RewritableText text)
    {
        if (text.Characters.IndexOfAnyExceptInRange(0, LastUnchanged(form)) < 0)
        {
            return;
        }

        text.BeginRewrite();
        if (form.Composed)
        {
            Decomposer.Decompose(text.Characters, form.Compatibility, text.Decomposed);
            Composer.Compose(text.Decomposed, text.Composed);
            text.Write(text.Composed);
        }
        else
        {
            Decompose(form.Compatibility, text);
        }

        text.EndRewrite();
    }

    // Up to here no code point changes in the form, whatever its neighbours are.
    private static int LastUnchanged(NormalForm form) => form switch
    {
        { Composed: true, Compatibility: false } => 0x2FF,
        { Composed: false, Compatibility: false } => 0xBF,
        _ => 0x9F,
    };

    // Between starters that stay as they are, each stretch can be taken by itself.
    private static void Decompose(bool compatibility, RewritableText text)
    {
        var characters = text.Characters;
        for (var i = 0; i < characters.Length;)
        {
            var changing = i;
            while (changing < characters.Length && Decomposer.IsInert(characters[changing], compatibility))
            {
                changing++;
            }

            text.Keep(changing - i);
            i = changing;
            while (i < characters.Length && !Decomposer.IsInert(characters[i], compatibility))
            {
                i++;
            }

            if (i > changing)
            {
                Decomposer.Decompose(characters[changing..i], compatibility, text.Decomposed);
                text.Write(text.Decomposed);
            }
        }
    }
}
