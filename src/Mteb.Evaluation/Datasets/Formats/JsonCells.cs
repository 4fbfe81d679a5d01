using System.Globalization;
using System.Text.Json;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Reads a value that the reader stands on; a problem when it is not what the column holds. Null never arrives here.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
internal delegate CellProblem? JsonCell<T>(ref Utf8JsonReader reader, out T value);

/// <summary>Strict readings of JSON values: nothing is converted that mteb's own loading would not take as the same.</summary>
internal static class JsonCells
{
    /// <summary>A text.</summary>
    public static JsonCell<string> Text(ColumnRequest column) => (ref reader, out value) =>
    {
        var isText = reader.TokenType == JsonTokenType.String;
        value = isText ? reader.GetString()! : "";
        return isText ? null : CellProblem.WrongValue(column, Describe(reader.TokenType, reader.ValueSpan));
    };

    /// <summary>A text, or a whole number in the digits of the file.</summary>
    public static JsonCell<string> Id(ColumnRequest column, StringPool pool) => (ref reader, out value) =>
    {
        value = reader.TokenType switch
        {
            JsonTokenType.String => Pooled(ref reader, pool),
            JsonTokenType.Number when IsWhole(reader.ValueSpan) => pool.Get(reader.ValueSpan),
            _ => null!,
        };
        return value is not null ? null : CellProblem.WrongValue(column, Describe(reader.TokenType, reader.ValueSpan));
    };

    /// <summary>A finite number.</summary>
    public static JsonCell<double> Number(ColumnRequest column) => (ref reader, out value) =>
    {
        value = 0;
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out value) && double.IsFinite(value)
            ? null
            : CellProblem.WrongValue(column, Describe(reader.TokenType, reader.ValueSpan));
    };

    /// <summary>A whole number; <c>1.0</c> is one.</summary>
    public static JsonCell<long> Integer(ColumnRequest column) => (ref reader, out value) =>
        reader.TokenType == JsonTokenType.Number && TryGetWhole(ref reader, out value)
            ? null
            : Refuse(column, ref reader, out value);

    /// <summary>A whole number, a text, or true and false, which are 1 and 0 as in Python.</summary>
    public static JsonCell<Label> Label(ColumnRequest column, StringPool pool)
    {
        var kinds = new LabelKinds(column);
        return (ref reader, out value) => ReadLabel(column, pool, kinds, ref reader, out value);
    }

    /// <summary>A list.</summary>
    /// <param name="column">The column.</param>
    /// <param name="element">Reads an element.</param>
    /// <param name="aloneToo">Whether a value that is no list is a list of one.</param>
    public static JsonCell<T[]> List<T>(ColumnRequest column, JsonCell<T> element, bool aloneToo = false) => (ref reader, out values) =>
    {
        values = [];
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            if (!aloneToo)
            {
                return CellProblem.WrongValue(column, Describe(reader.TokenType, reader.ValueSpan));
            }

            var alone = element(ref reader, out var value);
            values = [value];
            return alone;
        }

        var list = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                return CellProblem.MissingElement(column);
            }

            if (element(ref reader, out var value) is { } problem)
            {
                return problem;
            }

            list.Add(value);
        }

        values = [.. list];
        return null;
    };

    /// <summary>A text, or a conversation.</summary>
    public static JsonCell<QueryText> Query(ColumnRequest column)
    {
        var turns = List(column, Turn(column));
        return (ref reader, out value) =>
        {
            value = null!;
            if (reader.TokenType == JsonTokenType.String)
            {
                value = new QueryText(reader.GetString()!);
                return null;
            }

            var problem = turns(ref reader, out var list);
            value = new QueryText(null, list);
            return problem;
        };
    }

    private static JsonCell<ConversationTurn> Turn(ColumnRequest column) => (ref reader, out turn) =>
    {
        turn = default;
        if (reader.TokenType == JsonTokenType.String)
        {
            turn = new ConversationTurn(null, reader.GetString()!);
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return CellProblem.WrongValue(column, $"a list with {Describe(reader.TokenType, reader.ValueSpan)}");
        }

        string? role = null;
        string? content = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.ValueTextEquals("role"u8);
            var isContent = reader.ValueTextEquals("content"u8);
            reader.Read();
            if ((isRole || isContent) && reader.TokenType != JsonTokenType.String)
            {
                return CellProblem.WrongValue(column, $"a turn whose {(isRole ? "role" : "content")} is {Describe(reader.TokenType, reader.ValueSpan)}");
            }

            role = isRole ? reader.GetString() : role;
            content = isContent ? reader.GetString() : content;
            reader.Skip();
        }

        turn = new ConversationTurn(role, content ?? "");
        return role is not null && content is not null ? null : CellProblem.WrongValue(column, "a turn without role or content");
    };

    private static CellProblem? ReadLabel(ColumnRequest column, StringPool pool, LabelKinds kinds, ref Utf8JsonReader reader, out Label value)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                value = new Label(Pooled(ref reader, pool));
                return kinds.Note(value);
            case JsonTokenType.True or JsonTokenType.False:
                value = new Label(reader.TokenType == JsonTokenType.True ? 1 : 0);
                return kinds.Note(value);
            case JsonTokenType.Number when TryGetWhole(ref reader, out var number):
                value = new Label(number);
                return kinds.Note(value);
            default:
                var problem = Refuse(column, ref reader, out var nothing);
                value = new Label(nothing);
                return problem;
        }
    }

    private static CellProblem Refuse(ColumnRequest column, ref Utf8JsonReader reader, out long value)
    {
        value = 0;
        return CellProblem.WrongValue(column, Describe(reader.TokenType, reader.ValueSpan));
    }

    private static bool TryGetWhole(ref Utf8JsonReader reader, out long value)
    {
        if (reader.TryGetInt64(out value))
        {
            return true;
        }

        var isWhole = reader.TryGetDouble(out var number) && Math.Abs(number) <= 1L << 53 && number == Math.Truncate(number);
        value = isWhole ? (long)number : 0;
        return isWhole;
    }

    private static string Pooled(ref Utf8JsonReader reader, StringPool pool)
    {
        const int Short = 256;
        if (reader.ValueSpan.Length > Short)
        {
            return reader.GetString()!;
        }

        Span<char> characters = stackalloc char[Short];
        return pool.Get(characters[..reader.CopyString(characters)]);
    }

    private static bool IsWhole(ReadOnlySpan<byte> digits) => digits.IndexOfAny(".eE"u8) < 0;

    private static string Describe(JsonTokenType token, ReadOnlySpan<byte> value = default) => token switch
    {
        JsonTokenType.String => "a text",
        JsonTokenType.Number when value.Length > 0 => string.Create(CultureInfo.InvariantCulture, $"the number {System.Text.Encoding.UTF8.GetString(value)}"),
        JsonTokenType.Number => "a number",
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Null => "null",
        _ => "an object",
    };
}
