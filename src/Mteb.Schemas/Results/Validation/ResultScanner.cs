using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>
/// Reads a result file once, token by token: checks its form and takes out what the rules look at. Metrics are passed over;
/// only the main ones are parsed.
/// </summary>
internal ref partial struct ResultScanner
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly FindingList _findings;
    private readonly KeyTracker _keys;
    private readonly List<(int Start, int End)> _languages;
    private readonly EntryLists _entries;
    private JsonTokenizer _tokens;
    private bool _observes = true;
    private bool _hasBareWord;
    private bool _hasNanText;
    private bool _hasEscapedKey;
    private TaskExpectations? _task;
    private string? _likelyTask;
    private int _base;

    private ResultScanner(ReadOnlySpan<byte> utf8, FindingList findings, ScanScratch scratch)
    {
        _utf8 = utf8;
        _findings = findings;
        _keys = scratch.Keys;
        _languages = scratch.Languages;
        _entries = scratch.Entries;
        _tokens = new JsonTokenizer(utf8);
        _keys.Clear();
    }

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="likelyTask">The task that it is of, if one may judge by its name; null when nothing is known.</param>
    /// <param name="findings">Where faults of the form are noted.</param>
    /// <param name="scratch">Room that is used again from file to file.</param>
    /// <returns>The fields of the object; null when the file is not a JSON object.</returns>
    public static RootFields? ReadRoot(ReadOnlySpan<byte> utf8, string? likelyTask, FindingList findings, ScanScratch scratch)
    {
        scratch.Entries.Clear();
        return new ResultScanner(utf8, findings, scratch) { _likelyTask = likelyTask }.ReadRoot();
    }

    /// <summary>Reads the scores of a file whose root was read.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="scores">Where they stand.</param>
    /// <param name="task">The task; null when unknown.</param>
    /// <param name="findings">Where faults of the form are noted.</param>
    /// <param name="scratch">Room that is used again from file to file.</param>
    public static List<ScannedSplit> ReadScores(
        ReadOnlySpan<byte> utf8, RootField scores, TaskExpectations? task, FindingList findings, ScanScratch scratch)
    {
        var scanner = new ResultScanner(utf8[scores.Start..scores.End], findings, scratch)
        {
            _task = task,
            _observes = false,
            _base = scores.Start,
        };
        scanner._tokens.Read();
        return scanner.ReadSplits();
    }

    private RootFields? ReadRoot()
    {
        if (!_tokens.Read())
        {
            return Refuse();
        }

        var isObject = _tokens.Kind == JsonTokenKind.BeginObject;
        var root = new RootFields { Start = _tokens.Start };
        if (!(isObject ? ReadMembers(root) : Observe()) || _tokens.Read() || _tokens.Error is not null)
        {
            return Refuse();
        }

        if (isObject)
        {
            if (_hasEscapedKey)
            {
                EscapedKeys.Check(_utf8, _findings);
            }

            return root;
        }

        _findings.Clear();
        _findings.Add(FormCodes.RootNotObject, root.Start, "A result file is an object with 'task_name', 'scores' and more; this one holds something else.", "Put the result itself into the file, one task a file.");
        return null;
    }

    private readonly RootFields? Refuse()
    {
        var error = _tokens.Error!.Value;
        var descriptor = SyntaxCodes.Of(error.Kind);
        _findings.Clear();
        _findings.Add(descriptor, error.Offset, error.Message, RemedyFor(descriptor));
        return null;
    }

    private readonly string RemedyFor(DiagnosticDescriptor descriptor) =>
        descriptor == FormCodes.ByteOrderMark || descriptor == FormCodes.NotUtf8 ? "Save the file as UTF-8 without a byte order mark."
        : descriptor == FormCodes.TrailingData ? "Put each result into a file of its own."
        : _utf8.StartsWith("version https://git-lfs"u8) ? "The file is a pointer of Git LFS; fetch the file itself with 'git lfs pull'."
        : _utf8.StartsWith("<<<<<<<"u8) || _utf8.IndexOf("\n<<<<<<< "u8) >= 0 ? "Resolve the merge conflict that Git left in the file."
        : "Restore the file from where it came from, or evaluate the task again.";

    private bool ReadMembers(RootFields root)
    {
        _keys.Open();
        while (NextKey())
        {
            var (name, at) = (_tokens.GetText(), _tokens.Start);
            if (!_tokens.Read())
            {
                return false;
            }

            var (kind, start, hasEscapes) = (_tokens.Kind, _tokens.Start, _tokens.HasEscapes);
            if (name == "scores" && kind == JsonTokenKind.BeginObject && (root["task_name"]?.AsText(_utf8) ?? _likelyTask) is { } task)
            {
                // Where the name of the task stands behind the scores, and is not that of the file, they are read again.
                root.ScoredTask = _task = TaskExpectations.FindByAnyName(task);
                _findings.ForgetErrors(root.SplitFindings.From, root.SplitFindings.To);
                var before = _findings.Found.Count;
                root.Splits = ReadSplits();
                root.SplitFindings = (before, _findings.Found.Count);
            }
            else
            {
                if (name == "scores" && root.Splits is not null)
                {
                    // Scores that were read before do not count when the key comes again.
                    _findings.ForgetErrors(root.SplitFindings.From, root.SplitFindings.To);
                    (root.Splits, root.SplitFindings) = (null, default);
                }

                Observe();
            }

            if (_tokens.Error is not null)
            {
                return false;
            }

            root.Add(new RootField(name, at, kind, start, _tokens.End, hasEscapes));
        }

        return _tokens.Error is null;
    }

    // The next key of the object that was opened last; at its end, the object is left.
    private bool NextKey()
    {
        if (!_keys.Next(ref _tokens, out var repeats))
        {
            if (_tokens.Kind == JsonTokenKind.EndObject)
            {
                _keys.Close();
            }

            return false;
        }

        _hasEscapedKey |= _tokens.HasEscapes;
        if (repeats && _observes)
        {
            _findings.AddRepeatedKey(_tokens.GetText(), _tokens.Start);
        }

        return true;
    }

    /// <summary>Goes to the last token of the value that the tokens stand on, and looks at everything in it.</summary>
    private bool Observe()
    {
        NoteValue();
        return _tokens.Kind switch
        {
            JsonTokenKind.BeginObject => ObserveObject(),
            JsonTokenKind.BeginArray => ObserveArray(),
            _ => true,
        };
    }

    private bool ObserveObject()
    {
        _keys.Open();
        while (NextKey())
        {
            if (!_tokens.PassNumber() && !(_tokens.Read() && Observe()))
            {
                return false;
            }
        }

        return _tokens.Error is null;
    }

    private bool ObserveArray()
    {
        while (_tokens.Read())
        {
            if (_tokens.Kind == JsonTokenKind.EndArray)
            {
                return true;
            }

            if (!Observe())
            {
                return false;
            }
        }

        return false;
    }

    private void NoteValue()
    {
        if (!_observes)
        {
            return;
        }

        if (!_hasBareWord && _tokens.Kind is JsonTokenKind.NaN or JsonTokenKind.Infinity or JsonTokenKind.NegativeInfinity)
        {
            _hasBareWord = true;
            _findings.Add(ContentCodes.BareWords, _tokens.Start, "The file holds NaN or Infinity, which strict JSON readers refuse.", "Nothing, where only mteb reads the file.");
        }
        else if (!_hasNanText && _tokens.Kind == JsonTokenKind.Text && _tokens.Raw.SequenceEqual("\"nan\""u8))
        {
            _hasNanText = true;
            _findings.Add(ContentCodes.NanText, _tokens.Start, "A value is the text \"nan\" instead of a number.", "Write NaN without quotes, or null.");
        }
    }
}

/// <summary>Room that scanning uses again from file to file; one a thread.</summary>
internal sealed class ScanScratch
{
    /// <summary>Keys of the objects that are open.</summary>
    public KeyTracker Keys { get; } = new();

    /// <summary>Languages of an entry.</summary>
    public List<(int Start, int End)> Languages { get; } = [];

    /// <summary>Entries of splits.</summary>
    public EntryLists Entries { get; } = new();
}

/// <summary>Lists of entries that grow once and serve file after file.</summary>
internal sealed class EntryLists
{
    private const int MostKept = 64;

    private readonly List<List<ScannedEntry>> _lists = [];
    private int _taken;

    /// <summary>All lists are free again.</summary>
    public void Clear() => _taken = 0;

    /// <summary>An empty list, until the next file.</summary>
    public List<ScannedEntry> Take()
    {
        if (_taken == MostKept)
        {
            return [];
        }

        if (_taken == _lists.Count)
        {
            _lists.Add([]);
        }

        _lists[_taken].Clear();
        return _lists[_taken++];
    }
}
