using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Mteb.Evaluation.Datasets;

/// <summary>
/// Names data by their content: SHA-256 over the columns that were read, in the order of their names, each value with its
/// kind and length. Neither the format of a file, its packing nor columns that were not read matter; the order of rows does.
/// </summary>
public sealed class DatasetFingerprint : IDisposable
{
    private const int RevisionLength = 40;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _used;

    private enum Kind : byte
    {
        Null,
        Text,
        Integer,
        Number,
        List,
        Turns,
        Part,
    }

    /// <summary>The revision of a task's data, for result files: the first 40 digits of a hash over all that was read.</summary>
    /// <param name="parts">Subset, split and hash of what was read, in any order.</param>
    public static string Revision(IEnumerable<(string Subset, string Split, string Sha256)> parts)
    {
        using var fingerprint = new DatasetFingerprint();
        foreach (var (subset, split, sha256) in parts
            .OrderBy(part => part.Subset, CodePointOrder.Comparer)
            .ThenBy(part => part.Split, CodePointOrder.Comparer)
            .ThenBy(part => part.Sha256, StringComparer.Ordinal))
        {
            fingerprint.Add(subset);
            fingerprint.Add(split);
            fingerprint.Add(sha256);
        }

        return fingerprint.Finish()[..RevisionLength];
    }

    /// <summary>The hash of columns.</summary>
    /// <param name="columns">Arrays as <see cref="Table"/> holds them, by name.</param>
    internal static string Of(IReadOnlyDictionary<string, Array> columns)
    {
        using var fingerprint = new DatasetFingerprint();
        foreach (var (name, values) in columns.OrderBy(column => column.Key, CodePointOrder.Comparer))
        {
            fingerprint.Begin(name, values.Length);
            fingerprint.AddAll(values);
        }

        return fingerprint.Finish();
    }

    /// <summary>The hash of retrieval data.</summary>
    internal static string Of(RetrievalData data)
    {
        using var fingerprint = new DatasetFingerprint();
        fingerprint.AddTexts("corpus.id", data.DocumentIds);
        fingerprint.AddTexts("corpus.title", data.DocumentTitles);
        fingerprint.AddTexts("corpus.text", data.DocumentTexts);
        fingerprint.AddTexts("queries.id", data.QueryIds);
        fingerprint.Begin("queries.text", data.Queries.Count);
        foreach (var query in data.Queries)
        {
            fingerprint.Add(query);
        }

        fingerprint.AddTexts("queries.instruction", data.Instructions);
        fingerprint.Begin("qrels", data.Qrels.Count);
        foreach (var (query, judgements) in data.Qrels)
        {
            fingerprint.Begin(query, judgements.Count);
            foreach (var (document, score) in judgements)
            {
                fingerprint.Add(document);
                fingerprint.Add(score);
            }
        }

        fingerprint.AddLists("top_ranked", data.TopRanked);
        fingerprint.AddLists("qrel_diff", data.ChangedQrels);
        return fingerprint.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void AddAll(Array values)
    {
        foreach (var list in values as Array[] ?? [])
        {
            Head(Kind.List, list.Length);
            AddAll(list);
        }

        foreach (var text in values as string?[] ?? [])
        {
            Add(text);
        }

        foreach (var number in values as double[] ?? [])
        {
            Head(Kind.Number, BitConverter.DoubleToInt64Bits(number));
        }

        foreach (var label in values as Label[] ?? [])
        {
            Add(label);
        }
    }

    private void AddTexts(string name, IReadOnlyList<string?>? texts)
    {
        if (texts is null)
        {
            return;
        }

        Begin(name, texts.Count);
        foreach (var text in texts)
        {
            Add(text);
        }
    }

    private void AddLists(string name, IReadOnlyDictionary<string, IReadOnlyList<string>>? lists)
    {
        if (lists is null)
        {
            return;
        }

        Begin(name, lists.Count);
        foreach (var (query, documents) in lists)
        {
            AddTexts(query, documents);
        }
    }

    private void Begin(string name, int count)
    {
        Head(Kind.Part, count);
        Add(name);
    }

    private void Add(QueryText query)
    {
        if (query.Turns is null)
        {
            Add(query.Text);
            return;
        }

        Head(Kind.Turns, query.Turns.Count);
        foreach (var turn in query.Turns)
        {
            Add(turn.Role);
            Add(turn.Content);
        }
    }

    private void Add(Label label)
    {
        if (label.IsNumber)
        {
            Add(label.Number);
        }
        else
        {
            Add(label.Text);
        }
    }

    private void Add(long number) => Head(Kind.Integer, number);

    private void Add(string? text)
    {
        if (text is null)
        {
            Head(Kind.Null, 0);
            return;
        }

        var length = System.Text.Encoding.UTF8.GetByteCount(text);
        Head(Kind.Text, length);
        if (length > _buffer.Length - _used)
        {
            Flush();
        }

        if (length <= _buffer.Length)
        {
            _used += System.Text.Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
            return;
        }

        AddLong(text);
    }

    private void AddLong(ReadOnlySpan<char> text)
    {
        var encoder = System.Text.Encoding.UTF8.GetEncoder();
        bool completed;
        do
        {
            encoder.Convert(text, _buffer, flush: true, out var characters, out _used, out completed);
            text = text[characters..];
            Flush();
        }
        while (!completed);
    }

    private void Head(Kind kind, long value)
    {
        const int Size = 9;
        if (_buffer.Length - _used < Size)
        {
            Flush();
        }

        _buffer[_used] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_used + 1), value);
        _used += Size;
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _used);
        _used = 0;
    }

    private string Finish()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }
}
