using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding.Caching;

/// <summary>
/// The vectors of one model in a folder that others share: a subfolder named after the model's digest, with files that are only
/// ever appended to, each by one process, and removed as a whole, the oldest first.
/// </summary>
internal sealed class EmbeddingStore : IDisposable
{
    private const string Ending = ".seg";

    private readonly EmbeddingCacheOptions _options;
    private readonly byte[] _model;
    private readonly string _folder;
    private readonly Dictionary<string, Segment> _segments = new(StringComparer.Ordinal);
    private readonly Dictionary<UInt128, (Segment Segment, long Record)> _places = [];
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _noticed = [];
    private SegmentWriter? _writer;
    private bool _isBroken;

    /// <summary>Prepares a store; nothing is read or written yet.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="model">Digest of the model; 32 bytes.</param>
    public EmbeddingStore(EmbeddingCacheOptions options, byte[] model)
    {
        _options = options;
        _model = model;
        _folder = Path.Combine(options.Folder, Convert.ToHexStringLower(model)[..32]);
    }

    /// <summary>Length of the vectors, as far as there are any.</summary>
    public int? Width { get; private set; }

    /// <summary>What was noticed since the last time; it is forgotten.</summary>
    public IReadOnlyList<Diagnostic> TakeDiagnostics()
    {
        Diagnostic[] noticed = [.. _noticed];
        _noticed.Clear();
        return noticed;
    }

    /// <summary>Looks for what this and other processes have written since the last time, and what was removed.</summary>
    public void Refresh()
    {
        try
        {
            var files = Directory.Exists(_folder) ? new DirectoryInfo(_folder).GetFiles("*" + Ending) : [];
            Forget([.. _segments.Keys.Except(files.Select(file => file.FullName))]);
            foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                if (!_refused.Contains(file.FullName) && _segments.GetValueOrDefault(file.FullName)?.Length != file.Length)
                {
                    Read(file.FullName);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that just went away is found gone the next time; anything else is found by the writing.
        }
    }

    /// <summary>Reads a vector.</summary>
    /// <returns>Whether it is there and sound.</returns>
    public bool TryRead(UInt128 key, Span<float> vector, out TextTrace trace)
    {
        trace = default;
        if (!_places.TryGetValue(key, out var place) || place.Segment.Width != vector.Length)
        {
            return false;
        }

        if (place.Segment.TryRead(place.Record, key, vector, out trace))
        {
            return true;
        }

        _places.Remove(key);
        if (_refused.Add(place.Segment.Path + "?"))
        {
            Damaged(place.Segment.Path, $"The vector {place.Record} does not fit its checksum; it is made anew, and so is every other one that does not.");
        }

        return false;
    }

    /// <summary>Writes vectors; they survive the end of this process when the call is over.</summary>
    /// <param name="keys">Their keys.</param>
    /// <param name="traces">What is known of their texts.</param>
    /// <param name="values">The vectors, row-major.</param>
    /// <param name="width">Length of each.</param>
    public void Write(IReadOnlyList<UInt128> keys, IReadOnlyList<TextTrace> traces, ReadOnlySpan<float> values, int width)
    {
        var form = new SegmentForm(width);
        if (_isBroken || SegmentForm.HeadLength + form.RecordLength > _options.Limit)
        {
            return;
        }

        try
        {
            // Another process may have made room with it.
            if (_writer is not null && !File.Exists(_writer.Path))
            {
                _writer.Dispose();
                _writer = null;
            }

            for (var i = 0; i < keys.Count; i++)
            {
                if (_writer is null || _writer.Length + form.RecordLength > _options.SegmentLimit)
                {
                    Begin(form);
                }

                _writer!.Add(keys[i], traces[i], values.Slice(i * width, width));
            }

            _writer?.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _isBroken = true;
            _noticed.Add(CacheCodes.Unusable.At(
                new SourcePlace(_folder),
                $"Vectors cannot be written to the cache: {exception.Message.ReplaceLineEndings(" ")} The run goes on without.",
                "Make room on the disk, give the folder's rights to the user, or name another one with '--embedding-cache'."));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        Forget([.. _segments.Keys]);
    }

    private void Begin(SegmentForm form)
    {
        _writer?.Flush();
        _writer?.Dispose();
        _writer = null;
        Directory.CreateDirectory(_folder);
        Trim(Math.Min(_options.SegmentLimit, _options.Limit));
        var time = _options.Clock.GetUtcNow().UtcTicks.ToString("x16", CultureInfo.InvariantCulture);
        _writer = new SegmentWriter(Path.Combine(_folder, $"{time}-{Path.GetRandomFileName()}{Ending}"), form, _model);
    }

    /// <summary>Removes the oldest files of all models until there is room.</summary>
    private void Trim(long needed)
    {
        var files = new DirectoryInfo(_options.Folder).GetFiles("*" + Ending, SearchOption.AllDirectories)
            .OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var total = files.Sum(file => file.Length);
        foreach (var file in files.TakeWhile(_ => total + needed > _options.Limit))
        {
            try
            {
                total -= file.Length;
                file.Delete();
                Forget([file.FullName]);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another process holds it, or was faster.
                total += file.Exists ? file.Length : 0;
            }
        }
    }

    private void Read(string path)
    {
        Segment? segment;
        try
        {
            segment = Segment.Open(path, _model);
        }
        catch (FileNotFoundException)
        {
            return;
        }

        if (segment is null || (Width is { } width && segment.Width != width))
        {
            segment?.Dispose();

            // Its writer may not have got any further yet; one that stays as it is, is reported once.
            if (new FileInfo(path) is { Exists: true, Length: >= SegmentForm.HeadLength } && _refused.Add(path))
            {
                Damaged(path, "The head of the file is damaged, or of another version.");
            }

            return;
        }

        Width = segment.Width;
        var known = _segments.GetValueOrDefault(path);
        for (var record = 0L; record < segment.Records; record++)
        {
            _places[SegmentForm.Key(segment[record])] = (segment, record);
        }

        known?.Dispose();
        _segments[path] = segment;
        if (segment.IsTorn && path != _writer?.Path && _refused.Add(path + "!"))
        {
            _noticed.Add(CacheCodes.Torn.At(
                new SourcePlace(path),
                "The file ends in the middle of a vector: a run was stopped while it wrote, or another one is just writing. What stands before it is used.",
                "Nothing needs to be done."));
        }
    }

    private void Forget(IReadOnlyList<string> paths)
    {
        foreach (var path in paths)
        {
            if (_segments.Remove(path, out var segment))
            {
                foreach (var key in _places.Where(place => place.Value.Segment == segment).Select(place => place.Key).ToList())
                {
                    _places.Remove(key);
                }

                segment.Dispose();
            }
        }
    }

    private void Damaged(string path, string message) => _noticed.Add(CacheCodes.Damaged.At(
        new SourcePlace(path), message, "Look after the disk; the file may be deleted at any time, and its vectors are then made anew."));
}
