using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <content>Reading the scores: splits, their entries, and of each entry what the rules look at.</content>
internal ref partial struct ResultScanner
{
    private List<ScannedSplit> ReadSplits()
    {
        var splits = new List<ScannedSplit>();
        var found = new List<(int From, int To)>();
        _keys.Open();
        while (NextKey())
        {
            var (name, at) = (_tokens.GetText(), _base + _tokens.Start);
            var before = _findings.Found.Count;
            _tokens.Read();
            var split = new ScannedSplit(name, at, _entries.Take());
            if (_tokens.Kind == JsonTokenKind.BeginArray)
            {
                ReadEntries(split);
            }
            else
            {
                Add(FormCodes.SplitNotList, $"The split '{name}' holds no list of entries.", "Put the entries into a list; the name of the subset stands in each as 'hf_subset'.");
                Observe();
            }

            // Of a split that stands twice the last one counts, and nobody sees the faults of the other.
            if (splits.FindIndex(earlier => earlier.Name == name) is var repeated and >= 0)
            {
                var forgotten = _findings.ForgetErrors(found[repeated].From, found[repeated].To);
                found.RemoveAt(repeated);
                splits.RemoveAt(repeated);
                for (var later = repeated; later < found.Count; later++)
                {
                    found[later] = (found[later].From - forgotten, found[later].To - forgotten);
                }

                before -= forgotten;
            }

            found.Add((before, _findings.Found.Count));
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
                Observe();
            }
        }
    }

    private ScannedEntry ReadEntry(string split)
    {
        var at = _base + _tokens.Start;
        var fields = new EntryFields();
        _keys.Open();
        while (NextKey())
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
        var field = FieldOf();
        if (_tokens.PassNumber() && field == EntryField.Other)
        {
            return;
        }

        if (_tokens.Kind == JsonTokenKind.Key)
        {
            _tokens.Read();
        }

        switch (field)
        {
            case EntryField.MainScore:
                fields.MainScore = ReadScore();
                break;
            case EntryField.MainMetric:
                fields.MainMetric = ReadScore();
                break;
            case EntryField.Languages:
                ReadLanguages(ref fields);
                break;
            case EntryField.Subset:
                fields.SubsetAt = _base + _tokens.Start;
                fields.Subset = _tokens.Kind == JsonTokenKind.Text && LoneSurrogates.AreAbsent(_tokens.GetText()) ? _tokens.GetText() : null;
                Observe();
                break;
            default:
                Observe();
                break;
        }
    }

    private readonly EntryField FieldOf()
    {
        if (_keys.Familiar is not { } key)
        {
            return _task is not null && _tokens.TextEquals(_task.MainMetric) ? EntryField.MainMetric : FixedFieldOf();
        }

        // Which metric is the main one differs from task to task; escapes never stand in familiar names of metrics.
        return _task is not null && key.Is(_task.MainMetric) ? EntryField.MainMetric : (EntryField)(key.Meaning ??= (int)FixedFieldOf());
    }

    private readonly EntryField FixedFieldOf() =>
        _tokens.TextEquals("main_score"u8) ? EntryField.MainScore
        : _tokens.TextEquals("hf_subset"u8) ? EntryField.Subset
        : _tokens.TextEquals("languages"u8) ? EntryField.Languages
        : EntryField.Other;

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
        Observe();
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
            Observe();
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
            }

            Observe();
        }
    }

    private readonly void Add(DiagnosticDescriptor descriptor, string message, string remedy) => _findings.Add(descriptor, _base + _tokens.Start, message, remedy);

    private enum EntryField
    {
        Other,
        MainScore,
        MainMetric,
        Subset,
        Languages,
    }

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
