namespace Mteb.Evaluation.Metrics;

/// <summary>The metrics of ranked retrieval that are computed at several cut-offs.</summary>
public enum RetrievalMetric
{
    /// <summary>Normalised discounted cumulative gain, linear gains.</summary>
    Ndcg,

    /// <summary>Average precision; its mean over queries is MAP.</summary>
    Map,

    /// <summary>Share of the relevant documents that were found.</summary>
    Recall,

    /// <summary>Share of the cut-off that is relevant, even where the list is shorter.</summary>
    Precision,

    /// <summary>One by the rank of the first relevant document.</summary>
    Mrr,

    /// <summary>1 where any relevant document was found.</summary>
    HitRate,
}

/// <summary>The metrics of every query at every cut-off, as trec_eval computes them.</summary>
public sealed class RetrievalValues
{
    private static readonly int Metrics = Enum.GetValues<RetrievalMetric>().Length;

    private readonly double[][] _values;

    /// <summary>Room for so many queries.</summary>
    /// <param name="cutoffs">The cut-offs k, in the order in which they are reported.</param>
    /// <param name="queries">Number of queries.</param>
    public RetrievalValues(IReadOnlyList<int> cutoffs, int queries)
    {
        Cutoffs = cutoffs;
        Queries = queries;
        _values = new double[Metrics * cutoffs.Count][];
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = new double[queries];
        }
    }

    /// <summary>The cut-offs k.</summary>
    public IReadOnlyList<int> Cutoffs { get; }

    /// <summary>Number of queries.</summary>
    public int Queries { get; }

    /// <summary>The values of a metric at a cut-off, one a query.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="cutoff">Position of the cut-off.</param>
    public double[] this[RetrievalMetric metric, int cutoff] => _values[((int)metric * Cutoffs.Count) + cutoff];

    /// <summary>Computes the metrics of one query.</summary>
    /// <param name="query">Number of the query.</param>
    /// <param name="ranked">Judgement of each ranked document from the best on; 0 for an unjudged one.</param>
    /// <param name="judged">All judgements of the query; they are sorted in place.</param>
    public void Score(int query, ReadOnlySpan<int> ranked, Span<int> judged)
    {
        var relevant = 0;
        foreach (var judgement in judged)
        {
            relevant += judgement >= 1 ? 1 : 0;
        }

        judged.Sort();
        judged.Reverse();
        for (var i = 0; i < Cutoffs.Count; i++)
        {
            Score(query, i, ranked[..Math.Min(Cutoffs[i], ranked.Length)], judged[..Math.Min(Cutoffs[i], judged.Length)], relevant);
        }
    }

    private void Score(int query, int cutoff, ReadOnlySpan<int> top, ReadOnlySpan<int> ideal, int relevant)
    {
        int hits = 0, first = 0;
        var precisions = 0.0;
        for (var i = 0; i < top.Length; i++)
        {
            if (top[i] >= 1)
            {
                hits++;
                precisions += (double)hits / (i + 1);
                first = first == 0 ? i + 1 : first;
            }
        }

        var best = Gain(ideal);
        this[RetrievalMetric.Ndcg, cutoff][query] = best > 0 ? Gain(top) / best : 0;
        this[RetrievalMetric.Map, cutoff][query] = relevant == 0 ? 0 : precisions / relevant;
        this[RetrievalMetric.Recall, cutoff][query] = relevant == 0 ? 0 : (double)hits / relevant;
        this[RetrievalMetric.Precision, cutoff][query] = (double)hits / Cutoffs[cutoff];
        this[RetrievalMetric.Mrr, cutoff][query] = first == 0 ? 0 : 1.0 / first;
        this[RetrievalMetric.HitRate, cutoff][query] = hits > 0 ? 1 : 0;
    }

    private static double Gain(ReadOnlySpan<int> judgements)
    {
        var sum = 0.0;
        for (var i = 0; i < judgements.Length; i++)
        {
            if (judgements[i] > 0)
            {
                sum += judgements[i] / Math.Log2(i + 2);
            }
        }

        return sum;
    }
}
