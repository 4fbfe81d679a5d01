using System.Text;

namespace Mteb.Quickstart;

/// <summary>
/// Vectors and weights of tokens. A token's vector is the sum of the vectors of its character n-grams and of the token as
/// a whole, brought to length one; each of these is a row of a fixed pseudo-random matrix of signs, chosen by a hash. So
/// tokens that share spelling are near each other, and others nearly orthogonal. Only integer arithmetic, division and
/// square roots are used, which give the same bits on every machine.
/// </summary>
public static class TokenVectors
{
    /// <summary>The length of a vector; the number of bits in a hash.</summary>
    public const int Dimension = 64;

    private const int WholeWeight = 2;

    /// <summary>The vector of a token, of length one.</summary>
    public static float[] Vector(string token)
    {
        var sum = new int[Dimension];
        Add(sum, "=" + token, WholeWeight);
        foreach (var gram in Grams(token))
        {
            Add(sum, gram, 1);
        }

        var length = Math.Sqrt(sum.Sum(value => (long)value * value));
        return Array.ConvertAll(sum, value => (float)(value / length));
    }

    /// <summary>
    /// How much a token counts: a / (a + p), where p is the share of texts with the token. Frequent words so count less, as
    /// with inverse document frequencies. Pieces of words, of which texts tell nothing, count by their length, punctuation
    /// hardly, special tokens not at all, but for a trace of [CLS], which keeps an empty text from being the zero vector.
    /// </summary>
    public static float Weight(string token, Vocabulary vocabulary)
    {
        const double halfWeightShare = 0.02;
        if (Vocabulary.Special.Contains(token))
        {
            return token == "[CLS]" ? 0.01f : 0;
        }

        var bare = Bare(token);
        if (!char.IsAsciiLetterOrDigit(bare[0]))
        {
            return 0.02f;
        }

        return vocabulary.TextsWith.TryGetValue(token, out var texts)
            ? (float)(halfWeightShare / (halfWeightShare + ((double)texts / vocabulary.Texts)))
            : Math.Min(bare.Length, 5) / 10f;
    }

    // Of 'stones': <sto ston stone, and so on; '<' and '>' mark a word's ends, which a piece may lack.
    private static IEnumerable<string> Grams(string token)
    {
        var inside = token.StartsWith(Vocabulary.Continuation, StringComparison.Ordinal);
        var marked = inside ? Bare(token) + ">" : $"<{token}>";
        for (var length = 3; length <= 5; length++)
        {
            for (var start = 0; start + length <= marked.Length; start++)
            {
                yield return marked.Substring(start, length);
            }
        }
    }

    private static string Bare(string token) =>
        token.Length > 2 && token.StartsWith(Vocabulary.Continuation, StringComparison.Ordinal) ? token[2..] : token;

    private static void Add(int[] sum, string feature, int weight)
    {
        var signs = Hash(feature);
        for (var bit = 0; bit < Dimension; bit++)
        {
            sum[bit] += ((signs >> bit) & 1) == 0 ? weight : -weight;
        }
    }

    // FNV-1a over the bytes, then the finalizer of SplitMix64, which spreads every input bit over all output bits.
    private static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ value) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return hash ^ (hash >> 31);
    }
}
