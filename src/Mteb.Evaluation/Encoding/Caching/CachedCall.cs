using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding.Caching;

/// <summary>One call: which vectors were found, which are missing, and how all of them come together.</summary>
/// <param name="texts">The texts.</param>
/// <param name="keys">Their keys.</param>
internal sealed class CachedCall(IReadOnlyList<string> texts, UInt128[] keys)
{
    private readonly List<(int Text, int SameAs)> _repeats = [];
    private readonly TextTrace[] _traces = new TextTrace[texts.Count];
    private float[] _values = [];
    private int _width;
    private long _untracedTokens;

    /// <summary>Texts that must be encoded, each key once.</summary>
    public List<int> Missing { get; } = [];

    /// <summary>What the model had to say.</summary>
    public List<Diagnostic> Noticed { get; } = [];

    /// <summary>What is known of the texts.</summary>
    public IReadOnlyList<TextTrace> Traces => _traces;

    /// <summary>Makes room for vectors of a length.</summary>
    /// <returns>Why there is none; null where there is.</returns>
    public Diagnostic? Reserve(int width)
    {
        if ((long)texts.Count * width > Array.MaxLength)
        {
            return EncodingCodes.TooManyTexts.Here(
                $"{texts.Count} vectors of {width} numbers do not fit into one block of memory.", "Encode the texts in several calls.");
        }

        _width = width;
        _values = GC.AllocateUninitializedArray<float>(texts.Count * width);
        return null;
    }

    /// <summary>Takes what a store has.</summary>
    public void ReadFrom(EmbeddingStore store)
    {
        var first = new Dictionary<UInt128, int>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (_width > 0 && store.TryRead(keys[i], Row(i), out _traces[i]))
            {
                continue;
            }

            if (first.TryAdd(keys[i], i))
            {
                Missing.Add(i);
            }
            else
            {
                _repeats.Add((i, first[keys[i]]));
            }
        }
    }

    /// <summary>Takes what a model gave for some of the missing texts.</summary>
    /// <returns>What is wrong with it; null for nothing.</returns>
    public Diagnostic? Take(int[] part, EncodedTexts encoded)
    {
        if (_width == 0 && Reserve(encoded.Embeddings.Columns) is { } tooMany)
        {
            return tooMany;
        }

        if (encoded.Embeddings.Rows != part.Length || encoded.Embeddings.Columns != _width)
        {
            return EncodingCodes.WrongWidth.Here(
                $"The model gave {encoded.Embeddings.Rows} vectors of {encoded.Embeddings.Columns} numbers for {part.Length} texts; those before have {_width}.",
                "Make the encoder give one vector of one fixed length for each text.");
        }

        for (var i = 0; i < part.Length; i++)
        {
            encoded.Embeddings[i].CopyTo(Row(part[i]));
            _traces[part[i]] = encoded.Traces?[i] ?? new TextTrace(keys[part[i]], 0, false);
        }

        _untracedTokens += encoded.Traces is null ? encoded.Statistics.Tokens : 0;
        return null;
    }

    /// <summary>Keys and traces of some texts.</summary>
    public (IReadOnlyList<UInt128> Keys, IReadOnlyList<TextTrace> Traces) Describe(int[] part) =>
        (Array.ConvertAll(part, text => keys[text]), Array.ConvertAll(part, text => _traces[text]));

    /// <summary>All vectors, once nothing is missing.</summary>
    public EmbeddingMatrix Finish()
    {
        foreach (var (text, sameAs) in _repeats)
        {
            Row(sameAs).CopyTo(Row(text));
            _traces[text] = _traces[sameAs];
        }

        return new EmbeddingMatrix(_values, texts.Count, _width);
    }

    /// <summary>The counts that the model itself would have given, once all is finished.</summary>
    public EncodingStatistics Statistics(PromptResolution prompt)
    {
        var distinct = new HashSet<UInt128>();
        var (tokens, truncated) = (_untracedTokens, 0);
        foreach (var trace in _traces)
        {
            tokens += distinct.Add(trace.Ids) ? trace.Tokens : 0;
            truncated += trace.IsTruncated ? 1 : 0;
        }

        return new EncodingStatistics(texts.Count, distinct.Count, tokens, truncated, prompt.Name, prompt.ChangesTexts ? prompt.Text : null);
    }

    private Span<float> Row(int text) => _values.AsSpan(text * _width, _width);
}
