using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>Turns JSON into score values.</summary>
public static class ScoreValueReader
{
    /// <summary>The value. Numbers with a point or an exponent become Python floats; of two members with one name the last counts, at the first's place.</summary>
    public static ScoreValue Read(JsonValue json) => json.Kind switch
    {
        JsonKind.Null => ScoreValue.Null.Instance,
        JsonKind.Switch => new ScoreValue.Switch(json.IsTrue),
        JsonKind.WholeNumber => ReadWholeNumber(json),
        JsonKind.Number => new ScoreValue.Number(json.AsNumber()!.Value),
        JsonKind.Text => new ScoreValue.Text(json.AsText()!),
        JsonKind.List => new ScoreValue.List([.. json.Items.Select(Read)]),
        _ => new ScoreValue.Mapping([.. json.DistinctMembers().Select(member => KeyValuePair.Create(member.Name, Read(member.Value)))]),
    };

    private static ScoreValue ReadWholeNumber(JsonValue json)
    {
        var number = json.AsWholeNumber()!.Value;
        return number >= long.MinValue && number <= long.MaxValue
            ? new ScoreValue.WholeNumber((long)number)
            : new ScoreValue.LargeNumber(number);
    }
}
