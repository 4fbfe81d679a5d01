using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>
/// Reads a result file once, token by token: checks its form and takes out what the rules look at. Metrics are passed over;
/// only the main ones are parsed.
/// </summary>
internal ref struct ResultScanner
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly FindingList _findings;
    private readonly KeyTracker _keys;
    private readonly List<(int Start, int End)> _languages;
    private JsonTokenizer _tokens;
    private bool _observes = true;
    private bool _hasBareWord;
    private bool _hasNanText;
    private TaskExpectations? _task;
    private int _base;

    private ResultScanner(ReadOnlySpan<byte> utf8, FindingList findings, ScanScratch scratch)
    {
        _utf8 = utf8;
        _findings = findings;
        _keys = scratch.Keys;
        _languages = scratch.Languages;
        _tokens = new JsonTokenizer(utf8);
        _keys.Clear();
    }

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="findings">Where faults of the form are noted.</param>
    /// <param name="scratch">Room that is used again from file to file.</param>
    /// <returns>The fields of the object; null when the file is not a JSON object.</returns>
    public static RootFields? ReadRoot(ReadOnlySpan<byte> utf8, FindingList findings, ScanScratch scratch) =>
        new ResultScanner(utf8, findings, scratch).ReadRoot();

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
            return root;
        }

        _findings.Clear();
        _findings.Add(FormCodes.RootNotObject, root.Start, "A result file is an object with 'task_name', 'scores' and more; this one holds something else.", "Put the result itself into the file, one task a file.");
        return null;
    }

    private readonly RootFields? Refuse()
    {
        var error = _tokens.Error!.Value;
        var descriptor = error.Kind switch
        {
            JsonSyntaxFault.ByteOrderMark => FormCodes.ByteOrderMark,
            JsonSyntaxFault.NotUtf8 => FormCodes.NotUtf8,
            JsonSyntaxFault.TrailingData => FormCodes.TrailingData,
            _ => FormCodes.NotJson,
        };
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
        while (_tokens.Read())
        {
            if (_tokens.Kind == JsonTokenKind.EndObject)
            {
                _keys.Close();
                return true;
            }

            NoteKey();
            var (name, at) = (_tokens.GetText(), _tokens.Start);
            if (!_tokens.Read())
            {
                return false;
            }

            var (kind, start, hasEscapes) = (_tokens.Kind, _tokens.Start, _tokens.HasEscapes);
            if (!Observe())
            {
                return false;
            }

            root.Add(new RootField(name, at, kind, start, _tokens.End, hasEscapes));
        }

        return false;
    }

    private void NoteKey()
    {
        if (_observes && _keys.Repeats(_utf8, _tokens.Start, _tokens.End))
        {
            _findings.Add(ContentCodes.DuplicateKey, _tokens.Start, $"The key '{_tokens.GetText()}' stands twice in one object; the last value counts.", "Remove the wrong one.");
        }
    }

    /// <summary>Goes to the last token of the value that the tokens stand on, and looks at everything in it.</summary>
    private bool Observe()
    {
        NoteValue();
        if (_tokens.Kind is not (JsonTokenKind.BeginArray or JsonTokenKind.BeginObject))
        {
            return true;
        }

        if (!_observes)
        {
            return _tokens.Skip();
        }

        var depth = _tokens.Depth;
        Enter();
        while (_tokens.Read())
        {
            switch (_tokens.Kind)
            {
                case JsonTokenKind.Key:
                    NoteKey();
                    break;
                case JsonTokenKind.EndObject or JsonTokenKind.EndArray:
                    Leave();
                    if (_tokens.Depth == depth)
                    {
                        return true;
                    }

                    break;
                default:
                    NoteValue();
                    Enter();
                    break;
            }
        }

        return false;
    }

    private readonly void Enter()
    {
        if (_tokens.Kind == JsonTokenKind.BeginObject)
        {
            _keys.Open();
        }
    }

    private readonly void Leave()
    {
        if (_tokens.Kind == JsonTokenKind.EndObject)
        {
            _keys.Close();
        }
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

    // What follows reads text that is known to be JSON: the root was read before.
    private List<ScannedSplit> ReadSplits()
    {
        var splits = new List<ScannedSplit>();
        while (_tokens.Read() && _tokens.Kind == JsonTokenKind.Key)
        {
            var (name, at) = (_tokens.GetText(), _base + _tokens.Start);
            _tokens.Read();
            var split = new ScannedSplit(name, at, []);
            if (_tokens.Kind == JsonTokenKind.BeginArray)
            {
                ReadEntries(split);
            }
            else
            {
                Add(FormCodes.SplitNotList, $"The split '{name}' holds no list of entries.", "Put the entries into a list; the name of the subset stands in each as 'hf_subset'.");
                _tokens.Skip();
            }

            splits.RemoveAll(earlier => earlier.Name == name);
            splits.Add(split);
        }

        return splits;
    }

    private void ReadEntries(ScannedSplit split)
    {
        while (_tokens.Read() && _tokens.Kind != JsonTokenKind.EndArray)
        {
            if (_tokens.Kind == JsonTokenKind.BeginObject)
            {
                split.Entries.Add(ReadEntry(split.Name));
            }
            else
            {
                Add(FormCodes.EntryNotObject, $"The split '{split.Name}' holds an entry that is no object.", "Restore the entry, or evaluate the task again.");
                _tokens.Skip();
            }
        }
    }

    private ScannedEntry ReadEntry(string split)
    {
        var at = _base + _tokens.Start;
        var fields = new EntryFields();
        while (_tokens.Read() && _tokens.Kind == JsonTokenKind.Key)
        {
            ReadMember(ref fields);
        }

        if (!fields.MainScore.IsPresent)
        {
            _findings.Add(FormCodes.MainScoreMissing, at, $"An entry of the split '{split}' has no 'main_score'.", "Add 'main_score' with the value of the task's main metric.");
        }

        if (fields.Subset is null)
        {
            _findings.Add(FormCodes.SubsetMissing, fields.SubsetAt > 0 ? fields.SubsetAt : at, $"An entry of the split '{split}' does not name its subset as a text.", "Add 'hf_subset' with the name of the subset, 'default' for a task without subsets.");
        }

        if (!fields.HasLanguages)
        {
            _findings.Add(FormCodes.LanguagesMissing, fields.LanguagesAt > 0 ? fields.LanguagesAt : at, $"An entry of the split '{split}' has no list 'languages'.", "Add 'languages' as a list of codes such as eng-Latn.");
        }

        return new ScannedEntry
        {
            At = at,
            Subset = fields.Subset,
            SubsetAt = fields.SubsetAt,
            MainScore = fields.MainScore,
            MainMetric = fields.MainMetric,
            Languages = fields.HasLanguages ? LanguageList.Check(_utf8, _languages, fields.LanguagesAreTexts, fields.Subset is null ? null : _task?.LanguagesOf(fields.Subset)) : LanguageFault.None,
            LanguagesAt = fields.LanguagesAt,
        };
    }

    private void ReadMember(ref EntryFields fields)
    {
        if (_tokens.TextEquals("main_score"u8))
        {
            _tokens.Read();
            fields.MainScore = ReadScore();
        }
        else if (_tokens.TextEquals("hf_subset"u8))
        {
            _tokens.Read();
            fields.SubsetAt = _base + _tokens.Start;
            fields.Subset = _tokens.Kind == JsonTokenKind.Text && LoneSurrogates.AreAbsent(_tokens.GetText()) ? _tokens.GetText() : null;
            _tokens.Skip();
        }
        else if (_tokens.TextEquals("languages"u8))
        {
            _tokens.Read();
            ReadLanguages(ref fields);
        }
        else if (_task is { } task && _tokens.TextEquals(task.MainMetric))
        {
            _tokens.Read();
            fields.MainMetric = ReadScore();
        }
        else
        {
            _tokens.Read();
            _tokens.Skip();
        }
    }

    private ScannedScore ReadScore()
    {
        var (kind, at) = (_tokens.Kind, _base + _tokens.Start);
        var value = kind switch
        {
            JsonTokenKind.WholeNumber or JsonTokenKind.Number => double.Parse(_tokens.Raw, NumberStyles.Float, CultureInfo.InvariantCulture),
            JsonTokenKind.Infinity => double.PositiveInfinity,
            JsonTokenKind.NegativeInfinity => double.NegativeInfinity,
            _ => double.NaN,
        };
        _tokens.Skip();
        return new ScannedScore(kind, value, at);
    }

    private void ReadLanguages(ref EntryFields fields)
    {
        fields.LanguagesAt = _base + _tokens.Start;
        fields.HasLanguages = _tokens.Kind == JsonTokenKind.BeginArray;
        fields.LanguagesAreTexts = true;
        _languages.Clear();
        if (!fields.HasLanguages)
        {
            _tokens.Skip();
            return;
        }

        while (_tokens.Read() && _tokens.Kind != JsonTokenKind.EndArray)
        {
            if (_tokens.Kind == JsonTokenKind.Text)
            {
                _languages.Add((_tokens.Start + 1, _tokens.End - 1));
            }
            else
            {
                fields.LanguagesAreTexts = false;
                _tokens.Skip();
            }
        }
    }

    private readonly void Add(DiagnosticDescriptor descriptor, string message, string remedy) => _findings.Add(descriptor, _base + _tokens.Start, message, remedy);

    private struct EntryFields
    {
        public ScannedScore MainScore;
        public ScannedScore MainMetric;
        public string? Subset;
        public int SubsetAt;
        public bool HasLanguages;
        public bool LanguagesAreTexts;
        public int LanguagesAt;
    }
}

/// <summary>Room that scanning uses again from file to file; one a thread.</summary>
internal sealed class ScanScratch
{
    /// <summary>Keys of the objects that are open.</summary>
    public KeyTracker Keys { get; } = new();

    /// <summary>Languages of an entry.</summary>
    public List<(int Start, int End)> Languages { get; } = [];
}
