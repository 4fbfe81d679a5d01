namespace Mteb.Evaluation.Datasets;

/// <summary>Computes <see cref="DataStatistics"/> the way mteb's descriptive statistics define them.</summary>
internal sealed class StatisticsBuilder
{
    private readonly Dictionary<string, double> _numbers = [];
    private long _characters;

    /// <summary>Sets a number.</summary>
    public void Set(string name, double value) => _numbers[name] = value;

    /// <summary>Adds lengths of texts under a name, and to <c>num_chars</c>.</summary>
    public void AddTexts(string name, IEnumerable<string> texts) => AddLengths(name, texts.Select(text => (long)Length(text)));

    /// <summary>Adds lengths under a name, and to <c>num_chars</c>.</summary>
    public void AddLengths(string name, IEnumerable<long> lengths) => _characters += (long)AddRange(name, lengths.Select(length => (double)length));

    /// <summary>Adds least, mean and greatest of some numbers; their sum comes back.</summary>
    public double AddRange(string name, IEnumerable<double> numbers)
    {
        var (count, sum, least, greatest) = (0L, 0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var number in numbers)
        {
            count++;
            sum += number;
            least = Math.Min(least, number);
            greatest = Math.Max(greatest, number);
        }

        if (count > 0)
        {
            _numbers[$"{name}.min"] = least;
            _numbers[$"{name}.avg"] = sum / count;
            _numbers[$"{name}.max"] = greatest;
        }

        return sum;
    }

    /// <summary>The statistics, with <c>num_chars</c>.</summary>
    public DataStatistics Build()
    {
        _numbers["num_chars"] = _characters;
        return new DataStatistics(_numbers);
    }

    /// <summary>Length of a text in code points.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        for (var first = text.IndexOfAnyInRange('\uDC00', '\uDFFF'); first >= 0; first = text.IndexOfAnyInRange('\uDC00', '\uDFFF'))
        {
            length--;
            text = text[(first + 1)..];
        }

        return length;
    }

    /// <summary>A text without white space at its ends, as Python's <c>str.strip</c> sees white space.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsSpace(char unit) => char.IsWhiteSpace(unit) || unit is >= '\u001C' and <= '\u001F';
}
