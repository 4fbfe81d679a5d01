using System.Globalization;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Reads the fields beside the scores as mteb's model of a result does: numbers may stand as text, a date in three forms.</summary>
/// <param name="utf8">The file.</param>
/// <param name="root">Its fields.</param>
/// <param name="findings">Where faults are noted.</param>
internal sealed class HeaderReader(ReadOnlyMemory<byte> utf8, RootFields root, FindingList findings)
{
    private static readonly string[] PhaseTexts = ["name", "split", "subset"];
    private static readonly string[] PhaseNumbers = ["start", "end"];
    private static readonly string[] PhaseFields = ["name", "start", "end", "split", "subset"];

    /// <summary>A text that must be there.</summary>
    public ScannedText? Text(string name)
    {
        if (Require(name) is not { } field)
        {
            return null;
        }

        var text = field.AsText(utf8.Span);
        if (text is null || !LoneSurrogates.AreAbsent(text))
        {
            Refuse(field, $"'{name}' must be a text.");
            return null;
        }

        return new ScannedText(text, field.Start);
    }

    /// <summary>A text or null that must be there.</summary>
    public ScannedText? TextOrNull(string name) =>
        root[name] is { Kind: JsonTokenKind.Null } field ? new ScannedText(null, field.Start) : Text(name);

    /// <summary>A number or null.</summary>
    public ScannedNumber? Number(string name, bool isRequired)
    {
        if ((isRequired ? Require(name) : root[name]) is not { } field)
        {
            return null;
        }

        if (field.Kind == JsonTokenKind.Null)
        {
            return new ScannedNumber(null, true, field.Start);
        }

        var value = ToNumber(field);
        if (value is null)
        {
            Refuse(field, $"'{name}' must be a number or null.");
        }

        return new ScannedNumber(value, field.Kind is not (JsonTokenKind.Text or JsonTokenKind.True or JsonTokenKind.False), field.Start);
    }

    /// <summary>The date, or null.</summary>
    public ScannedNumber? Date()
    {
        if (root["date"] is not { } field)
        {
            return null;
        }

        if (field.Kind == JsonTokenKind.Null)
        {
            return new ScannedNumber(null, true, field.Start);
        }

        var text = field.AsText(utf8.Span);
        var number = field.Kind is JsonTokenKind.True or JsonTokenKind.False ? null : ToNumber(field);
        var date = number is { } seconds ? UnixTime.FromSeconds(seconds) : IsoDate.Parse(text);
        if (date is null)
        {
            Refuse(field, "'date' must be Unix seconds or a date such as 2026-07-15T01:23:56Z.");
            return null;
        }

        return new ScannedNumber(UnixTime.ToSeconds(date.Value), text is null || number is null, field.Start);
    }

    /// <summary>Checks the phases of the evaluation.</summary>
    public void CheckPhases()
    {
        if (root["evaluation_phases"] is not { Kind: not JsonTokenKind.Null } field)
        {
            return;
        }

        if (field.Kind != JsonTokenKind.BeginArray)
        {
            Refuse(field, "'evaluation_phases' must be a list or null.");
            return;
        }

        var phases = JsonValue.Parse(utf8[field.Start..field.End], out _)!;
        foreach (var phase in phases.Items)
        {
            CheckPhase(phase, field.Start);
        }
    }

    private void CheckPhase(JsonValue phase, int offset)
    {
        if (phase.Kind != JsonKind.Mapping)
        {
            Refuse(offset + phase.Start, "Every phase must be an object with the texts 'name', 'split' and 'subset' and the numbers 'start' and 'end'.");
            return;
        }

        foreach (var name in PhaseFields.Where(name => phase[name] is null))
        {
            findings.Add(FormCodes.FieldMissing, offset + phase.Start, $"The phase has no '{name}'.", $"Add '{name}', or evaluate the task again.");
        }

        foreach (var name in PhaseTexts)
        {
            if (phase[name] is { } value && (value.AsText() is not { } text || !LoneSurrogates.AreAbsent(text)))
            {
                Refuse(offset + value.Start, $"'{name}' of a phase must be a text.");
            }
        }

        foreach (var name in PhaseNumbers)
        {
            if (phase[name] is { } value && LenientNumber.Of(value) is null)
            {
                Refuse(offset + value.Start, $"'{name}' of a phase must be a number.");
            }
        }
    }

    private double? ToNumber(RootField field) => field.Kind switch
    {
        JsonTokenKind.True => 1,
        JsonTokenKind.False => 0,
        JsonTokenKind.Text => LenientNumber.OfText(field.AsText(utf8.Span)!),
        JsonTokenKind.WholeNumber or JsonTokenKind.Number => double.Parse(utf8.Span[field.Start..field.End], NumberStyles.Float, CultureInfo.InvariantCulture),
        JsonTokenKind.NaN => double.NaN,
        JsonTokenKind.Infinity => double.PositiveInfinity,
        JsonTokenKind.NegativeInfinity => double.NegativeInfinity,
        _ => null,
    };

    private RootField? Require(string name)
    {
        var field = root[name];
        if (field is null)
        {
            findings.Add(FormCodes.FieldMissing, root.Start, $"The field '{name}' is missing.", $"Add '{name}' with the value that the run had, or evaluate the task again.");
        }

        return field;
    }

    private void Refuse(RootField field, string message) => Refuse(field.Start, message);

    private void Refuse(int offset, string message) =>
        findings.Add(FormCodes.WrongType, offset, message, "Correct the value, or evaluate the task again.");
}
