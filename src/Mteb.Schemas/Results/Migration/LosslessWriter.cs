using Mteb.Schemas.Text;

namespace Mteb.Schemas.Results.Migration;

/// <summary>Writes values with the bytes that they have in their file; only layout and rounded floats are new.</summary>
internal sealed class LosslessWriter(PythonJsonWriter writer)
{
    /// <summary>How many numbers rounding changed.</summary>
    public int Rounded { get; private set; }

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="decimals">To how many decimals floats are rounded, where <see cref="ScoreValueWriter"/> would do so; or null.</param>
    public void Write(JsonValue value, int? decimals)
    {
        switch (value.Kind)
        {
            case JsonKind.List:
                writer.BeginArray();
                foreach (var item in value.Items)
                {
                    Write(item, item.Kind == JsonKind.List ? null : decimals);
                }

                writer.EndArray();
                break;
            case JsonKind.Mapping:
                WriteMembers(ResultBody.Members(value), decimals);
                break;
            case JsonKind.Number when decimals is { } digits:
                WriteNumber(value, digits);
                break;
            default:
                writer.Raw(value.Raw);
                break;
        }
    }

    /// <summary>Writes an object.</summary>
    public void WriteMembers(OrderedDictionary<string, JsonValue> members, int? decimals)
    {
        writer.BeginObject();
        foreach (var (name, value) in members)
        {
            writer.Key(name);
            Write(value, decimals);
        }

        writer.EndObject();
    }

    private void WriteNumber(JsonValue value, int digits)
    {
        var number = value.AsNumber()!.Value;
        var rounded = PythonFloat.Round(number, digits);
        if (rounded.Equals(number))
        {
            writer.Raw(value.Raw);
            return;
        }

        Rounded++;
        writer.Number(rounded);
    }
}
