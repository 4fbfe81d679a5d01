using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Results.Validation;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>Takes fields out of a result file and collects what is wrong with them.</summary>
internal sealed class ResultFields(SourceText source)
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>What was noticed so far.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>Whether anything was refused.</summary>
    public bool Failed => _diagnostics.Exists(diagnostic => diagnostic.Severity == Severity.Error);

    /// <summary>A field that must be there; null, and an error, when it is not.</summary>
    public JsonValue? Require(JsonValue parent, string name)
    {
        var value = parent[name];
        if (value is null)
        {
            _diagnostics.Add(ResultCodes.FieldMissing.At(
                source.PlaceOf(parent.Start),
                $"The field '{name}' is missing.",
                $"Add '{name}', or evaluate the task again."));
        }

        return value;
    }

    /// <summary>A field that must be there and of that kind; an empty stand-in, and an error, when it is not.</summary>
    public JsonValue Require(JsonValue parent, string name, JsonKind kind) =>
        Require(parent, name) is { } value && Check(value, kind, name) ? value : JsonValue.Empty;

    /// <summary>A text that must be there.</summary>
    public string Text(JsonValue parent, string name) =>
        Require(parent, name, JsonKind.Text) is var value && value.AsText() is { } text && CheckPairs(value, text, name) ? text : "";

    /// <summary>A text or null; the field must be there.</summary>
    public string? TextOrNull(JsonValue parent, string name) =>
        Require(parent, name) is { Kind: not JsonKind.Null } value && Check(value, JsonKind.Text, name)
        && value.AsText() is { } text && CheckPairs(value, text, name) ? text : null;

    /// <summary>A number that must be there.</summary>
    public double Number(JsonValue parent, string name) => Require(parent, name) is { } value ? ToNumber(value, name) ?? 0 : 0;

    /// <summary>A number or null.</summary>
    public double? NumberOrNull(JsonValue parent, string name, bool isRequired) =>
        (isRequired ? Require(parent, name) : parent[name]) is { Kind: not JsonKind.Null } value ? ToNumber(value, name) : null;

    /// <summary>Whether a value is of a kind; an error when it is not.</summary>
    public bool Check(JsonValue value, JsonKind kind, string what)
    {
        if (value.Kind == kind)
        {
            return true;
        }

        var subject = what.Contains(' ', StringComparison.Ordinal) ? char.ToUpperInvariant(what[0]) + what[1..] : $"'{what}'";
        Refuse(value, $"{subject} must be {Describe(kind)}, not {Describe(value.Kind)}.");
        return false;
    }

    /// <summary>Whether every surrogate of a text has its other half; an error when one has not, for that is no text in UTF-8.</summary>
    private bool CheckPairs(JsonValue value, string text, string what)
    {
        if (LoneSurrogates.AreAbsent(text))
        {
            return true;
        }

        Refuse(value, $"'{what}' holds half a character: a surrogate stands alone.");
        return false;
    }

    /// <summary>Refuses a value.</summary>
    public void Refuse(JsonValue value, string message) => _diagnostics.Add(ResultCodes.WrongType.At(
        source.PlaceOf(value.Start), message, "Correct the value, or evaluate the task again."));

    /// <summary>Notes a field that mteb does not keep.</summary>
    public void Note(JsonMember member) => _diagnostics.Add(ResultCodes.UnknownField.At(
        source.PlaceOf(member.Start),
        $"mteb does not know the field '{member.Name}' and drops it when it writes the file again.",
        "Remove the field, or keep it elsewhere."));

    // mteb takes numbers in text and truth values for numbers.
    private double? ToNumber(JsonValue value, string name)
    {
        var number = LenientNumber.Of(value);
        if (number is null)
        {
            Refuse(value, $"'{name}' must be a number, not {Describe(value.Kind)}.");
        }

        return number;
    }

    private static string Describe(JsonKind kind) => kind switch
    {
        JsonKind.Null => "null",
        JsonKind.Switch => "true or false",
        JsonKind.WholeNumber or JsonKind.Number => "a number",
        JsonKind.Text => "text",
        JsonKind.List => "a list",
        _ => "an object",
    };
}
