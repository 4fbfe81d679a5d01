using System.Globalization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Repository;

/// <summary>Rules about a result that was there before: nothing may vanish, and no score may move (C110, C111, C114).</summary>
public static class ResultChange
{
    /// <summary>How far a main score may move.</summary>
    public const double Tolerance = 0.001;

    /// <summary>Compares two states of a result.</summary>
    /// <param name="before">The file as it was.</param>
    /// <param name="after">The file as it is.</param>
    /// <param name="path">Its path as the user would write it.</param>
    /// <param name="mayMove">Whether scores may move; the repository looks at them only beside a <c>model_meta.json</c>.</param>
    public static IReadOnlyList<Diagnostic> Compare(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after, string? path, bool mayMove = false)
    {
        var source = SourceText.Of(after, path);
        if (JsonValue.Parse(before, out _) is not { } old || JsonValue.Parse(after, out _) is not { } current)
        {
            return [];
        }

        var found = new List<Diagnostic>();
        var (oldEntries, entries) = (Entries(old), Entries(current));
        var place = source.PlaceOf((current["scores"] ?? current).Start);
        foreach (var (key, entry) in oldEntries)
        {
            if (!entries.ContainsKey(key))
            {
                found.Add(RepositoryCodes.EntryRemoved.At(place, $"The split '{key.Split}' had the subset '{key.Subset}', and has it no more.", "Put the entry back, for example with 'mteb merge'."));
            }

            var lost = entry.Languages.Except(entries.TryGetValue(key, out var now) ? now.Languages : [], StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (lost.Count > 0)
            {
                found.Add(RepositoryCodes.LanguageRemoved.At(now is null ? place : source.PlaceOf(now.At), $"The subset '{key.Subset}' of '{key.Split}' lost the languages {string.Join(", ", lost)}.", "Put the languages back."));
            }
        }

        if (!mayMove && IsCurrent(before) && IsCurrent(after))
        {
            CompareScores(oldEntries, entries, source, found);
        }

        return found;
    }

    // The repository reads old and new file by the schema of today, and leaves out what does not fit it.
    private static bool IsCurrent(ReadOnlyMemory<byte> utf8) =>
        ResultValidator.Validate(utf8, path: null).Verdict is Verdict.Valid or Verdict.Suspicious;

    private static void CompareScores(
        Dictionary<(string Split, string Subset), Entry> before, Dictionary<(string Split, string Subset), Entry> after, SourceText source, List<Diagnostic> found)
    {
        if (before.Values.Any(entry => entry.IsUnreadable) || after.Values.Any(entry => entry.IsUnreadable))
        {
            return;
        }

        foreach (var (key, entry) in after)
        {
            if (entry.Score is { } now && before.GetValueOrDefault(key)?.Score is { } then && Math.Abs(now - then) > Tolerance)
            {
                found.Add(RepositoryCodes.ScoreMoved.At(
                    source.PlaceOf(entry.At),
                    string.Create(CultureInfo.InvariantCulture, $"The main score of '{key.Subset}' in '{key.Split}' was {then:0.######} and is {now:0.######}; it may move by {Tolerance}."),
                    "Find out why; where the new score is right, say so in the pull request."));
            }
        }
    }

    private static Dictionary<(string Split, string Subset), Entry> Entries(JsonValue root)
    {
        var entries = new Dictionary<(string, string), Entry>();
        foreach (var split in root["scores"]?.DistinctMembers() ?? [])
        {
            foreach (var value in split.Value.Items.Where(value => value.Kind == JsonKind.Mapping))
            {
                var key = (split.Name, value["hf_subset"]?.AsText() ?? "");
                var languages = value["languages"]?.Items.Select(item => item.AsText()).OfType<string>() ?? [];
                var main = value["main_score"];

                // Of two entries with one name the languages are joined, and the last score counts.
                entries[key] = new Entry(
                    [.. entries.TryGetValue(key, out var earlier) ? earlier.Languages.Concat(languages) : languages],
                    ScoreOf(main) ?? earlier?.Score,
                    main is { Kind: JsonKind.List or JsonKind.Mapping } || (main is { Kind: JsonKind.Text } && LenientNumber.Of(main) is null),
                    (main ?? value).Start);
            }
        }

        return entries;
    }

    private static double? ScoreOf(JsonValue? main) =>
        main is not null && LenientNumber.Of(main) is { } score && !double.IsNaN(score) ? (score > 1 ? score / 100 : score) : null;

    private sealed record Entry(IReadOnlyList<string> Languages, double? Score, bool IsUnreadable, int At);
}
