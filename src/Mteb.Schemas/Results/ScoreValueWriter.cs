using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results;

/// <summary>Writes score values as mteb does.</summary>
public static class ScoreValueWriter
{
    /// <summary>Writes a value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="decimals">
    /// To how many decimals floats are rounded, or null. The rule is mteb's: floats that stand directly in an object or
    /// directly in a list of an object, and whatever objects in such lists hold; a list inside a list is not reached.
    /// </param>
    public static void Write(PythonJsonWriter writer, ScoreValue value, int? decimals)
    {
        switch (value)
        {
            case ScoreValue.List list:
                WriteItems(writer, list, decimals);
                break;
            case ScoreValue.Mapping mapping:
                WriteMembers(writer, mapping, decimals);
                break;
            default:
                WritePlain(writer, value, decimals);
                break;
        }
    }

    private static void WriteMembers(PythonJsonWriter writer, ScoreValue.Mapping mapping, int? decimals)
    {
        writer.BeginObject();
        foreach (var (name, value) in mapping.Members)
        {
            writer.Key(name);
            Write(writer, value, decimals);
        }

        writer.EndObject();
    }

    private static void WriteItems(PythonJsonWriter writer, ScoreValue.List list, int? decimals)
    {
        writer.BeginArray();
        foreach (var item in list.Items)
        {
            Write(writer, item, item is ScoreValue.List ? null : decimals);
        }

        writer.EndArray();
    }

    private static void WritePlain(PythonJsonWriter writer, ScoreValue value, int? decimals)
    {
        switch (value)
        {
            case ScoreValue.Number number:
                writer.Number(decimals is { } digits ? PythonFloat.Round(number.Value, digits) : number.Value);
                break;
            case ScoreValue.NumpyNumber number:
                writer.Number(decimals is { } places ? PythonFloat.NumpyRound(number.Value, places) : number.Value);
                break;
            case ScoreValue.WholeNumber number:
                writer.WholeNumber(number.Value);
                break;
            case ScoreValue.LargeNumber number:
                writer.WholeNumber(number.Value);
                break;
            case ScoreValue.Switch state:
                writer.Switch(state.Value);
                break;
            case ScoreValue.Text text:
                writer.Text(text.Value);
                break;
            default:
                writer.Null();
                break;
        }
    }
}
