using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Rules about what stands beside the scores.</summary>
internal static partial class HeaderRules
{
    private const int MostMeant = 10_000;

    // The names of mteb's tasks that an unknown one may mean; many files hold the same.
    private static readonly ConcurrentDictionary<string, string> Meant = new(StringComparer.Ordinal);

    /// <summary>W210, W211: the task.</summary>
    public static void CheckTask(ScannedResult result, FindingList findings)
    {
        if (result.TaskName is not { Text: { } name } field)
        {
            return;
        }

        if (result.Task is null && LegacyNames.LanguageOfWithdrawn(name) is not null)
        {
            findings.Add(ContentCodes.OldTaskName, field.At, $"mteb withdrew the task '{name}'.", "Nothing; the result enters no benchmark.");
        }
        else if (result.Task is null)
        {
            findings.Add(ContentCodes.UnknownTask, field.At, $"mteb has no task '{name}'. {Nearest(name)}".TrimEnd(), "Correct the name; for a task of your own this is as it should be.");
        }
        else if (result.Task.Facts.Name != name)
        {
            findings.Add(ContentCodes.OldTaskName, field.At, $"The task '{name}' is called '{result.Task.Facts.Name}' today.", "Nothing; 'mteb migrate' writes the name of today.");
        }
    }

    private static string Nearest(string name)
    {
        if (!Meant.TryGetValue(name, out var sentence))
        {
            sentence = NearestNames.Sentence(name, TaskCatalogue.Names);
            if (Meant.Count < MostMeant)
            {
                Meant[name] = sentence;
            }
        }

        return sentence;
    }

    /// <summary>W230, W231: the revision of the data.</summary>
    public static void CheckRevision(ScannedResult result, FindingList findings)
    {
        var (text, at) = result.Revision is { } field ? (field.Text, field.At) : (null, result.Start);
        var current = result.Task?.Revision;
        if (text is not null && current is not null && text != current)
        {
            findings.Add(ContentCodes.OtherRevision, at, $"The data were of revision '{text}'; the catalogue names '{current}'.", "Evaluate the task again where it matters.");
        }

        if (text is null || (text != current && !Commit().IsMatch(text)))
        {
            findings.Add(ContentCodes.UnusableRevision, at, text is null ? "The file names no revision of the data." : $"'{text}' names no state of the data.", "Evaluate the task again, or write the commit that was used, if it is known.");
        }
    }

    /// <summary>W240, W241, W244, W245: time and emissions.</summary>
    public static void CheckMeasurements(ScannedResult result, FindingList findings)
    {
        if (!result.IsLegacy && result.EvaluationTime is { Value: null } time)
        {
            findings.Add(ContentCodes.NoTime, time.At, "'evaluation_time' is null.", "Nothing.");
        }

        CheckMeasurement("evaluation_time", result.EvaluationTime, mayBeNegative: false, findings);
        CheckMeasurement("kg_co2_emissions", result.Emissions, mayBeNegative: false, findings);
        CheckMeasurement("date", result.Date, mayBeNegative: true, findings);
    }

    /// <summary>W242, W243: the version of mteb.</summary>
    public static void CheckVersion(ScannedResult result, FindingList findings)
    {
        if (result.Version is not { } version)
        {
            return;
        }

        if (version.Text is null)
        {
            findings.Add(ContentCodes.NoVersion, version.At, "'mteb_version' is null.", "Nothing; or write the version that made the file, if it is known.");
        }
        else if (!MtebVersionRange.TryParse(version.Text, out _))
        {
            findings.Add(ContentCodes.UnreadableVersion, version.At, $"'{version.Text}' is no version of mteb and no range of versions.", "Write the version that made the file.");
        }
    }

    private static void CheckMeasurement(string name, ScannedNumber? number, bool mayBeNegative, FindingList findings)
    {
        if (number is not { Value: { } value } field)
        {
            return;
        }

        if (!field.IsPlain)
        {
            findings.Add(ContentCodes.NumberInOtherForm, field.At, $"'{name}' is a number in another form.", "Write the number itself.");
        }

        if (double.IsNaN(value))
        {
            findings.Add(ContentCodes.TimeNotNumber, field.At, $"'{name}' is NaN.", "Write null in its place.");
        }
        else if (value < 0 && !mayBeNegative)
        {
            findings.Add(ContentCodes.NegativeTime, field.At, $"'{name}' is negative.", "Write null in its place.");
        }
    }

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex Commit();
}
