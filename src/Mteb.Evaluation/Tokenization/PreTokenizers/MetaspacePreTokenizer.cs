using Mteb.Evaluation.Tokenization.Json;
using Mteb.Evaluation.Tokenization.Normalizers;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tokenization.PreTokenizers;

/// <summary>Where Metaspace puts its character before a piece.</summary>
internal enum PrependScheme
{
    /// <summary>Before each piece.</summary>
    Always,

    /// <summary>Before the piece that the text begins with.</summary>
    First,

    /// <summary>Nowhere.</summary>
    Never,
}

/// <summary>Writes a visible character for each space, perhaps one before the piece too, and may divide before each of them.</summary>
internal sealed class MetaspacePreTokenizer(int replacement, PrependScheme scheme, bool split) : IPreTokenizer
{
    private readonly int[] _replacement = [replacement];
    private readonly CharacterPattern _pattern = new(replacement);

    public bool NeedsAlignment => scheme == PrependScheme.First;

    public static MetaspacePreTokenizer Read(JsonValue value)
    {
        var replacement = value.Get("replacement").AsCharacter();
        var scheme = value.Find("prepend_scheme") is { } named ? ReadScheme(named) : PrependScheme.Always;
        if (value.Find("add_prefix_space") is { } old && !old.AsBoolean() && scheme != PrependScheme.Never)
        {
            throw old.Wrong("Metaspace has 'add_prefix_space' false, but its 'prepend_scheme' is not \"never\".",
                "Set 'prepend_scheme' to \"never\", as the conversion of old files does.");
        }

        return new(replacement, scheme, value.Find("split")?.AsBoolean() ?? true);
    }

    public void PreTokenize(PieceText text)
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
            rewritten.Characters.Replace(' ', replacement);
            var wanted = scheme == PrependScheme.Always || (scheme == PrependScheme.First && piece.Origin == 0);
            if (wanted && rewritten.Characters[0] != replacement)
            {
                PrependNormalizer.Prepend(rewritten, _replacement);
            }

            text.Store(rewritten);
        }

        text.EndRewrite();
        if (split)
        {
            PatternPreTokenizer.Divide(text, _pattern, SplitBehaviour.MergedWithNext);
        }
    }

    private static PrependScheme ReadScheme(JsonValue value) => value.AsString() switch
    {
        "always" => PrependScheme.Always,
        "first" => PrependScheme.First,
        "never" => PrependScheme.Never,
        _ => throw value.NotA("\"always\", \"first\" or \"never\""),
    };
}
