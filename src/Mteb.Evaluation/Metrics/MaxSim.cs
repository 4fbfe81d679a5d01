using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Metrics;

/// <summary>
/// Late interaction of token vectors (Khattab and Zaharia 2020): for each query token the best product with a document
/// token, summed. Texts of different length are padded with zero rows in the matrix form; a padding row of a document is
/// a product of 0 like any other, so a negative best becomes 0 where the document is padded.
/// </summary>
public static class MaxSim
{
    private const int GroupTokens = 10_000;

    /// <summary>Scores of all queries with all documents.</summary>
    /// <param name="queries">Token matrices of the queries.</param>
    /// <param name="documents">Token matrices of the documents.</param>
    /// <returns>Row-major: queries × documents.</returns>
    public static float[] All(IReadOnlyList<EmbeddingMatrix> queries, IReadOnlyList<EmbeddingMatrix> documents)
    {
        var padded = PaddedLengths(queries, documents);
        var scores = new float[queries.Count * documents.Count];
        for (var i = 0; i < queries.Count; i++)
        {
            for (var j = 0; j < documents.Count; j++)
            {
                scores[(i * documents.Count) + j] = Score(queries[i], documents[j], padded[j] > documents[j].Rows);
            }
        }

        return scores;
    }

    /// <summary>Scores of query i with document i; nothing is padded.</summary>
    /// <inheritdoc cref="All"/>
    public static float[] Pairwise(IReadOnlyList<EmbeddingMatrix> queries, IReadOnlyList<EmbeddingMatrix> documents) =>
        [.. queries.Zip(documents, (query, document) => Score(query, document, padded: false))];

    // How long each document is once padded: with all the others if little is wasted, else within its group.
    private static int[] PaddedLengths(IReadOnlyList<EmbeddingMatrix> queries, IReadOnlyList<EmbeddingMatrix> documents)
    {
        var lengths = new int[documents.Count];
        if (documents.Count == 0 || queries.Count == 0)
        {
            return lengths;
        }

        var together = (double)queries.Count * Longest(queries) * documents.Count * Longest(documents);
        if (together <= 2.0 * queries.Sum(query => (double)query.Rows) * documents.Sum(document => (double)document.Rows))
        {
            Array.Fill(lengths, Longest(documents));
            return lengths;
        }

        var group = new List<int>();
        foreach (var document in Enumerable.Range(0, documents.Count).OrderBy(i => documents[i].Rows))
        {
            if (group.Count > 0 && (long)(group.Count + 1) * documents[document].Rows > GroupTokens)
            {
                Close(group);
            }

            group.Add(document);
        }

        Close(group);
        return lengths;

        void Close(List<int> members)
        {
            var longest = members.Max(member => documents[member].Rows);
            members.ForEach(member => lengths[member] = longest);
            members.Clear();
        }
    }

    private static int Longest(IReadOnlyList<EmbeddingMatrix> texts) => texts.Max(text => text.Rows);

    private static float Score(EmbeddingMatrix query, EmbeddingMatrix document, bool padded)
    {
        var products = new float[query.Rows * document.Rows];
        SimdMatrixProduct.Instance.Multiply(
            query.Values.Span, query.Rows, document.Values.Span, document.Rows, query.Columns, products);
        var sum = 0f;
        for (var token = 0; token < query.Rows; token++)
        {
            var best = padded ? 0f : float.NegativeInfinity;
            foreach (var product in products.AsSpan(token * document.Rows, document.Rows))
            {
                best = Math.Max(best, product);
            }

            sum += best;
        }

        return sum;
    }
}
